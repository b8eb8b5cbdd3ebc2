using System.Text;

namespace PaletteAI.Console.Domain.Values.Masking;

/// <summary>
/// Hides what follows <c>Basic</c> or <c>Bearer</c> in texts, as HTTP's <c>Authorization</c> header writes it (RFC 9110, 11.4): the scheme in
/// any case, blanks, at least six characters of a token. By hand: a regular expression prepares a vector search for it at its first use,
/// which takes longer than masking a file of 10,000 lines.
/// </summary>
internal static class HeaderCredentials
{
    private const int ShortestToken = 6;
    private static readonly string[] _schemes = ["Basic", "Bearer"];

    /// <summary>The text with <see cref="SecretMask.Shown"/> in place of each credential.</summary>
    public static string Hide(string text)
    {
        StringBuilder? hidden = null;
        var copied = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('b' or 'B') || SchemeEnd(text, at) is not { } schemeEnd || TokenEnd(text, schemeEnd) is not { } tokenEnd)
            {
                continue;
            }

            hidden = (hidden ?? new StringBuilder(text.Length)).Append(text, copied, schemeEnd - copied).Append(' ').Append(SecretMask.Shown);
            copied = tokenEnd;
            at = tokenEnd - 1;
        }

        return hidden?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private static int? SchemeEnd(string text, int at)
    {
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '_'))
        {
            return null;
        }

        foreach (var scheme in _schemes)
        {
            if (string.Compare(text, at, scheme, 0, scheme.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return at + scheme.Length;
            }
        }

        return null;
    }

    private static int? TokenEnd(string text, int schemeEnd)
    {
        var start = schemeEnd;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '+' or '/' or '=' or '.' or '_' or '~' or '-'))
        {
            end++;
        }

        return start > schemeEnd && end - start >= ShortestToken ? end : null;
    }
}
