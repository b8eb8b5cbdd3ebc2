using System.Buffers;
using System.Text;

namespace PaletteAI.Console.Hosts.Commands;

/// <summary>The one place where arguments become the text that SSH's exec request wants.</summary>
internal static class ShellQuoting
{
    private static readonly SearchValues<char> _plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:@_");

    /// <summary>One line that every POSIX shell, and fish, reads back as these arguments.</summary>
    /// <exception cref="ArgumentException">An argument has a NUL, which no process can be given.</exception>
    public static string Join(IEnumerable<string> arguments)
    {
        var text = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (text.Length > 0)
            {
                text.Append(' ');
            }

            Append(text, argument);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string argument)
    {
        if (argument.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("An argument of a command contains a NUL character.", nameof(argument));
        }

        if (argument.Length > 0 && !argument.AsSpan().ContainsAnyExcept(_plain))
        {
            text.Append(argument);
            return;
        }

        // Inside single quotes nothing is special but the quote itself, and in fish the backslash: both stand outside, escaped.
        text.Append('\'');
        foreach (var c in argument)
        {
            _ = c is '\'' or '\\' ? text.Append("'\\").Append(c).Append('\'') : text.Append(c);
        }

        text.Append('\'');
    }
}
