namespace PaletteAI.Console.Domain.Hosts.Diagnostics;

/// <summary>A key in a log.</summary>
/// <param name="Name">As written, without quotes; empty = no key.</param>
/// <param name="Column">Column it begins at, quotes among it; what is indented deeper belongs to it.</param>
/// <param name="BeginsLine">Whether nothing but blanks, dashes and quotes stands before it in its line, as in YAML.</param>
internal readonly record struct LogKey(string Name, int Column, bool BeginsLine)
{
    private const int MostBlanks = 8;

    /// <summary>Whether its value may be several words; a token's is one.</summary>
    public bool MayHaveBlanks => Name.Contains("pass", StringComparison.OrdinalIgnoreCase) || Name.EndsWith("pw", StringComparison.OrdinalIgnoreCase) || Name.EndsWith("pwd", StringComparison.OrdinalIgnoreCase);

    /// <summary>The key before a separator.</summary>
    /// <param name="text">The log.</param>
    /// <param name="separator">Where the separator stands.</param>
    /// <param name="from">Nothing before this is looked at.</param>
    /// <param name="longest">Longest name, in characters.</param>
    public static LogKey Before(string text, int separator, int from, int longest)
    {
        var end = separator;
        while (end > from && text[end - 1] is ' ' or '\t' && separator - end < MostBlanks)
        {
            end--;
        }

        while (end > from && text[end - 1] is '"' or '\'' or '\\')
        {
            end--;
        }

        var start = end;
        while (start > from && end - start < longest && IsNameCharacter(text[start - 1]))
        {
            start--;
        }

        var line = start;
        while (line > from && start - line < longest && text[line - 1] is ' ' or '\t' or '-' or '"' or '\'')
        {
            line--;
        }

        var begins = line == 0 || text[line - 1] == '\n';
        return new LogKey(text[start..end].TrimStart('-', '.'), begins ? Indent(text, line) : 0, begins);
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static int Indent(string text, int line)
    {
        var at = line;
        while (at < text.Length && text[at] is ' ' or '\t' or '-')
        {
            at++;
        }

        return at - line;
    }
}
