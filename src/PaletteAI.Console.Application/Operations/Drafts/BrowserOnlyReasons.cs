namespace PaletteAI.Console.Application.Operations.Drafts;

internal static class BrowserOnlyReasons
{
    public const string Draft = "A draft is the wizard's own state; on the command line an install spec is a file.";
}
