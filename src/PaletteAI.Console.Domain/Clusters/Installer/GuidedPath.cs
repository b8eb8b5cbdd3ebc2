using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>A node's values file.</summary>
/// <param name="Sha256">Empty when it could not be read.</param>
/// <param name="IsShipped">Whether it is still as it was shipped; null when that is not known.</param>
/// <param name="Problem">Why it could not be read; empty when it could.</param>
public sealed record NodeValues(string Node, string Sha256, bool? IsShipped, string Problem);

/// <summary>How far a step of the path is.</summary>
public enum PathStepState
{
    /// <summary>Its turn has not come.</summary>
    Later,

    /// <summary>It is the one to do now.</summary>
    Current,

    /// <summary>It goes on by itself.</summary>
    InProgress,

    /// <summary>Done, as facts show.</summary>
    Done,

    /// <summary>It was left out; the facts allow it.</summary>
    Skipped,

    /// <summary>It went wrong.</summary>
    Failed,

    /// <summary>The facts do not tell.</summary>
    Unknown,
}

/// <summary>A step.</summary>
/// <param name="Message">What is so, or what to do, as a sentence.</param>
public sealed record PathStep(string Title, PathStepState State, string Message);

/// <summary>
/// The guide's path "configure values before the initial installation": edit, choose a node, label it, the installer starts, it succeeds. Each
/// step is ticked by facts, never by a click.
/// </summary>
/// <param name="Steps">The five steps.</param>
public sealed record GuidedPath(ImmutableArray<PathStep> Steps)
{
    /// <summary>Whether the installer waits for values and a node: it asks for the label and never succeeded.</summary>
    public static bool IsWanted(InstallerStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status is { CronJob: not null, Place.Selects: true, EverSucceeded: false };
    }

    /// <summary>Where things stand.</summary>
    /// <param name="files">The nodes' values files; null while they are not read.</param>
    /// <param name="chosen">The node the operator looks at; empty = none yet.</param>
    public static GuidedPath Of(InstallerStatus status, IReadOnlyCollection<NodeValues>? files, string chosen)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(chosen);
        var labelled = status.Place.Nodes;
        var node = labelled.Length == 1 ? labelled[0] : chosen;
        var started = status.Runs.Any(r => r.Result != RunResult.Running) || (!status.Running.IsEmpty && status.PendingReason.Length == 0);
        PathStep[] steps =
        [
            Edit(files, node, isLate: labelled.Length > 0 || started),
            Choose(labelled, node),
            Label(labelled, node),
            Start(status, started),
            Succeed(status, started),
        ];
        // Only one step is the one to do now: later ones wait for it.
        var at = Array.FindIndex(steps, s => s.State is PathStepState.Current or PathStepState.Failed);
        return new GuidedPath([.. steps.Select((s, i) => at >= 0 && i > at && s.State == PathStepState.Current ? s with { State = PathStepState.Later } : s)]);
    }

    private static PathStep Edit(IReadOnlyCollection<NodeValues>? files, string node, bool isLate)
    {
        const string Title = "Edit the values file";
        if (files is null || files.Count == 0)
        {
            return new PathStep(Title, PathStepState.Unknown, files is null ? "The hosts' values files are not read yet." : "None of the hosts' values files is known.");
        }

        NodeValues[] concerned = node.Length > 0 ? [.. files.Where(f => f.Node == node)] : [.. files];
        var unread = concerned.FirstOrDefault(f => f.Sha256.Length == 0);
        return (concerned.FirstOrDefault(f => f.IsShipped == false), unread, isLate) switch
        {
            ({ } edited, _, _) => new PathStep(Title, PathStepState.Done, $"{edited.Node} has a file that was edited."),
            (_, { } failed, _) => new PathStep(Title, PathStepState.Unknown, $"{failed.Node}'s file could not be read. {failed.Problem}".TrimEnd()),
            _ when concerned.Length == 0 => new PathStep(Title, PathStepState.Unknown, $"{node}'s values file is not known."),
            (_, _, true) => new PathStep(Title, PathStepState.Skipped, $"{(node.Length > 0 ? $"{node} has" : "All hosts have")} the file as it was shipped."),
            _ => new PathStep(Title, PathStepState.Current, $"{(node.Length > 0 ? $"{node} still has" : "All hosts still have")} the file as it was shipped. Edit it, or go on if the shipped values are what you want."),
        };
    }

    private static PathStep Choose(ImmutableArray<string> labelled, string node) => new(
        "Choose the node",
        labelled.Length > 1 ? PathStepState.Failed : node.Length > 0 ? PathStepState.Done : PathStepState.Current,
        labelled.Length > 1 ? $"{string.Join(", ", labelled)} carry the label: choose one of them."
            : node.Length > 0 ? $"{node}: the installer will take the values file there." : "The installer runs on one node and takes the values file there.");

    private static PathStep Label(ImmutableArray<string> labelled, string node) => labelled.Length switch
    {
        1 => new PathStep("Label it", PathStepState.Done, $"{labelled[0]} carries {InstallerLabel.Text}."),
        0 => new PathStep("Label it", PathStepState.Current, $"{InstallerLabel.Text} on {(node.Length > 0 ? node : "the node you chose")} lets the installer start."),
        _ => new PathStep("Label it", PathStepState.Failed, $"{labelled.Length} nodes carry {InstallerLabel.Text}: leave it on one."),
    };

    private static PathStep Start(InstallerStatus status, bool started)
    {
        const string Title = "The installer starts";
        return (started, status) switch
        {
            (true, _) => new PathStep(Title, PathStepState.Done, status.Running is [var running, ..] ? $"{running.Name} runs." : $"{status.LastRun!.Name} ran."),
            (_, { CronJob.Suspended: true }) => new PathStep(Title, PathStepState.Failed, "The installer is suspended: no run starts by itself."),
            (_, { Place.Nodes.Length: 0, Running: [var waiting, ..] }) => new PathStep(Title, PathStepState.Later, $"{waiting.Name} is pending: no node carries the label."),
            (_, { Place.Nodes.Length: 0 }) => new PathStep(Title, PathStepState.Later, "From Pending to Running, as soon as a node carries the label."),
            (_, { Running: [var pending, ..] }) => new PathStep(Title, PathStepState.InProgress, $"{pending.Name} is pending. {status.PendingReason}"),
            _ => new PathStep(Title, PathStepState.InProgress, "The next scheduled run will start on it."),
        };
    }

    private static PathStep Succeed(InstallerStatus status, bool started)
    {
        const string Title = "It succeeds";
        return status switch
        {
            { EverSucceeded: true } => new PathStep(Title, PathStepState.Done, "PaletteAI is installed with your values."),
            { Running.IsEmpty: false } when started => new PathStep(Title, PathStepState.InProgress, "The installation goes on; its log is below."),
            { LastRun.Result: RunResult.Failed } => new PathStep(Title, PathStepState.Failed, $"{status.LastRun!.Name} failed{(status.LastRun.Reason.Length > 0 ? $": {status.LastRun.Reason.TrimEnd('.')}" : "")}. Its log is below; the next run tries again."),
            _ => new PathStep(Title, PathStepState.Later, "Then every change of the file is applied by the next run."),
        };
    }
}
