using System.Text;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>Asks the person at the terminal. Questions go to standard error, so that standard output stays the result alone.</summary>
internal static class Prompt
{
    private static bool IsPersonThere => !System.Console.IsInputRedirected && !System.Console.IsErrorRedirected;

    /// <summary>Reads a line without showing it; null where nobody is there.</summary>
    public static Secret? Secret(string question)
    {
        if (!IsPersonThere)
        {
            return null;
        }

        System.Console.Error.Write(question);
        var text = new StringBuilder();
        for (var key = System.Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = System.Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                text.Append(key.KeyChar);
            }
            else if (text.Length > 0)
            {
                text.Length--;
            }
        }

        System.Console.Error.WriteLine();
        return new Secret(text.ToString());
    }

    /// <summary>Asks yes or no; anything but yes is no; null where nobody is there.</summary>
    public static bool? Confirm(string question)
    {
        if (!IsPersonThere)
        {
            return null;
        }

        System.Console.Error.Write(question + " [yes/no] ");
        return System.Console.ReadLine()?.Trim() is { } answer && (answer.Equals("yes", StringComparison.OrdinalIgnoreCase) || answer.Equals("y", StringComparison.OrdinalIgnoreCase));
    }
}
