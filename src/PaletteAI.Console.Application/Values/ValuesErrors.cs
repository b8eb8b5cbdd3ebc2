using System.Collections.Immutable;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Values;

/// <summary>What can go wrong with the values file, as codes a page may act on.</summary>
public static class ValuesErrors
{
    /// <summary>Code: the draft was changed in another window.</summary>
    public const string DraftChangedElsewhere = "values-draft-changed-elsewhere";

    /// <summary>Code: the file was changed since editing began; merge. Fact <c>hosts</c>: ids of the hosts, separated by commas.</summary>
    public const string Changed = "values-changed";

    /// <summary>Code: something has to be accepted by name first; the findings name it.</summary>
    public const string NeedsAcceptance = "values-need-acceptance";

    /// <summary>Code: the text is not YAML that Helm reads.</summary>
    public const string Unreadable = "values-unreadable";

    /// <summary>Code: every host has this content already.</summary>
    public const string NothingToSave = "values-unchanged";

    /// <summary>Code: no host could be written.</summary>
    public const string NotWritten = "values-not-written";

    /// <summary>Code: a revision's content is not there any more.</summary>
    public const string ContentGone = "values-content-gone";

    /// <summary>The draft was changed in another window.</summary>
    public static Error DraftChanged { get; } = new(
        ErrorKind.Refused, DraftChangedElsewhere, "These unsaved edits were changed in another window.", "Reload the page to go on from there.");

    internal static Error Gone { get; } = new(
        ErrorKind.NotFound, ContentGone, "The console does not have this version of the file any more.", "Look at the copies beside the file on the host: values history.");

    internal static Error NoFile { get; } = new(
        ErrorKind.Refused, "values-not-readable", "No host's values file could be read.", "Look at each host's copy for what keeps it away.");

    internal static Error Same { get; } = new(ErrorKind.Refused, NothingToSave, "Every host has this content already.", "There is nothing to save.");

    internal static Error Conflict(IReadOnlyList<string> hosts, IReadOnlyList<string> names) => new(
        ErrorKind.Refused, Changed, $"The file was changed on {string.Join(", ", names)} since you began to edit. Nothing was written.", "Merge your changes with theirs, then save.")
        { Facts = ImmutableDictionary<string, string>.Empty.Add("hosts", string.Join(',', hosts)) };

    internal static Error Missing(IReadOnlyList<Finding> findings) => new(
        ErrorKind.Refused, NeedsAcceptance, findings.Count == 1 ? findings[0].Message : $"{findings.Count} consequences have to be accepted by name first.", "Accept them, or correct the file.") { Findings = findings };
}
