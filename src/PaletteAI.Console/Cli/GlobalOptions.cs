using System.CommandLine;

namespace PaletteAI.Console.Cli;

/// <summary>Options every verb has.</summary>
internal static class GlobalOptions
{
    private const string Format = "--format";
    private const string Reveal = "--reveal";
    private const string Json = "json";

    public static void AddTo(RootCommand root)
    {
        var format = new Option<string>(Format)
        {
            Description = "Form of the output. With json, JSON alone goes to standard output and text for people to standard error.", HelpName = "text|json", Recursive = true, DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", Json);
        root.Add(format);
        root.Add(new Option<bool>(Reveal) { Description = "Print secrets instead of ***.", Recursive = true });
    }

    // With errors on the line no value may be asked for; what was typed still says which form is wanted.
    public static bool IsJson(ParseResult parsed) =>
        parsed.Errors.Count == 0 ? parsed.GetValue<string>(Format) == Json : parsed.Tokens.Zip(parsed.Tokens.Skip(1)).Any(t => t.First.Value == Format && t.Second.Value == Json);

    public static bool IsRevealed(ParseResult parsed) => parsed.Errors.Count == 0 && parsed.GetValue<bool>(Reveal);
}
