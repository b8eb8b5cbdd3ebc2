using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads <c>conditions</c>.</summary>
internal static class ConditionReader
{
    public static ImmutableArray<ConditionFacts> ReadConditions(this ref Utf8JsonReader json, FactStrings strings) =>
        json.ReadConditions(strings, out _);

    /// <param name="heartbeat">The last heartbeat of the condition Ready; null when it is not told.</param>
    public static ImmutableArray<ConditionFacts> ReadConditions(this ref Utf8JsonReader json, FactStrings strings, out DateTimeOffset? heartbeat)
    {
        heartbeat = null;
        if (!json.IntoArray())
        {
            return [];
        }
        var conditions = ImmutableArray.CreateBuilder<ConditionFacts>();
        while (json.NextObject())
        {
            var condition = new ConditionFacts("", "", "", "", null);
            DateTimeOffset? beat = null;
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("type"u8)) { condition = condition with { Type = json.Text(strings) }; }
                else if (json.ValueTextEquals("status"u8)) { condition = condition with { Status = json.Text(strings) }; }
                else if (json.ValueTextEquals("reason"u8)) { condition = condition with { Reason = json.Text(strings) }; }
                else if (json.ValueTextEquals("message"u8)) { condition = condition with { Message = json.Text(strings) }; }
                else if (json.ValueTextEquals("lastTransitionTime"u8)) { condition = condition with { Since = json.Time() }; }
                else if (json.ValueTextEquals("lastHeartbeatTime"u8)) { beat = json.Time(); }
                else { json.SkipValue(); }
            }
            heartbeat = condition.Type == "Ready" ? beat : heartbeat;
            conditions.Add(condition);
        }
        return conditions.DrainToImmutable();
    }
}
