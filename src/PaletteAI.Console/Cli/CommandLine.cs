using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using PaletteAI.Console.Cli.Cluster;
using PaletteAI.Console.Cli.Remote;
using PaletteAI.Console.Cli.Serve;
using PaletteAI.Console.Cli.Spec;
using PaletteAI.Console.Cli.Users;
using PaletteAI.Console.Cli.Values;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>
/// The command line. File verbs (<c>spec</c>, <c>values</c>, <c>users</c>) run before any host, container or store is built and touch no
/// network; what they need is loaded when they run and not before.
/// </summary>
internal static class CommandLine
{
    // No @files: a file of that name is a file. No bundling: -abc is not three options.
    private static readonly ParserConfiguration _parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Whether the line starts with a verb that only reads and writes files.</summary>
    public static bool NamesFileVerb(string[] args) => args is ["values" or "spec" or "users", ..];

    /// <summary>Runs what the arguments say.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken ct)
    {
        var parsed = CreateTree(terminal, args).Parse(args, _parser);
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Out, Error = terminal.Error };
        return parsed.Action switch
        {
            ParseErrorAction => Task.FromResult(Misused(parsed, terminal)),
            // Without a state machine for every step: file verbs are over in the time it takes to compile those.
            SynchronousCommandLineAction => Task.FromResult(Run(parsed, invocation, terminal)),
            _ => InvokeAsync(parsed, invocation, terminal, ct),
        };
    }

    /// <summary>The tree; also what the documentation and its tests list.</summary>
    /// <param name="terminal">The process's streams.</param>
    /// <param name="args">The line: only what it names is made. Empty makes all.</param>
    internal static RootCommand CreateTree(Terminal terminal, params IReadOnlyList<string> args)
    {
        var root = new RootCommand("PaletteAI Console: creates a cluster on PaletteAI appliances, watches it, and edits what its installer reads. Without a verb it serves the web console.");
        GlobalOptions.AddTo(root);
        var isNamed = Verb.AddTo(
            root, args.Count > 0 ? args[0] : null, terminal,
            new("serve", ServeCommand.Create),
            new("spec", SpecCommand.Create),
            new("values", t => ValuesCommand.Create(t, args.Count > 1 ? args[1] : null)),
            new("users", UsersCommand.Create),
            new("login", LoginCommand.Create),
            new("logout", LogoutCommand.Create),
            new("hosts", HostsCommand.Create),
            new("deploy", DeployCommand.Create),
            new("checks", ChecksCommand.Create),
            new("status", StatusCommand.Create),
            new("kubeconfig", KubeconfigCommand.Create),
            new("certificates", CertificatesCommand.Create),
            new("audit", AuditCommand.Create),
            new("health", HealthCommand.Create),
            new("probe", ProbeCommand.Create),
            new("nodes", NodesCommand.Create),
            new("pods", PodsCommand.Create),
            new("installer", InstallerCommand.Create));
        if (!isNamed)
        {
            ServeCommand.Configure(root, terminal);
        }

        return root;
    }

    private static int Run(ParseResult parsed, InvocationConfiguration invocation, Terminal terminal)
    {
        try
        {
            return parsed.Invoke(invocation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unwritten(terminal);
        }
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, InvocationConfiguration invocation, Terminal terminal, CancellationToken ct)
    {
        try
        {
            return await parsed.InvokeAsync(invocation, ct);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unwritten(terminal);
        }
    }

    // Standard output that is closed or full: nobody is there to read more than this.
    private static int Unwritten(Terminal terminal)
    {
        terminal.Error.WriteLine("The output could not be written.");
        return ExitCode.UsageOrIo;
    }

    private static int Misused(ParseResult parsed, Terminal terminal)
    {
        var verb = string.Join(' ', VerbOf(parsed));
        return terminal.For(parsed).Fail(new Error(
            ErrorKind.Usage, "usage", string.Join(' ', parsed.Errors.Select(e => e.Message).Distinct()), $"Run {verb} --help to see how it is used."));
    }

    private static IEnumerable<string> VerbOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Parent: not null } command; at = command.Parent)
        {
            names.Push(command.Command.Name);
        }

        return names.Prepend("palette-console");
    }
}
