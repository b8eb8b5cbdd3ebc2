using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>
/// Walks JSON without building a tree. Each method starts on a property's name (or on the token before an item) and ends on the last token
/// of the value. A value of another type than expected counts as absent. The whole object has to be in the reader's buffer.
/// </summary>
internal static class JsonCursor
{
    /// <summary>Moves into an object; false (and past the value) when there is none.</summary>
    public static bool IntoObject(this ref Utf8JsonReader json) => json.Into(JsonTokenType.StartObject);

    /// <summary>Moves into an array; false (and past the value) when there is none.</summary>
    public static bool IntoArray(this ref Utf8JsonReader json) => json.Into(JsonTokenType.StartArray);

    /// <summary>Moves to the next property's name; false at the object's end.</summary>
    public static bool NextProperty(this ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves into the array's next item that is an object; false at the array's end.</summary>
    public static bool NextObject(this ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }
            json.Skip();
        }
        return false;
    }

    /// <summary>Passes over a property's value.</summary>
    public static void SkipValue(this ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    /// <summary>A text of its own; empty when there is none.</summary>
    public static string Text(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.HereText(null);
    }

    /// <summary>A text that other objects repeat; empty when there is none.</summary>
    public static string Text(this ref Utf8JsonReader json, FactStrings strings)
    {
        json.Read();
        return json.HereText(strings);
    }

    /// <summary>A whole number; null when there is none.</summary>
    public static long? Number(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number)
        {
            return json.TryGetInt64(out var number) ? number : null;
        }
        json.Skip();
        return null;
    }

    /// <summary>A whole number within 32 bits; 0 when there is none.</summary>
    public static int Int(this ref Utf8JsonReader json) => (int)Math.Clamp(json.Number() ?? 0, int.MinValue, int.MaxValue);

    /// <summary>True or false; null when neither.</summary>
    public static bool? Flag(this ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
        return json.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null };
    }

    /// <summary>A moment; null when there is none.</summary>
    public static DateTimeOffset? Time(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return json.TryGetDateTimeOffset(out var time) ? time.ToUniversalTime() : null;
        }
        json.Skip();
        return null;
    }

    /// <summary>A list of texts.</summary>
    public static ImmutableArray<string> Texts(this ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var texts = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                texts.Add(json.HereText(strings));
            }
            json.Skip();
        }
        return texts.DrainToImmutable();
    }

    /// <summary>A map of texts.</summary>
    public static FactLabels Labels(this ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return FactLabels.Empty;
        }
        var pairs = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        while (json.NextProperty())
        {
            var key = json.HereText(strings);
            pairs.Add(new(key, json.Text(strings)));
        }
        return new FactLabels(pairs.DrainToImmutable());
    }

    /// <summary>A map of resource amounts.</summary>
    public static ImmutableArray<ResourceAmount> Amounts(this ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return [];
        }
        var amounts = ImmutableArray.CreateBuilder<ResourceAmount>();
        while (json.NextProperty())
        {
            var resource = json.HereText(strings);
            if (Quantity.TryParse(json.Text(), out var amount))
            {
                amounts.Add(new ResourceAmount(resource, amount));
            }
        }
        return amounts.DrainToImmutable();
    }

    /// <summary>The text of the current token; empty when it is none.</summary>
    public static string HereText(this ref Utf8JsonReader json, FactStrings? strings)
    {
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            json.Skip();
            return "";
        }
        return strings is null || json.ValueIsEscaped ? json.GetString()!
            : json.HasValueSequence ? strings.Share(json.ValueSequence.ToArray())
            : strings.Share(json.ValueSpan);
    }

    private static bool Into(this ref Utf8JsonReader json, JsonTokenType start)
    {
        json.Read();
        if (json.TokenType == start)
        {
            return true;
        }
        json.Skip();
        return false;
    }
}
