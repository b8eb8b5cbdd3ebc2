using System.Security.Cryptography;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>Starts a draft with the defaults for this appliance.</summary>
[Operation("drafts.create", Permission.EditDrafts, AuditMode.IntentAndOutcome)]
[BrowserOnly(BrowserOnlyReasons.Draft)]
public sealed record CreateDraft : IOperation<DraftView>;

internal sealed class CreateDraftHandler(IDraftStore drafts, ApplianceFactReader facts, TimeProvider time) : IOperationHandler<CreateDraft, DraftView>
{
    public async Task<Result<DraftView>> HandleAsync(CreateDraft input, OperationContext context, CancellationToken ct)
    {
        if ((await drafts.ListAsync(ct)).Count >= DraftLimits.MostDrafts)
        {
            return DraftErrors.TooMany;
        }

        var known = await facts.ReadAsync(context, fresh: true, ct);
        if (!known.IsSuccess)
        {
            return known.Error;
        }

        if (known.Value.Hosts.IsEmpty)
        {
            return known.Value.Problems.FirstOrDefault() ?? DraftErrors.NoHosts;
        }

        var draft = new Draft
        {
            Id = DraftIds.New(),
            Owner = context.Actor,
            Spec = NewInstall.For(known.Value.Hosts, known.Value.Archive, DraftIds.HostSuffix),
            UpdatedAt = time.GetUtcNow(),
        };
        return (await drafts.SaveAsync(draft, ct)).Map(DraftView.Of);
    }
}

/// <summary>Random names.</summary>
public static class DraftIds
{
    // No letters that look like digits.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>An id nobody can guess.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The random part of a generated host name.</summary>
    public static string HostSuffix() => RandomNumberGenerator.GetString(Letters, NewInstall.SuffixLength);
}
