using System.CommandLine;

namespace PaletteAI.Console.Cli;

/// <summary>A verb and how it is made.</summary>
/// <param name="Name">Its name on the line.</param>
/// <param name="Create">Makes it with its options and what is below it.</param>
internal sealed record Verb(string Name, Func<Terminal, Command> Create)
{
    /// <summary>
    /// Gives a command its verbs. Where the line names one of them, no other is made: a script runs one verb, and making all of them takes
    /// longer than most verbs do.
    /// </summary>
    /// <param name="command">The command they belong to.</param>
    /// <param name="named">The word of the line that would name one; null = make all.</param>
    /// <param name="terminal">The process's streams.</param>
    /// <param name="verbs">All of them, in the order of the help.</param>
    /// <returns>Whether one was named.</returns>
    public static bool AddTo(Command command, string? named, Terminal terminal, params Verb[] verbs)
    {
        foreach (var verb in verbs)
        {
            if (verb.Name == named)
            {
                command.Add(verb.Create(terminal));
                return true;
            }
        }

        foreach (var verb in verbs)
        {
            command.Add(verb.Create(terminal));
        }

        return false;
    }
}
