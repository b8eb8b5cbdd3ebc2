using System.CommandLine;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli;

/// <summary>Everything of the process a verb may touch: its streams, its environment, its clock.</summary>
internal sealed class Terminal
{
    private readonly Func<Stream> _openInput;

    public Terminal(Func<Stream> openInput, TextWriter output, TextWriter error, TimeProvider time, Func<string, string?> environment)
    {
        _openInput = openInput;
        Out = output;
        Error = error;
        Time = time;
        Environment = environment;
    }

    /// <summary>Standard output.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Environment variables.</summary>
    public Func<string, string?> Environment { get; }

    /// <summary>Reads a line from a person without showing it; null where no person is at the terminal.</summary>
    public Func<string, Secret?> AskSecret { get; init; } = _ => null;

    /// <summary>Asks a person yes or no; null where no person is at the terminal.</summary>
    public Func<string, bool?> Confirm { get; init; } = _ => null;

    /// <summary>Opens what the verbs about the running cluster work with.</summary>
    public Func<ClusterTools> OpenCluster { get; init; } = ClusterTools.OverNetwork;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() => new(
        System.Console.OpenStandardInput, Writer(System.Console.OpenStandardOutput()), Writer(System.Console.OpenStandardError()),
        TimeProvider.System, System.Environment.GetEnvironmentVariable)
    {
        AskSecret = Prompt.Secret,
        Confirm = Prompt.Confirm,
    };

    /// <summary>Standard input; closed by the caller.</summary>
    public Stream OpenInput() => _openInput();

    /// <summary>The terminal as one run of a verb sees it.</summary>
    public Output For(ParseResult parsed) => new(this, GlobalOptions.IsJson(parsed), GlobalOptions.IsRevealed(parsed));

    // Without a byte order mark, and written at once: a script may read while the verb runs.
    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
}
