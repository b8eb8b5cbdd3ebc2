using System.CommandLine;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Cli.Spec;

/// <summary><c>spec example</c>: a commented install spec to start from.</summary>
internal static class SpecExampleCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("example", "Prints an install spec to start from, with comments (YAML).");
        command.SetAction(parsed =>
        {
            terminal.For(parsed).Document(InstallSpecExample.Text);
            return ExitCode.Ok;
        });
        return command;
    }
}
