using System.CommandLine;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values merge</c>: files merged as Helm merges <c>-f</c>.</summary>
internal static class ValuesMergeCommand
{
    public static Command Create(Terminal terminal)
    {
        var layers = new Option<string[]>("--layer")
        {
            Description = "Values files, lowest first; give it once or once for each file.", HelpName = "FILE…", Required = true, AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("merge", "Merges values files with Helm's rules: maps key by key, everything else is replaced.") { layers };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(layers), terminal.For(parsed)));
        return command;
    }

    private static int Run(string[] files, Output output)
    {
        var layers = new List<ValueMap>();
        foreach (var file in files)
        {
            var layer = ValuesFile.Read(file, output.Terminal);
            if (!layer.IsSuccess)
            {
                output.Note($"{file}:");
                return output.Fail(layer.Error);
            }

            layers.Add(layer.Value);
        }

        ValuesFile.Print(ValueMerge.Merge(layers), SecretMask.Of(layers, []), output);
        return ExitCode.Ok;
    }
}
