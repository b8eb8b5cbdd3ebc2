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

    /// <summary>Runs what the arguments say.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken ct)
    {
        var parsed = CreateTree(terminal).Parse(args, _parser);
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Out, Error = terminal.Error };
        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                return Misused(parsed, terminal);
            }

            return await parsed.InvokeAsync(invocation, ct);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Standard output that is closed or full: nobody is there to read more than this.
            await terminal.Error.WriteLineAsync("The output could not be written.");
            return ExitCode.UsageOrIo;
        }
    }

    /// <summary>The whole tree; also what the documentation and its tests list.</summary>
    internal static RootCommand CreateTree(Terminal terminal)
    {
        var root = new RootCommand("PaletteAI Console: creates a cluster on PaletteAI appliances, watches it, and edits what its installer reads. Without a verb it serves the web console.");
        GlobalOptions.AddTo(root);
        ServeCommand.Configure(root, terminal);
        root.Add(ServeCommand.Create(terminal));
        root.Add(SpecCommand.Create(terminal));
        root.Add(ValuesCommand.Create(terminal));
        root.Add(UsersCommand.Create(terminal));
        root.Add(LoginCommand.Create(terminal));
        root.Add(LogoutCommand.Create(terminal));
        root.Add(HostsCommand.Create(terminal));
        root.Add(DeployCommand.Create(terminal));
        root.Add(StatusCommand.Create(terminal));
        root.Add(KubeconfigCommand.Create(terminal));
        root.Add(AuditCommand.Create(terminal));
        root.Add(HealthCommand.Create(terminal));
        root.Add(ProbeCommand.Create(terminal));
        root.Add(NodesCommand.Create(terminal));
        root.Add(PodsCommand.Create(terminal));
        root.Add(InstallerCommand.Create(terminal));
        return root;
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
