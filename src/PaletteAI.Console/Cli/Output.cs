using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>
/// What one run of a verb writes. The result goes to standard output, as JSON or as text; with JSON, text for people goes to standard
/// error. Text that came from files cannot steer the terminal: control characters are shown, not sent.
/// </summary>
internal sealed class Output(Terminal terminal, bool isJson, bool reveals)
{
    // The output is read by programs and people, never by a browser: escaping + and < would only make it unreadable.
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The process's streams.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Whether the result is JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether secrets are printed.</summary>
    public bool Reveals => reveals;

    /// <summary>Writes a line of the result for people: to standard output, or beside the JSON.</summary>
    public void Line(string text) => (isJson ? terminal.Error : terminal.Out).WriteLine(Shown(text));

    /// <summary>Writes a line that is no part of the result: progress, notes, problems.</summary>
    public void Note(string text) => terminal.Error.WriteLine(Shown(text));

    /// <summary>Writes a result that is a document of its own, byte for byte.</summary>
    public void Document(string text) => terminal.Out.Write(text.EndsWith('\n') ? text : text + "\n");

    /// <summary>Writes the result as JSON.</summary>
    public void Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new TextBuffer(terminal.Out);
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            write(json);
        }

        buffer.Flush();
        terminal.Out.Write('\n');
    }

    /// <summary>Reports a failure and gives the exit code: JSON on standard output when asked for, the same in words on standard error.</summary>
    public int Fail(Error error)
    {
        if (isJson)
        {
            Json(json => ErrorJson.Write(json, error));
        }

        Note(error.Path.Length > 0 ? $"{error.Path}: {error.Message}" : error.Message);
        if (error.Fix.Length > 0)
        {
            Note($"  {error.Fix}");
        }

        foreach (var finding in error.Findings.Where(f => f.Code != error.Code || f.Path != error.Path || f.Message != error.Message))
        {
            Note(FindingText.Of(finding));
        }

        return ExitCode.Of(error);
    }

    /// <summary>A text with its control characters made visible.</summary>
    internal static string Shown(string text)
    {
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = IsHidden(c) ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : shown.Append(c);
        }

        return shown.ToString();
    }

    // Line breaks are ours; marks that reverse the reading direction or hide text are not wanted either.
    private static bool IsHidden(char c) => (char.IsControl(c) && c != '\n') || c is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';
}
