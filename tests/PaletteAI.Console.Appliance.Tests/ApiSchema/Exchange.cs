using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace PaletteAI.Console.Appliance.Tests.ApiSchema;

/// <summary>A request and its answer as they went over the wire.</summary>
internal sealed record Exchange(string Method, string Path, string Query, string RequestType, byte[] Request, int Status, string AnswerType, byte[] Answer)
{
    public override string ToString() => $"{Method} {Path}{Query} -> {Status}";

    /// <summary>What in it is not as an edition of the reference says; empty = valid.</summary>
    public IReadOnlyList<string> Judge(ApiDocument document) =>
        document.Find(Method, Path) is { } operation
            ? [.. JudgeQuery(document, operation).Concat(JudgeRequest(document, operation)).Concat(JudgeAnswer(document, operation)).Select(p => $"{document}: {this}: {p}")]
            : [$"{document}: {this}: no such operation"];

    private IEnumerable<string> JudgeQuery(ApiDocument document, ApiOperation operation)
    {
        var known = (operation.Node["parameters"] as JsonArray ?? []).Where(p => p!["in"]!.GetValue<string>() == "query").ToDictionary(p => p!["name"]!.GetValue<string>(), p => p!);
        var sent = QueryHelpers.ParseQuery(Query);
        foreach (var missing in known.Where(k => k.Value["required"]?.GetValue<bool>() == true && !sent.ContainsKey(k.Key)))
        {
            yield return $"query {missing.Key} is missing";
        }

        foreach (var (name, value) in sent)
        {
            if (!known.TryGetValue(name, out var parameter))
            {
                yield return $"query {name} is not in the reference";
                continue;
            }

            using var typed = Typed(parameter["schema"]!, value.ToString());
            foreach (var problem in SchemaCheck.Judge(document, parameter["schema"]!, typed.RootElement, "query " + name))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<string> JudgeRequest(ApiDocument document, ApiOperation operation)
    {
        if (operation.Node["requestBody"] is not JsonObject body)
        {
            return Request.Length > 0 ? ["a body is sent where none is expected"] : [];
        }

        if (Request.Length == 0)
        {
            return body["required"]?.GetValue<bool>() == true ? ["the body is missing"] : [];
        }

        var type = RequestType.Split(';')[0];
        return body["content"]![type] is not { } content ? [$"{type} is not in the reference"]
            : type == "multipart/form-data" ? JudgeForm(content["schema"]!.AsObject())
            : JudgeJson(document, content["schema"]!, Request, "body");
    }

    private IEnumerable<string> JudgeForm(JsonObject schema)
    {
        // Names of the parts: their content is binary.
        var text = System.Text.Encoding.Latin1.GetString(Request);
        var sent = System.Text.RegularExpressions.Regex.Matches(text, "form-data; name=\"?([A-Za-z]+)\"?").Select(m => m.Groups[1].Value).ToHashSet();
        return sent.Except(schema["properties"]!.AsObject().Select(p => p.Key)).Select(n => $"part {n} is not in the reference")
            .Concat(schema["required"]!.AsArray().Select(r => r!.GetValue<string>()).Except(sent).Select(n => $"part {n} is missing"));
    }

    private IEnumerable<string> JudgeAnswer(ApiDocument document, ApiOperation operation)
    {
        var responses = operation.Node["responses"]!.AsObject();
        var declared = responses[Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] ?? responses["default"];
        if (declared is null)
        {
            // The reference asks for a token but does not list the answer to a bad one on every operation.
            return Status == 401 && operation.IsSecured ? [] : [$"status {Status} is not in the reference"];
        }

        var schema = declared["content"]?["application/json"]?["schema"];
        return schema is null || Status == 204
            ? Answer.Length > 0 ? ["a body is answered where none is expected"] : []
            : !AnswerType.StartsWith("application/json", StringComparison.Ordinal) ? [$"the answer's type is \"{AnswerType}\""]
            : JudgeJson(document, schema, Answer, "answer");
    }

    private static IEnumerable<string> JudgeJson(ApiDocument document, JsonNode schema, byte[] json, string path)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            return SchemaCheck.Judge(document, schema, value.RootElement, path);
        }
        catch (JsonException e)
        {
            return [$"{path} is not JSON: {e.Message}"];
        }
    }

    private static JsonDocument Typed(JsonNode schema, string text) => JsonDocument.Parse(
        schema["type"]!.GetValue<string>() == "string" ? JsonSerializer.Serialize(text)
        : text is "true" or "false" || long.TryParse(text, out _) ? text
        : JsonSerializer.Serialize(text));
}
