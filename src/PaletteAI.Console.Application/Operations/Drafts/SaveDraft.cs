using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>Stores a draft as typed, also when it is not valid. Runs at each field commit.</summary>
/// <param name="Id">Draft id.</param>
/// <param name="Version">The version the changes were made on; another one stored is <c>draft-changed-elsewhere</c>.</param>
/// <param name="Spec">The whole spec. Plain values of sensitive variables are moved to the secrets.</param>
[Operation("drafts.save", Permission.EditDrafts, AuditMode.RefusalsOnly)]
[BrowserOnly(BrowserOnlyReasons.Draft)]
public sealed record SaveDraft(string Id, long Version, InstallSpec Spec) : IOperation<DraftView>
{
    /// <summary>Sensitive variables whose value changed: the new value, or null to forget it.</summary>
    public IReadOnlyDictionary<string, Secret?> SecretChanges { get; init; } = new Dictionary<string, Secret?>();

    /// <summary>Slugs of the steps visited, the latest last.</summary>
    public IReadOnlyList<string> VisitedSteps { get; init; } = [];

    /// <summary>Codes of warnings and consequences accepted by name.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>What was typed but is not in force, by path.</summary>
    public IReadOnlyDictionary<string, string> Parked { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public string Subject => $"draft {Id}";
}

internal sealed class SaveDraftHandler(IDraftStore drafts, ApplianceFactReader facts, TimeProvider time) : IOperationHandler<SaveDraft, DraftView>
{
    public async Task<Result<DraftView>> HandleAsync(SaveDraft input, OperationContext context, CancellationToken ct)
    {
        if (DraftLimits.Check(input.Spec, input.SecretChanges, input.Parked) is { } tooLarge)
        {
            return tooLarge;
        }

        var stored = await drafts.FindAsync(input.Id, ct);
        if (stored is null)
        {
            return DraftErrors.Gone;
        }

        if (stored.Version != input.Version)
        {
            return DraftErrors.Changed(stored);
        }

        var merged = await MergeAsync(input, stored, context, ct);
        if (DraftLimits.Check(merged.Spec, merged.Secrets.ToDictionary(s => s.Key, s => (Secret?)s.Value), merged.Parked) is { } grownTooLarge)
        {
            return grownTooLarge;
        }

        var saved = await drafts.SaveAsync(merged, ct);
        return saved.IsSuccess || saved.Error.Code != DraftErrors.ChangedElsewhere
            ? saved.Map(DraftView.Of)
            : await LostRaceAsync(input.Id, ct);
    }

    private async Task<Draft> MergeAsync(SaveDraft input, Draft stored, OperationContext context, CancellationToken ct)
    {
        // Without the archive nobody knows which variables are sensitive: those that ever were stay so.
        var known = await facts.ReadAsync(context, fresh: false, ct);
        var sensitive = SensitiveValues.NamesIn(known.IsSuccess ? known.Value.Archive : null);
        sensitive.UnionWith(stored.Secrets.Keys.Concat(stored.LostSecrets).Concat(input.SecretChanges.Keys));

        var (spec, taken) = SensitiveValues.TakeOut(input.Spec, sensitive);
        foreach (var (name, secret) in input.SecretChanges)
        {
            taken[name] = secret;
        }

        return stored with
        {
            Owner = context.Actor,
            Spec = spec,
            Secrets = SensitiveValues.Apply(stored.Secrets, taken),
            LostSecrets = [.. stored.LostSecrets.Where(name => !taken.ContainsKey(name))],
            VisitedSteps = Slugs(input.VisitedSteps),
            Accepted = [.. input.Accepted.Where(code => code.Length is > 0 and <= 200).Distinct(StringComparer.Ordinal).Take(DraftLimits.MostEntries)],
            Parked = input.Parked,
            UpdatedAt = time.GetUtcNow(),
        };
    }

    private async Task<Result<DraftView>> LostRaceAsync(string id, CancellationToken ct) =>
        await drafts.FindAsync(id, ct) is { } theirs ? DraftErrors.Changed(theirs) : DraftErrors.Gone;

    private static IReadOnlyList<string> Slugs(IReadOnlyList<string> visited) =>
        [.. visited.Where(slug => InstallSteps.FromSlug(slug) is not null).Reverse().Distinct(StringComparer.Ordinal).Reverse()];
}
