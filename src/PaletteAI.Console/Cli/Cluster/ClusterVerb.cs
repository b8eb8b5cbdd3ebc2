using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Api;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Cli.Remote;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary>
/// What all verbs about a running cluster have in common: with <c>--kubeconfig</c> they act on that cluster by themselves, without it through
/// the one door on the appliance's.
/// </summary>
internal static class ClusterVerb
{
    /// <summary>No answer of the cluster's API is waited for longer than this.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(28);

    /// <summary>Sets the action of a verb.</summary>
    /// <param name="direct">What it does with a kubeconfig of its own.</param>
    /// <param name="operation">The operation it is the twin of; made anew each time it asks.</param>
    /// <param name="show">Writes the outcome and gives the exit code; it may ask again.</param>
    /// <param name="isEndless">Whether it may run until it is told to stop.</param>
    public static Command Create<T>(
        Command command, ClusterOptions options, Terminal terminal,
        Func<ClusterCall, CancellationToken, Task<Result<T>>> direct, Func<ParseResult, IOperation<T>> operation, Func<ClusterOutcome<T>, CancellationToken, Task<int>> show,
        bool isEndless = false)
    {
        options.AddTo(command);
        var remote = new RemoteOptions();
        remote.AddTo(command).SetAction((parsed, ct) => options.Has(parsed)
            ? DirectAsync(new Scene<T>(parsed, options, terminal, direct, show, isEndless), ct)
            : ThroughDoorAsync(parsed, remote, terminal, operation, show, ct));
        return command;
    }

    private static async Task<int> DirectAsync<T>(Scene<T> scene, CancellationToken ct)
    {
        var output = scene.Terminal.For(scene.Parsed);
        var access = await scene.Options.AccessAsync(scene.Parsed, scene.Terminal, ct);
        if (!access.IsSuccess)
        {
            return output.Fail(access.Error);
        }
        await using var tools = scene.Terminal.OpenCluster();
        using var limit = new CancellationTokenSource(scene.IsEndless ? Timeout.InfiniteTimeSpan : _patience, scene.Terminal.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var call = new ClusterCall(scene.Parsed, output, tools, access.Value);
            return await scene.Show(new ClusterOutcome<T>(scene.Parsed, output, end => scene.Direct(call, end)) { Direct = call }, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return output.Fail(new Error(ErrorKind.RemoteTimeout, "cluster-timeout", "The cluster's API did not answer in time.", "Check that its server can be reached from here."));
        }
    }

    private static async Task<int> ThroughDoorAsync<T>(
        ParseResult parsed, RemoteOptions options, Terminal terminal, Func<ParseResult, IOperation<T>> operation, Func<ClusterOutcome<T>, CancellationToken, Task<int>> show, CancellationToken ct)
    {
        var output = terminal.For(parsed);
        var door = await options.OpenAsync(parsed, terminal, ct);
        if (!door.IsSuccess)
        {
            return output.Fail(door.Error);
        }
        await using var open = door.Value;
        return await show(new ClusterOutcome<T>(parsed, output, async end => (await open.RunAsync(operation(parsed), end)).Map(json => json.Deserialize<T>(ApiJson.Options)!)) { Door = open }, ct);
    }

    private sealed record Scene<T>(
        ParseResult Parsed, ClusterOptions Options, Terminal Terminal, Func<ClusterCall, CancellationToken, Task<Result<T>>> Direct,
        Func<ClusterOutcome<T>, CancellationToken, Task<int>> Show, bool IsEndless);
}

/// <summary>One call of a verb with a kubeconfig of its own.</summary>
internal sealed record ClusterCall(ParseResult Parsed, Output Output, ClusterTools Tools, ClusterAccess Access);

/// <summary>What a verb shows: the outcome can be had once or again and again.</summary>
internal sealed record ClusterOutcome<T>(ParseResult Parsed, Output Output, Func<CancellationToken, Task<Result<T>>> AskAsync)
{
    /// <summary>With a kubeconfig of its own, what the verb works with; null through the one door.</summary>
    public ClusterCall? Direct { get; init; }

    /// <summary>The one door; null with a kubeconfig of its own.</summary>
    public IConsoleDoor? Door { get; init; }

    /// <summary>Asks once and shows what comes.</summary>
    public async Task<int> OnceAsync(Func<T, Output, int> show, CancellationToken ct)
    {
        var outcome = await AskAsync(ct);
        return outcome.IsSuccess ? show(outcome.Value, Output) : Output.Fail(outcome.Error);
    }
}
