using System.CommandLine;
using PaletteAI.Console.Cli.Hosts;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values</c>: the installer's values files.</summary>
internal static class ValuesCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("values", "Merges, explains, judges and edits the values the PaletteAI installer uses.");
        command.Add(ValuesMergeCommand.Create(terminal));
        command.Add(ValuesEffectiveCommand.Create(terminal));
        command.Add(ValuesExplainCommand.Create(terminal));
        command.Add(ValuesLintCommand.Create(terminal));
        command.Add(ValuesSetCommand.Create(terminal));
        command.Add(ValuesUnsetCommand.Create(terminal));
        command.Add(ValuesApplyCommand.Create(terminal));
        command.Add(HostValuesCommands.Get(terminal));
        command.Add(HostValuesCommands.Put(terminal));
        command.Add(HostValuesCommands.History(terminal));
        command.Add(HostValuesCommands.Restore(terminal));
        return command;
    }
}
