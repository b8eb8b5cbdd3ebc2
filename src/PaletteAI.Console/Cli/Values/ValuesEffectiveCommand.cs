using System.CommandLine;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values effective</c>: what Helm is given.</summary>
internal static class ValuesEffectiveCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = ValuesFile.Argument();
        var context = ValuesFile.Context(required: true);
        var command = new Command("effective", "Prints the effective values: the file, the runtime layer over it, the enforced layer over both.") { file, context };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(context), terminal.For(parsed)));
        return command;
    }

    private static int Run(string file, string context, Output output)
    {
        var values = ValuesFile.ReadEffective(file, context, output.Terminal);
        if (!values.IsSuccess)
        {
            return output.Fail(values.Error);
        }

        ValuesFile.Print(values.Value.Root, ValuesFile.MaskFor(values.Value), output);
        ValuesFile.NoteStandIns(values.Value, output);
        return ExitCode.Ok;
    }
}
