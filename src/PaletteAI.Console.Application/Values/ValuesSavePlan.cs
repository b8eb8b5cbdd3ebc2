using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Application.Values;

/// <summary>What saving a values file would do.</summary>
public sealed record ValuesSavePlan
{
    /// <summary>SHA-256 the file will have.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Which copies count, and why.</summary>
    public required ValuesAuthority Authority { get; init; }

    /// <summary>The hosts it is meant for, and what becomes of each.</summary>
    public required ImmutableArray<ValuesTarget> Targets { get; init; }

    /// <summary>Names of the hosts that are left alone, with the reason as one sentence; empty when there are none.</summary>
    public required string LeftAlone { get; init; }

    /// <summary>What changes in the file, secrets masked.</summary>
    public required ImmutableArray<TextDiffLine> FileDiff { get; init; }

    /// <summary>What changes in the effective values, secrets masked.</summary>
    public required ImmutableArray<ValuesKeyChange> KeyChanges { get; init; }

    /// <summary>Everything that was found in the new text.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What has to be accepted by name: the ids go into the save.</summary>
    public required ImmutableArray<SaveAcceptance> Acceptances { get; init; }

    /// <summary>Why it cannot be saved at all; null when it can. <c>values-changed</c> = merge first.</summary>
    public Error? Refusal { get; init; }

    /// <summary>What the installer will do with it.</summary>
    public required ValuesNext Next { get; init; }
}

/// <summary>What becomes of a host's copy.</summary>
public enum ValuesTargetState
{
    /// <summary>It is the file that was edited, or an earlier state of it, and is replaced.</summary>
    Write,

    /// <summary>The host has no such file: it gets one.</summary>
    Create,

    /// <summary>It has the new content already.</summary>
    Same,

    /// <summary>It is another file than the one that was edited, as was known when editing began; replacing it has to be accepted.</summary>
    Overwrite,

    /// <summary>It was changed since editing began.</summary>
    Conflict,

    /// <summary>It cannot be read or reached; leaving it out has to be accepted.</summary>
    Unreadable,
}

/// <summary>A host that is to get the file.</summary>
/// <param name="Host">Id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">What becomes of its copy.</param>
/// <param name="Sha256">What it has now; goes into the save. Empty when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
public sealed record ValuesTarget(string Host, string Name, ValuesTargetState State, string Sha256, Error? Problem)
{
    /// <summary>Whether a save writes it.</summary>
    public bool IsWritten => State is ValuesTargetState.Write or ValuesTargetState.Overwrite or ValuesTargetState.Create;
}

/// <summary>What a line of a diff is.</summary>
public enum TextDiffKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only before.</summary>
    Removed,

    /// <summary>Only after.</summary>
    Added,

    /// <summary>Stands for lines that are the same and are not shown; <see cref="TextDiffLine.Text"/> says how many.</summary>
    Gap,
}

/// <summary>A line of a unified diff.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="OldLine">Line from 1 before; 0 when there is none.</param>
/// <param name="NewLine">Line from 1 after; 0 when there is none.</param>
/// <param name="Text">The line, secrets masked.</param>
public sealed record TextDiffLine(TextDiffKind Kind, int OldLine, int NewLine, string Text);

/// <summary>A key of the effective values that changes.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Before">Masked, as one line of JSON; null when it is new.</param>
/// <param name="After">The same; null when it goes.</param>
/// <param name="Source">Which layer gives it afterwards; of one that goes, which gave it.</param>
/// <param name="IsSecret">Whether a secret is hidden in it: both sides may read the same and differ.</param>
public sealed record ValuesKeyChange(string Path, string? Before, string? After, ValueSource Source, bool IsSecret);

/// <summary>What the installer will do after a save.</summary>
/// <param name="Kind">What the next run will be made of; null when the installer could not be asked.</param>
/// <param name="At">When; null when it is not scheduled.</param>
/// <param name="ChangedKeys">Leaves of the effective values that the run changes against the last one; null when the last one is not known.</param>
/// <param name="Message">The same as a sentence, without the time.</param>
public sealed record ValuesNext(ForecastKind? Kind, DateTimeOffset? At, int? ChangedKeys, string Message);

/// <summary>What a save did.</summary>
/// <param name="Revision">Number of the revision.</param>
/// <param name="Sha256">SHA-256 of the file.</param>
/// <param name="Hosts">What became of it on each host.</param>
/// <param name="Next">What the installer will do with it.</param>
/// <param name="DraftKept">The draft was changed meanwhile in another window and is still there.</param>
public sealed record ValuesSaved(long Revision, string Sha256, ImmutableArray<Ports.ValuesRevisionHost> Hosts, ValuesNext Next, bool DraftKept)
{
    /// <summary>Whether every host has the file.</summary>
    public bool IsComplete => Hosts.All(h => h.State is Ports.ValuesWriteState.Written or Ports.ValuesWriteState.There);
}
