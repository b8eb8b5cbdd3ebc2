using System.CommandLine;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Cli.Spec;

/// <summary><c>spec schema</c>: the JSON Schema of install specs, for editors.</summary>
internal static class SpecSchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("schema", "Prints the JSON Schema of install specs, for editors.");
        command.SetAction(parsed =>
        {
            terminal.For(parsed).Document(InstallSpecSchema.Text);
            return ExitCode.Ok;
        });
        return command;
    }
}
