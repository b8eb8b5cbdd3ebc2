using System.CommandLine;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>What verbs with state have in common: open the door, act, close it.</summary>
internal static class RemoteVerb
{
    /// <summary>Makes a verb.</summary>
    /// <param name="command">Its name, description, arguments and options of its own.</param>
    /// <param name="terminal">The process's streams.</param>
    /// <param name="act">What it does; returns the exit code.</param>
    public static Command Create(Command command, Terminal terminal, Func<IConsoleDoor, ParseResult, Output, CancellationToken, Task<int>> act)
    {
        var options = new RemoteOptions();
        options.AddTo(command).SetAction(async (parsed, ct) =>
        {
            var output = terminal.For(parsed);
            var door = await options.OpenAsync(parsed, terminal, ct);
            if (!door.IsSuccess)
            {
                return output.Fail(door.Error);
            }

            await using var open = door.Value;
            return await act(open, parsed, output, ct);
        });
        return command;
    }
}
