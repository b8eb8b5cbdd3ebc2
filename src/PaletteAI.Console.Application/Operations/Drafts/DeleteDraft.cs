using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>Deletes a draft with its secrets.</summary>
/// <param name="Id">Draft id.</param>
[Operation("drafts.delete", Permission.EditDrafts, AuditMode.IntentAndOutcome)]
[BrowserOnly(BrowserOnlyReasons.Draft)]
public sealed record DeleteDraft(string Id) : IOperation<Unit>
{
    /// <inheritdoc/>
    public string Subject => $"draft {Id}";
}

internal sealed class DeleteDraftHandler(IDraftStore drafts) : IOperationHandler<DeleteDraft, Unit>
{
    public async Task<Result<Unit>> HandleAsync(DeleteDraft input, OperationContext context, CancellationToken ct)
    {
        await drafts.DeleteAsync(input.Id, ct);
        return Unit.Value;
    }
}
