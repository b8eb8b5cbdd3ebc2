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
        command.SetAction(async (parsed, ct) =>
        {
            var output = terminal.For(parsed);
            var (target, list) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(edits));
            return target == InputFile.StandardInput && list == InputFile.StandardInput
                ? output.Fail(new Error(ErrorKind.Usage, "standard-input-twice", "Standard input can be read once only.", "Give - for one file."))
                : await ValuesEdit.RunAsync(target, parsed.GetValue(inPlace), await ReadAsync(list, terminal, ct), output, ct);
        });
        return command;
    }

    private static async Task<Result<IReadOnlyList<ValueEdit>>> ReadAsync(string file, Terminal terminal, CancellationToken ct)
    {
        var bytes = await InputFile.ReadAsync(file, terminal, YamlLimits.Default.Bytes, ct);
        return bytes.IsSuccess ? EditListReader.Read(bytes.Value).Map<IReadOnlyList<ValueEdit>>(edits => edits) : bytes.Error;
    }
}
