using System.Globalization;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>A pod with what kubectl prints of it.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Text">Status, ready containers, restarts.</param>
/// <param name="Age">Age as the API server prints it, where only a row is known; empty otherwise.</param>
public sealed record PodListing(PodFacts Pod, PodStatusText Text, string Age = "")
{
    /// <summary>Only the row is known, not the pod.</summary>
    public bool IsProvisional => Age.Length > 0;

    /// <summary>Stable identity, <c>namespace/name</c>.</summary>
    public string Key => $"{Pod.Namespace}/{Pod.Name}";

    /// <summary>It runs with all its containers, or ran to its end: what "all pods Running" asks for.</summary>
    public bool IsWell => HasCompleted || (IsRunning && Text.Ready == Text.Containers && Pod.Condition("Ready") is null or { IsTrue: true });

    /// <summary>It has no node yet and goes only to the one an operator labels: the installer before that step.</summary>
    public bool WaitsForLabel => Pod.Node.Length == 0 && Pod.Phase == "Pending" && InstallerLabel.IsSelectedBy(Pod.Scheduling);

    /// <summary>The one vocabulary.</summary>
    public KitStatus Look => Text.Status switch
    {
        _ when HasCompleted => KitStatus.Passed,
        _ when IsWell => KitStatus.Healthy,
        _ when WaitsForLabel => KitStatus.Waiting,
        "Running" or "NotReady" => KitStatus.Degraded,
        "Pending" or "SchedulingGated" => KitStatus.Pending,
        "ContainerCreating" or "PodInitializing" or "Terminating" => KitStatus.InProgress,
        "Unknown" => KitStatus.Unknown,
        var s when s.StartsWith("Init:", StringComparison.Ordinal) && s.Contains('/', StringComparison.Ordinal) => KitStatus.InProgress,
        _ => KitStatus.Failing,
    };

    private bool HasCompleted => Pod.Phase == "Succeeded";

    private bool IsRunning => Text.Status == "Running";

    /// <summary>The listing of a pod.</summary>
    public static PodListing Of(PodFacts pod) => new(pod, PodStatusText.Of(pod));

    /// <summary>The listing of a row that the API server printed.</summary>
    public static PodListing Of(ProvisionalPod row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var pod = new PodFacts
        {
            Meta = FactMeta.None with { Namespace = row.Namespace, Name = row.Name },
            Phase = row.Status == "Completed" ? "Succeeded" : row.Status,
            Node = row.Node,
            Ip = row.Ip,
        };
        var slash = row.Ready.IndexOf('/', StringComparison.Ordinal);
        var text = new PodStatusText(row.Status, Number(row.Ready.AsSpan(0, Math.Max(slash, 0))), Number(row.Ready.AsSpan(slash + 1)), Number(row.Restarts), null);
        return new PodListing(pod, text, row.Age.Length > 0 ? row.Age : "?");
    }

    // "3", or "3 (5m ago)".
    private static int Number(ReadOnlySpan<char> cell) =>
        int.TryParse(cell.IndexOf(' ') is > 0 and var end ? cell[..end] : cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
