using System.CommandLine;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Cli.Values;

/// <summary>Reads values files and installer contexts from the command line, and prints trees of values.</summary>
internal static class ValuesFile
{
    public static Argument<string> Argument() => FileArgument.One("The user's values file; - reads standard input.");

    public static Option<string> Context(bool required) => new("--context") { Description = "What the installer knows besides the file (kind InstallerContext).", HelpName = "FILE", Required = required };

    /// <summary>Reads a values file as Helm 3 does.</summary>
    public static Result<ValueMap> Read(string file, Terminal terminal)
    {
        var bytes = InputFile.Read(file, terminal, YamlLimits.Default.Bytes);
        return bytes.IsSuccess ? ValueTreeReader.Read(YamlReader.Read(bytes.Value)) : bytes.Error;
    }

    /// <summary>Reads an installer context.</summary>
    public static Result<InstallerContext> ReadContext(string file, Terminal terminal)
    {
        var bytes = InputFile.Read(file, terminal, YamlLimits.Default.Bytes);
        if (!bytes.IsSuccess)
        {
            return bytes.Error;
        }

        var reading = InstallerContextReader.Read(bytes.Value);
        return reading.Context is { } context ? context : Error.FromFindings(reading.Findings);
    }

    /// <summary>Reads both and merges the layers.</summary>
    public static Result<EffectiveValues> ReadEffective(string file, string contextFile, Terminal terminal)
    {
        var user = Read(file, terminal);
        var context = ReadContext(contextFile, terminal);
        if ((user.Error ?? context.Error) is { } error)
        {
            return error;
        }

        return EffectiveValues.Compute(user.Require(), context.Require());
    }

    /// <summary>The mask for the values of one context.</summary>
    public static SecretMask MaskFor(EffectiveValues values) => SecretMask.Of([values.User, values.Root], SecretMask.SecretsOf(values.Context));

    /// <summary>Prints a tree: JSON, or YAML for people.</summary>
    public static void Print(ValueNode tree, SecretMask mask, Output output)
    {
        var shown = output.Reveals ? tree : mask.Apply(tree, DocumentPath.Root);
        if (output.IsJson)
        {
            output.Json(json => ValueJson.Write(json, shown));
        }
        else
        {
            output.Document(ValueYaml.Write(shown));
        }
    }

    /// <summary>Says what the shown values do not show: where the installer would fail, and which of them are stand-ins for what it generates.</summary>
    public static void NoteStandIns(EffectiveValues values, Output output)
    {
        if (values.SpokeProblem is { } problem)
        {
            output.Note(FindingText.Of(problem).Trim());
        }

        if (values.Context.Credentials is { Metrics: null } or { AuditLogging: null } or { DexClients: null })
        {
            output.Note($"Credentials that the context does not give are shown as the stand-in \"{ManagedFields.StandIn}\".");
        }
    }
}
