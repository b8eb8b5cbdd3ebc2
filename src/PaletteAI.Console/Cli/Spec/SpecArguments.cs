using System.CommandLine;

namespace PaletteAI.Console.Cli.Spec;

/// <summary>Arguments several verbs share.</summary>
internal static class SpecArguments
{
    public static Argument<string> File() => FileArgument.One("Install spec (YAML or JSON); - reads standard input.");

    public static Option<string?> Inventory() => new("--inventory") { Description = "Inventory of the hosts (YAML or JSON): what the appliance reports.", HelpName = "FILE" };
}
