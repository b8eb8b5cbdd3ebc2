using System.Text;

namespace PaletteAI.Console.Domain.Values.Texts;

/// <summary>
/// What Dex makes of <c>$</c> in texts inside a connector's config: it replaces names by its environment, mostly by nothing, and there is
/// no escape. Same rules as Go's <c>os.Expand</c>.
/// </summary>
public static class EnvironmentExpansion
{
    /// <summary>The text as Dex reads it; names that <paramref name="lookUp"/> does not know become empty.</summary>
    /// <param name="text">The text in the file.</param>
    /// <param name="lookUp">Value of an environment variable; null when it is not set.</param>
    public static string Expand(string text, Func<string, string?> lookUp)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(lookUp);
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                result.Append(text[at++]);
                continue;
            }

            var (name, length) = NameAt(text, at + 1);
            if (name.Length > 0)
            {
                result.Append(lookUp(name));
            }
            else if (length == 0)
            {
                result.Append('$');
            }

            at += 1 + length;
        }

        return result.ToString();
    }

    /// <summary>Whether Dex reads the text exactly as it stands, whatever its environment holds.</summary>
    public static bool IsSafe(string text) => Expand(text, _ => null) == text;

    // An empty name with a length is bad syntax that is eaten; an empty name without one leaves the dollar.
    private static (string Name, int Length) NameAt(string text, int start)
    {
        var first = text[start];
        if (first == '{')
        {
            return BracedNameAt(text, start);
        }

        if (IsSpecial(first))
        {
            return (first.ToString(), 1);
        }

        var end = start;
        while (end < text.Length && (text[end] == '_' || char.IsAsciiLetterOrDigit(text[end])))
        {
            end++;
        }

        return (text[start..end], end - start);
    }

    private static (string Name, int Length) BracedNameAt(string text, int start)
    {
        var close = text.IndexOf('}', start);
        return close < 0 ? ("", 1) : (text[(start + 1)..close], close - start + 1);
    }

    private static bool IsSpecial(char c) => c is '*' or '#' or '$' or '@' or '!' or '?' or '-' || char.IsAsciiDigit(c);
}
