using System.CommandLine;

namespace PaletteAI.Console.Cli;

/// <summary>Arguments that name files.</summary>
internal static class FileArgument
{
    /// <summary>One file.</summary>
    public static Argument<string> One(string description) => Strict(new Argument<string>("FILE") { Description = description });

    /// <summary>One file or more.</summary>
    public static Argument<string[]> Many(string description) => Strict(new Argument<string[]>("FILE") { Description = description, Arity = ArgumentArity.OneOrMore });

    // A misspelt option would else be taken for a file; a file of such a name is written ./--name.
    private static T Strict<T>(T argument)
        where T : Argument
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith("--", StringComparison.Ordinal)) is { } token)
            {
                result.AddError($"There is no option {token.Value}.");
            }
        });
        return argument;
    }
}
