using System.CommandLine;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values</c>: the installer's values files.</summary>
internal static class ValuesCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("values", "Merges and explains the values the PaletteAI installer uses.");
        command.Add(ValuesMergeCommand.Create(terminal));
        command.Add(ValuesEffectiveCommand.Create(terminal));
        command.Add(ValuesExplainCommand.Create(terminal));
        return command;
    }
}
