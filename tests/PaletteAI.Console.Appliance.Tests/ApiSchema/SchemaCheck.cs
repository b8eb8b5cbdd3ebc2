using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaletteAI.Console.Appliance.Tests.ApiSchema;

/// <summary>
/// Judges JSON by the schemas of the reference, as far as it uses them: <c>$ref</c>, type, enum, required, properties, additionalProperties,
/// items, uniqueItems, and the formats date-time, int32 and int64. A field the schema does not know is a problem: on our side it would be a
/// typing mistake. <c>type: object</c> with nothing more is the generator's <c>interface{}</c>, which takes any value (tags, error details).
/// </summary>
internal sealed class SchemaCheck(ApiDocument document)
{
    private readonly List<string> _problems = [];

    public static IReadOnlyList<string> Judge(ApiDocument document, JsonNode schema, JsonElement value, string path)
    {
        var check = new SchemaCheck(document);
        check.Value(schema.AsObject(), value, path);
        return check._problems;
    }

    private void Value(JsonObject schema, JsonElement value, string path)
    {
        if (schema["$ref"] is { } reference)
        {
            schema = document.Resolve(reference.GetValue<string>());
        }

        var types = Types(schema);
        if (value.ValueKind == JsonValueKind.Null)
        {
            Expect(types.Count == 0 || types.Contains("null"), path, "is null");
            return;
        }

        if (!types.Exists(t => IsOf(t, value, schema)))
        {
            Expect(types.Count == 0, path, $"is {value.ValueKind}, not {string.Join(" or ", types)}");
        }

        Expect(schema["enum"] is not JsonArray words || words.Any(w => w?.GetValue<string>() == value.ToString()), path, $"is \"{value}\", which is none of the known words");
        Parts(schema, value, path);
    }

    private void Parts(JsonObject schema, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Object && (schema.ContainsKey("properties") || schema.ContainsKey("additionalProperties")))
        {
            Members(schema, value, path);
        }
        else if (value.ValueKind == JsonValueKind.Array && schema["items"] is JsonObject items)
        {
            var entries = value.EnumerateArray().ToArray();
            foreach (var (entry, i) in entries.Select((e, i) => (e, i)))
            {
                Value(items, entry, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
            }

            Expect(schema["uniqueItems"]?.GetValue<bool>() != true || entries.Select(e => e.GetRawText()).Distinct().Count() == entries.Length, path, "holds the same entry twice");
        }
    }

    private void Members(JsonObject schema, JsonElement value, string path)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()))
        {
            Expect(value.TryGetProperty(name, out _), $"{path}.{name}", "is missing");
        }

        foreach (var member in value.EnumerateObject())
        {
            var known = schema["properties"]?[member.Name] ?? schema["additionalProperties"];
            Expect(known is JsonObject, $"{path}.{member.Name}", "is not in the schema");
            if (known is JsonObject part)
            {
                Value(part, member.Value, $"{path}.{member.Name}");
            }
        }
    }

    private void Expect(bool holds, string path, string problem)
    {
        if (!holds)
        {
            _problems.Add($"{path} {problem}");
        }
    }

    private static List<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(t => t!.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        _ when schema.ContainsKey("properties") => ["object"],
        _ => [],
    };

    private static bool IsOf(string type, JsonElement value, JsonObject schema) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object || !(schema.ContainsKey("properties") || schema.ContainsKey("additionalProperties")),
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String && (schema["format"]?.GetValue<string>() != "date-time" || IsTime(value.GetString()!)),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" when schema["format"]?.GetValue<string>() == "int32" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };

    private static bool IsTime(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && (text.EndsWith('Z') || text[^6] is '+' or '-');
}
