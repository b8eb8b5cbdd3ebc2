using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>One draft, of its secrets only the names.</summary>
/// <param name="Id">Draft id.</param>
[Operation("drafts.get", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly(BrowserOnlyReasons.Draft)]
public sealed record GetDraft(string Id) : IOperation<DraftView>
{
    /// <inheritdoc/>
    public string Subject => $"draft {Id}";
}

internal sealed class GetDraftHandler(IDraftStore drafts) : IOperationHandler<GetDraft, DraftView>
{
    public async Task<Result<DraftView>> HandleAsync(GetDraft input, OperationContext context, CancellationToken ct)
    {
        var draft = await drafts.FindAsync(input.Id, ct);
        return draft is null ? DraftErrors.Gone : DraftView.Of(draft);
    }
}
