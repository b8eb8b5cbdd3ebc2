using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Domain.Clusters.Labels;

/// <summary>What the number of labelled nodes means.</summary>
public enum LabelState
{
    /// <summary>There is no installer that could select on it.</summary>
    NoInstaller,

    /// <summary>The installer does not select on it and no node carries it.</summary>
    NotNeeded,

    /// <summary>The installer does not select on it; nodes carry it all the same. A note.</summary>
    Unused,

    /// <summary>No node carries it, and the installer never ran: it waits for the operator.</summary>
    Waiting,

    /// <summary>No node carries it, though the installer ran before: an alarm.</summary>
    Lost,

    /// <summary>Exactly one node carries it.</summary>
    Right,

    /// <summary>Several carry it: an alarm.</summary>
    Several,
}

/// <summary>The label, judged.</summary>
/// <param name="Nodes">Nodes that carry it.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record LabelJudgement(LabelState State, ImmutableArray<string> Nodes, string Message)
{
    /// <summary>Whether the operator has to do something that cannot wait.</summary>
    public bool IsAlarm => State is LabelState.Lost or LabelState.Several;

    /// <summary>Judges it.</summary>
    public static LabelJudgement Of(InstallerStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var nodes = status.Place.Nodes;
        var names = string.Join(", ", nodes);
        return (status.CronJob, status.Place.Selects, nodes.Length) switch
        {
            (null, _, _) => new(LabelState.NoInstaller, nodes, "No installer was found in the cluster."),
            (_, false, 0) => new(LabelState.NotNeeded, nodes, "The installer may run on any node: it does not select on the label."),
            (_, false, _) => new(LabelState.Unused, nodes, $"{names} carries the label, but the installer does not select on it."),
            (_, true, 0) when status.EverSucceeded => new(LabelState.Lost, nodes, "No node carries the label any more: the installer cannot run."),
            (_, true, 0) => new(LabelState.Waiting, nodes, "Cluster ready; the installer waits for you to label a node."),
            (_, true, 1) => new(LabelState.Right, nodes, $"The installer runs on {names}, with the values file there."),
            _ => new(LabelState.Several, nodes, $"{names} carry the label: each run takes the values file of whichever it lands on. Leave it on one."),
        };
    }
}
