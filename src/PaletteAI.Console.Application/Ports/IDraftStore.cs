using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Drafts of install specs. Saved at every field commit; they survive reload, restart and sign-out.</summary>
public interface IDraftStore
{
    /// <summary>All drafts, newest change first.</summary>
    Task<IReadOnlyList<Draft>> ListAsync(CancellationToken ct);

    /// <summary>One draft; null when there is none.</summary>
    Task<Draft?> FindAsync(string id, CancellationToken ct);

    /// <summary>
    /// Inserts (version 0) or updates. <see cref="Draft.Version"/> must be the stored one, else <c>draft-changed-elsewhere</c>.
    /// Returns the draft with its new version.
    /// </summary>
    Task<Result<Draft>> SaveAsync(Draft draft, CancellationToken ct);

    /// <summary>Deletes a draft; nothing happens when it is gone.</summary>
    Task DeleteAsync(string id, CancellationToken ct);
}

/// <summary>A draft: the spec as typed so far and the wizard's own state. Values of sensitive variables are encrypted at rest.</summary>
public sealed record Draft
{
    /// <summary>Random id, in URLs.</summary>
    public required string Id { get; init; }

    /// <summary>Who last changed it.</summary>
    public required string Owner { get; init; }

    /// <summary>0 before the first save; grows by one at each save.</summary>
    public long Version { get; init; }

    /// <summary>The spec as typed; secrets of sensitive variables are in <see cref="Secrets"/>, not here.</summary>
    public required InstallSpec Spec { get; init; }

    /// <summary>Values of sensitive variables by name.</summary>
    public IReadOnlyDictionary<string, Secret> Secrets { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Names of sensitive variables whose stored value can no longer be read (keys lost): ask for them again.</summary>
    public IReadOnlyList<string> LostSecrets { get; init; } = [];

    /// <summary>Steps the operator has been on, by slug.</summary>
    public IReadOnlyList<string> VisitedSteps { get; init; } = [];

    /// <summary>Codes of warnings and consequences accepted by name on Review.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>
    /// What was typed but is not in force, by path, so that changing one's mind loses nothing: the VIP while a DNS name is chosen,
    /// and the choice itself. Never a secret.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parked { get; init; } = new Dictionary<string, string>();

    /// <summary>Last change, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
