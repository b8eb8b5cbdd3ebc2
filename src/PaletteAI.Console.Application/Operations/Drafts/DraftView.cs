using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>A draft as pages see it: of secrets only the names.</summary>
public sealed record DraftView
{
    /// <summary>Id, in URLs.</summary>
    public required string Id { get; init; }

    /// <summary>Who last changed it.</summary>
    public required string Owner { get; init; }

    /// <summary>Expected by the next save.</summary>
    public required long Version { get; init; }

    /// <summary>The spec as typed so far, without values of sensitive variables.</summary>
    public required InstallSpec Spec { get; init; }

    /// <summary>Names of sensitive variables that have a stored value.</summary>
    public IReadOnlyList<string> StoredSecrets { get; init; } = [];

    /// <summary>Names of sensitive variables whose stored value can no longer be read: ask for them again.</summary>
    public IReadOnlyList<string> LostSecrets { get; init; } = [];

    /// <summary>Slugs of the steps the operator has been on.</summary>
    public IReadOnlyList<string> VisitedSteps { get; init; } = [];

    /// <summary>Codes of warnings and consequences accepted by name.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>What was typed but is not in force, by path.</summary>
    public IReadOnlyDictionary<string, string> Parked { get; init; } = new Dictionary<string, string>();

    /// <summary>Last change, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The view of a stored draft.</summary>
    public static DraftView Of(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new DraftView
        {
            Id = draft.Id,
            Owner = draft.Owner,
            Version = draft.Version,
            Spec = draft.Spec,
            StoredSecrets = [.. draft.Secrets.Where(s => !s.Value.IsEmpty).Select(s => s.Key).Order(StringComparer.Ordinal)],
            LostSecrets = draft.LostSecrets,
            VisitedSteps = draft.VisitedSteps,
            Accepted = draft.Accepted,
            Parked = draft.Parked,
            UpdatedAt = draft.UpdatedAt,
        };
    }
}
