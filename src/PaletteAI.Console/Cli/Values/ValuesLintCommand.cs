using System.CommandLine;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values lint</c>: every finding about a values file, with line and column.</summary>
internal static class ValuesLintCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = ValuesFile.Argument();
        var context = ValuesFile.Context(required: false);
        var command = new Command("lint", "Judges a values file as Helm, Dex, Alertmanager and the fleet controller would take it. Exit 0: valid; 1: a file could not be read; 2: at least one error.") { file, context };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(context), terminal.For(parsed)));
        return command;
    }

    private static int Run(string file, string? contextFile, Output output)
    {
        if (file == InputFile.StandardInput && contextFile == InputFile.StandardInput)
        {
            return output.Fail(new Error(ErrorKind.Usage, "standard-input-twice", "Standard input can be read once only.", "Give - for one file."));
        }

        var bytes = InputFile.Read(file, output.Terminal, YamlLimits.Default.Bytes);
        var context = contextFile is null ? null : ValuesFile.ReadContext(contextFile, output.Terminal);
        if ((bytes.Error ?? context?.Error) is { } error)
        {
            return output.Fail(error);
        }

        return Print(file, ValuesLint.Run(YamlReader.Read(bytes.Require()), context?.Value), context?.Value, output);
    }

    private static int Print(string file, IReadOnlyCollection<Finding> findings, InstallerContext? context, Output output)
    {
        var isValid = findings.All(f => f.Severity != Severity.Error);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("valid", isValid);
                ErrorJson.WriteFindings(json, findings);
                json.WriteEndObject();
            });
        }

        var count = FindingText.Count(findings);
        output.Line($"{file}: {(isValid ? "valid" : "not valid")}{(count.Length > 0 ? $" ({count})" : "")}");
        foreach (var finding in findings)
        {
            output.Line(FindingText.Of(finding));
        }

        if (context is null)
        {
            output.Note("Judged without --context: what depends on root domain, mode and static users is not judged.");
        }

        return isValid ? ExitCode.Ok : ExitCode.Invalid;
    }
}
