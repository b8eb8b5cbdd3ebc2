using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Application.Operations.Nodes;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Labels;

namespace PaletteAI.Console.Features.Installer;

/// <summary>PaletteAI &gt; Installer without its markup.</summary>
public sealed class InstallerViewModel(IOperationGateway gateway)
{
    /// <summary>Facts older than this are marked stale: the cluster is watched, so they are seconds old while all is well.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(45);

    /// <summary>What is known of the installer; null before anything was read.</summary>
    public InstallerStatus? Status { get; private set; }

    /// <summary>Why the last reading failed; null when it worked. Older facts stay shown with their age.</summary>
    public Error? Problem { get; private set; }

    /// <summary>Nodes of the cluster.</summary>
    public IReadOnlyList<NodeFacts> Nodes { get; private set; } = [];

    /// <summary>What the next run will be made of; null while it is not read.</summary>
    public InstallerForecast? Forecast { get; private set; }

    /// <summary>Why the forecast could not be had; null when it could.</summary>
    public Error? ForecastProblem { get; private set; }

    /// <summary>The nodes' values files; null while they are not read.</summary>
    public IReadOnlyCollection<NodeValues>? Files => Forecast is { } read ? read.Files : null;

    /// <summary>Whether the operator is led step by step: values first, then the installation.</summary>
    public bool IsGuided => Status is { } status && GuidedPath.IsWanted(status);

    /// <summary>Why starting it or moving the label was refused; null when it was not.</summary>
    public Error? Refusal { get; private set; }

    /// <summary>What was last done, as a sentence; empty when nothing was.</summary>
    public string Done { get; private set; } = "";

    /// <summary>Starting or moving goes on.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The log of the run that is looked at.</summary>
    public InstallerRunLog Log { get; } = new(gateway);

    /// <summary>There is no cluster to ask yet, which is no fault.</summary>
    public bool IsBeforeCluster => Problem is { Code: "no-cluster" or "kubeconfig-not-there-yet" };

    /// <summary>CronJobs could not be read: then nobody knows whether there is an installer.</summary>
    public bool IsUnread => Status is { CronJob: null, Freshness.AsOf: null };

    /// <summary>What the label means now; null before the installer was read.</summary>
    public LabelJudgement? Label => Status is null || IsUnread ? null : LabelJudgement.Of(Status);

    /// <summary>Reads what the page shows.</summary>
    /// <param name="run">The run whose log is looked at; empty = the newest.</param>
    public async Task LoadAsync(string run, bool background, CancellationToken ct)
    {
        var read = await gateway.RunAsync(new GetInstaller(), background, ct: ct);
        var nodes = read.IsSuccess ? await gateway.RunAsync(new ListNodes(), background, ct: ct) : null;
        Problem = read.Error ?? nodes?.Error;
        Status = read.IsSuccess ? read.Value : IsBeforeCluster ? null : Status;
        Nodes = nodes is { IsSuccess: true } ? nodes.Value : Nodes;
        if (read.IsSuccess)
        {
            await Log.ReadAsync(read.Value, run, background, ct);
        }
    }

    /// <summary>Asks the hosts for their values files.</summary>
    public async Task LoadForecastAsync(bool background, CancellationToken ct)
    {
        var read = await gateway.RunAsync(new ForecastInstaller(), background, ct: ct);
        ForecastProblem = read.Error;
        Forecast = read.IsSuccess ? read.Value : IsBeforeCluster ? null : Forecast;
    }

    /// <summary>The values file of a node; null while it is not known.</summary>
    public NodeValues? FileOf(string node) => Files?.FirstOrDefault(f => f.Node == node);

    /// <summary>Starts the installer.</summary>
    public Task RunAsync(CancellationToken ct) => ActAsync(async () =>
    {
        var started = await gateway.RunAsync(new RunInstaller(), ct: ct);
        Refusal = started.Error;
        Done = started.IsSuccess ? $"{started.Value.Job} was started." : "";
    });

    /// <summary>Moves the label to a node.</summary>
    public Task LabelAsync(string node, CancellationToken ct) => ActAsync(async () =>
    {
        var moved = await gateway.RunAsync(new LabelNode(node), ct: ct);
        Refusal = moved.Error;
        Done = moved.IsSuccess ? $"{node} carries the label now, and no other node does." : "";
    });

    /// <summary>The answer of the page.</summary>
    /// <param name="when">How a moment is written.</param>
    public string Answer(Func<DateTimeOffset, string> when)
    {
        ArgumentNullException.ThrowIfNull(when);
        return Status switch
        {
            null when IsBeforeCluster => Problem!.Message,
            null => Problem is null ? "Reading the installer." : "Unknown: the cluster could not be asked.",
            _ when IsUnread => "Unknown: the cluster's CronJobs could not be read.",
            { CronJob: null } => "There is no installer in the cluster yet.",
            { PendingReason: { Length: > 0 } reason } => reason,
            { Running: [var run, ..] } => $"Running since {(run.StartedAt is { } at ? when(at) : "an unknown time")}.",
            var status => $"{LastWords(status, when, Forecast)} {NextWords(status, when, Forecast)}",
        };
    }

    private static string LastWords(InstallerStatus status, Func<DateTimeOffset, string> when, InstallerForecast? forecast) => status.LastRun switch
    {
        null when status.EverSucceeded => "It has run before; those runs are no longer kept.",
        null => "It has not run yet.",
        { Result: RunResult.Failed } failed => $"The last run failed{At(failed.FinishedAt, when)}{(failed.Reason.Length > 0 ? $": {failed.Reason.TrimEnd('.')}" : "")}.",
        var run => $"The last run succeeded{At(run.FinishedAt, when)}{ForecastWords.Applied(forecast)}.",
    };

    private static string NextWords(InstallerStatus status, Func<DateTimeOffset, string> when, InstallerForecast? forecast) => status switch
    {
        { CronJob.Suspended: true } => "It is suspended: no run is scheduled.",
        { ScheduleProblem: { } problem } => problem.Message,
        { NextRun: { } next } => $"The next one is due{At(next, when)}{ForecastWords.Applies(forecast)}.",
        _ => "No further run is scheduled.",
    };

    private static string At(DateTimeOffset? at, Func<DateTimeOffset, string> when) => at is { } known ? $" at {when(known)}" : "";

    // A second click while the first is under way does nothing.
    private async Task ActAsync(Func<Task> act)
    {
        if (IsBusy)
        {
            return;
        }
        (IsBusy, Refusal, Done) = (true, null, "");
        try
        {
            await act();
        }
        finally
        {
            IsBusy = false;
        }
    }
}
