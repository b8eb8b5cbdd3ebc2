using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values explain</c>: for every leaf, which layer won and why.</summary>
internal static class ValuesExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = ValuesFile.Argument();
        var context = ValuesFile.Context(required: true);
        var path = new Option<string?>("--path") { Description = "Only this value and what is below it, e.g. dex.config or /dex/config.", HelpName = "P" };
        var command = new Command("explain", "Says for every effective value which layer it comes from, by which rule, and what it replaced.") { file, context, path };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(context), parsed.GetValue(path), terminal.For(parsed)));
        return command;
    }

    private static int Run(string file, string contextFile, string? pathText, Output output)
    {
        var path = pathText is null ? DocumentPath.Root : DocumentPath.Parse(pathText);
        if (!path.IsSuccess)
        {
            return output.Fail(path.Error);
        }

        var values = ValuesFile.ReadEffective(file, contextFile, output.Terminal);
        if (!values.IsSuccess)
        {
            return output.Fail(values.Error);
        }

        var mask = ValuesFile.MaskFor(values.Value);
        var leaves = Explanation.Of(values.Value).Where(l => IsAtOrBelow(l.Path, path.Value)).Select(l => output.Reveals ? l : Masked(l, mask)).ToList();
        Print(leaves, output);
        ValuesFile.NoteStandIns(values.Value, output);
        if (leaves.Count > 0 || pathText is null)
        {
            return ExitCode.Ok;
        }

        output.Note($"There is no value at {pathText}.");
        return ExitCode.Refused;
    }

    private static LeafExplanation Masked(LeafExplanation leaf, SecretMask mask) => leaf with
    {
        Value = mask.Apply(leaf.Value, leaf.Path),
        Overridden = [.. leaf.Overridden.Select(o => o with { Value = mask.Apply(o.Value, leaf.Path) })],
    };

    private static bool IsAtOrBelow(DocumentPath leaf, DocumentPath path) =>
        leaf.Segments.Length >= path.Segments.Length
        && path.Segments.Zip(leaf.Segments).All(s => s.Second.Key is { } key ? s.First.Key == key : s.First.Index == s.Second.Index);

    private static void Print(List<LeafExplanation> leaves, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json => Write(json, leaves));
            return;
        }

        foreach (var leaf in leaves)
        {
            output.Line($"{leaf.Path}: {ValueJson.ToText(leaf.Value)}\n  {Word(leaf.Source)}: {leaf.Rule}");
            foreach (var loser in leaf.Overridden)
            {
                output.Line($"  replaces {Word(loser.Source)}: {ValueJson.ToText(loser.Value)}");
            }
        }
    }

    private static void Write(Utf8JsonWriter json, List<LeafExplanation> leaves)
    {
        json.WriteStartArray();
        foreach (var leaf in leaves)
        {
            json.WriteStartObject();
            json.WriteString("path", leaf.Path.ToString());
            json.WritePropertyName("value");
            ValueJson.Write(json, leaf.Value);
            json.WriteString("source", Word(leaf.Source));
            json.WriteString("rule", leaf.Rule);
            json.WriteStartArray("overridden");
            foreach (var loser in leaf.Overridden)
            {
                json.WriteStartObject();
                json.WriteString("source", Word(loser.Source));
                json.WritePropertyName("value");
                ValueJson.Write(json, loser.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Word(ValueSource source) => source switch
    {
        ValueSource.User => "user",
        ValueSource.Runtime => "runtime",
        ValueSource.Enforced => "enforced",
        _ => "user",
    };
}
