using System.CommandLine;

namespace PaletteAI.Console.Cli.Spec;

/// <summary><c>spec</c>: install specs as files.</summary>
internal static class SpecCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("spec", "Writes, judges and renders install specs. Needs no appliance and no running console.");
        command.Add(SpecExampleCommand.Create(terminal));
        command.Add(SpecSchemaCommand.Create(terminal));
        command.Add(SpecValidateCommand.Create(terminal));
        command.Add(SpecRenderCommand.Create(terminal));
        command.Add(SpecConsequencesCommand.Create(terminal));
        return command;
    }
}
