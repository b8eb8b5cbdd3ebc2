using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads events of <c>v1</c> (also as newer reporters write them, with <c>eventTime</c> and <c>series</c>).</summary>
public static class EventReader
{
    private static readonly InvolvedObject _nothing = new("", "", "", "", "");

    /// <summary>Reads one; the reader stands on the object's start and ends on its end.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static EventFacts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var fact = new EventFacts { Meta = FactMeta.None, Involved = _nothing };
        var (seriesCount, seriesLast, eventTime) = (0, (DateTimeOffset?)null, (DateTimeOffset?)null);
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("metadata"u8)) { fact = fact with { Meta = json.ReadMeta(strings).Meta }; }
            else if (json.ValueTextEquals("type"u8)) { fact = fact with { Type = json.Text(strings) }; }
            else if (json.ValueTextEquals("reason"u8)) { fact = fact with { Reason = json.Text(strings) }; }
            else if (json.ValueTextEquals("message"u8)) { fact = fact with { Message = json.Text(strings) }; }
            else if (json.ValueTextEquals("count"u8)) { fact = fact with { Count = Math.Max(1, json.Int()) }; }
            else if (json.ValueTextEquals("firstTimestamp"u8)) { fact = fact with { FirstAt = json.Time() }; }
            else if (json.ValueTextEquals("lastTimestamp"u8)) { fact = fact with { LastAt = json.Time() }; }
            else if (json.ValueTextEquals("eventTime"u8)) { eventTime = json.Time(); }
            else if (json.ValueTextEquals("series"u8)) { (seriesCount, seriesLast) = ReadSeries(ref json); }
            else if (json.ValueTextEquals("source"u8)) { fact = fact with { Source = ReadSource(ref json, fact.Source, strings) }; }
            else if (json.ValueTextEquals("reportingComponent"u8)) { fact = fact with { Source = json.Text(strings) is { Length: > 0 } by ? by : fact.Source }; }
            else if (json.ValueTextEquals("involvedObject"u8)) { fact = fact with { Involved = ReadInvolved(ref json, strings) }; }
            else { json.SkipValue(); }
        }
        return fact with
        {
            Count = Math.Max(fact.Count, seriesCount),
            FirstAt = fact.FirstAt ?? eventTime ?? fact.Meta.CreatedAt,
            LastAt = seriesLast ?? fact.LastAt ?? eventTime ?? fact.Meta.CreatedAt,
        };
    }

    private static (int Count, DateTimeOffset? Last) ReadSeries(ref Utf8JsonReader json)
    {
        var (count, last) = (0, (DateTimeOffset?)null);
        if (!json.IntoObject())
        {
            return (count, last);
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("count"u8)) { count = json.Int(); }
            else if (json.ValueTextEquals("lastObservedTime"u8)) { last = json.Time(); }
            else { json.SkipValue(); }
        }
        return (count, last);
    }

    private static string ReadSource(ref Utf8JsonReader json, string reported, FactStrings strings)
    {
        var component = "";
        if (!json.IntoObject())
        {
            return reported;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("component"u8)) { component = json.Text(strings); }
            else { json.SkipValue(); }
        }
        return component.Length > 0 ? component : reported;
    }

    private static InvolvedObject ReadInvolved(ref Utf8JsonReader json, FactStrings strings)
    {
        var involved = _nothing;
        if (!json.IntoObject())
        {
            return involved;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("kind"u8)) { involved = involved with { Kind = json.Text(strings) }; }
            else if (json.ValueTextEquals("namespace"u8)) { involved = involved with { Namespace = json.Text(strings) }; }
            else if (json.ValueTextEquals("name"u8)) { involved = involved with { Name = json.Text(strings) }; }
            else if (json.ValueTextEquals("uid"u8)) { involved = involved with { Uid = json.Text(strings) }; }
            else if (json.ValueTextEquals("fieldPath"u8)) { involved = involved with { FieldPath = json.Text(strings) }; }
            else { json.SkipValue(); }
        }
        return involved;
    }
}
