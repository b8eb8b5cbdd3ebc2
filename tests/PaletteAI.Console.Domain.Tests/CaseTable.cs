using System.Text.Json;

namespace PaletteAI.Console.Domain.Tests;

/// <summary>Case tables that were made by running the real programs.</summary>
internal static class CaseTable
{
    public static JsonElement Load(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", file))).RootElement;

    public static TheoryData<string, string> Rows(string file, Func<JsonElement, bool> which)
    {
        var data = new TheoryData<string, string>();
        foreach (var (row, index) in Load(file).EnumerateArray().Select((r, i) => (r, i)).Where(p => which(p.r)))
        {
            var name = row.TryGetProperty("name", out var named) ? named.GetString()! : row.TryGetProperty("input", out var input) ? input.ToString() : "";
            data.Add($"{index} {(name.Length > 60 ? name[..60] : name)}", row.GetRawText());
        }

        return data;
    }

    public static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    public static string Kind(this JsonElement row) => row.TryGetProperty("kind", out var kind) ? kind.GetString()! : "";

    public static string Text(this JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static bool Valid(this JsonElement row) => row.GetProperty("valid").GetBoolean();
}
