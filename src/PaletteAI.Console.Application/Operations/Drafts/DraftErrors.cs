using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>What can go wrong with drafts.</summary>
public static class DraftErrors
{
    /// <summary>Code of a save that met a newer version.</summary>
    public const string ChangedElsewhere = "draft-changed-elsewhere";

    /// <summary>Code of a draft that is gone.</summary>
    public const string NotFound = "draft-not-found";

    internal static Error Gone { get; } = new(
        ErrorKind.NotFound, NotFound, "This draft does not exist any more.", "Open Create cluster and continue another draft or start a new one.");

    internal static Error TooMany { get; } = new(
        ErrorKind.Refused, "too-many-drafts", $"There are {DraftLimits.MostDrafts} drafts already.", "Delete a draft that is not needed.");

    internal static Error NoHosts { get; } = new(
        ErrorKind.RemoteFailed, "no-hosts", "The appliance reports no host.", "Open Edge Host and see whether the appliance answers.");

    internal static Error Changed(Draft stored) => new(
        ErrorKind.Refused,
        ChangedElsewhere,
        $"{(stored.Owner.Length == 0 ? "Somebody" : stored.Owner)} changed this draft at {stored.UpdatedAt:yyyy-MM-dd HH:mm:ss} UTC.",
        "Load their version, or keep yours and overwrite theirs.");
}
