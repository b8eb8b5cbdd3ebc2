using System.CommandLine;
using PaletteAI.Console.Cli.Hosts;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values</c>: the installer's values files.</summary>
internal static class ValuesCommand
{
    /// <param name="terminal">The process's streams.</param>
    /// <param name="named">The word of the line that names the verb below; null makes all.</param>
    public static Command Create(Terminal terminal, string? named)
    {
        var command = new Command("values", "Merges, explains, judges and edits the values the PaletteAI installer uses.");
        _ = Verb.AddTo(
            command, named, terminal,
            new("merge", ValuesMergeCommand.Create),
            new("effective", ValuesEffectiveCommand.Create),
            new("explain", ValuesExplainCommand.Create),
            new("lint", ValuesLintCommand.Create),
            new("set", ValuesSetCommand.Create),
            new("unset", ValuesUnsetCommand.Create),
            new("apply", ValuesApplyCommand.Create),
            new("get", HostValuesCommands.Get),
            new("put", HostValuesCommands.Put),
            new("history", HostValuesCommands.History),
            new("restore", HostValuesCommands.Restore));
        return command;
    }
}
