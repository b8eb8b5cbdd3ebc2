using System.Text.Json;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>A value as it was typed for an edit.</summary>
public static class EditValue
{
    /// <summary>Reads a value as Helm would read it in a file.</summary>
    public static Result<ValueNode> Yaml(string text)
    {
        var document = YamlReader.Read(text);
        var refusals = document.Findings.Where(f => f.Severity == Severity.Error).ToList();
        return refusals.Count > 0 || document.Root is not { } root
            ? Error.FromFindings([.. refusals.Select(f => f with { Path = "", Message = "The value: " + f.Message })])
            : Result<ValueNode>.Success(ValueTreeReader.Of(root));
    }

    /// <summary>Takes a value as text, whatever it looks like.</summary>
    public static Result<ValueNode> Text(string text) => ValueScalar.Of(ValueSource.User, text);

    /// <summary>Reads a value as JSON.</summary>
    public static Result<ValueNode> Json(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = YamlLimits.Default.Depth });
            return AllFinite(document.RootElement)
                ? Result<ValueNode>.Success(ValueJson.Read(document.RootElement, ValueSource.User))
                : NotJson("a number is too large");
        }
        catch (JsonException e)
        {
            // The exception's own text may quote the value.
            return NotJson($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} cannot be read");
        }
    }

    private static Error NotJson(string why) => new(ErrorKind.Invalid, "json-syntax", $"The value is not JSON: {why}.", "Correct it, or give it with `--as yaml` or `--as string`.");

    private static bool AllFinite(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.TryGetDouble(out var number) && double.IsFinite(number),
        JsonValueKind.Array => element.EnumerateArray().All(AllFinite),
        JsonValueKind.Object => element.EnumerateObject().All(p => AllFinite(p.Value)),
        _ => true,
    };
}
