using System.Text;
using System.Text.Json;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance.Http;

/// <summary>
/// Reads the four error bodies of the API: <c>{code,message,details,ref}</c>, a bare JSON string, <c>{message}</c>, and anything else.
/// What it returns is one line, short, and free of the secrets that were sent.
/// </summary>
internal static class ErrorBodies
{
    private const int MaxMessage = 400;

    public static string Message(ReadOnlySpan<byte> body, IReadOnlyList<Secret> sent)
    {
        var text = Extract(body);
        foreach (var secret in sent.Where(s => s.Reveal().Length >= 4))
        {
            text = text.Replace(secret.Reveal(), "***", StringComparison.Ordinal);
        }
        return OneLine(text);
    }

    private static string Extract(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 16 });
            if (JsonDocument.TryParseValue(ref reader, out var document))
            {
                using (document)
                {
                    return FromJson(document.RootElement);
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON: a page of some proxy, or plain text.
        }
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxMessage * 4)]).Trim();
        return text.StartsWith('<') ? "" : text;
    }

    private static string FromJson(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.String => root.GetString() ?? "",
        JsonValueKind.Object => Text(root, "message") is { Length: > 0 } message ? message : Text(root, "code"),
        _ => "",
    };

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxMessage));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxMessage)
            {
                return line.Append('…').ToString();
            }
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }
        return line.ToString().Trim();
    }
}
