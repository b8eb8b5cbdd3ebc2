using System.CommandLine;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values apply</c>: makes a list of edits, all or none.</summary>
internal static class ValuesApplyCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = ValuesFile.Argument();
        var edits = new Option<string>("--edits") { Description = "A list of edits (YAML or JSON): {op: set|unset|append|move, path, value, to}.", HelpName = "FILE", Required = true };
        var inPlace = ValuesEdit.InPlace();
        var command = new Command("apply", "Prints the file with a list of edits made, all or none; every byte outside the edits stays as it is.") { file, edits, inPlace };
        command.SetAction(parsed =>
        {
            var output = terminal.For(parsed);
            var (target, list) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(edits));
            return target == InputFile.StandardInput && list == InputFile.StandardInput
                ? output.Fail(new Error(ErrorKind.Usage, "standard-input-twice", "Standard input can be read once only.", "Give - for one file."))
                : ValuesEdit.Run(target, parsed.GetValue(inPlace), Read(list, terminal), output);
        });
        return command;
    }

    private static Result<IReadOnlyList<ValueEdit>> Read(string file, Terminal terminal)
    {
        var bytes = InputFile.Read(file, terminal, YamlLimits.Default.Bytes);
        return bytes.IsSuccess ? EditListReader.Read(bytes.Value).Map<IReadOnlyList<ValueEdit>>(edits => edits) : bytes.Error;
    }
}
