using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>All drafts, newest change first.</summary>
[Operation("drafts.list", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly(BrowserOnlyReasons.Draft)]
public sealed record ListDrafts : IOperation<IReadOnlyList<DraftSummary>>;

/// <summary>A row of the list of drafts.</summary>
/// <param name="Id">Id, in URLs.</param>
/// <param name="Name">Cluster name as typed; may be empty.</param>
/// <param name="Owner">Who last changed it.</param>
/// <param name="UpdatedAt">When.</param>
/// <param name="LastStep">Slug of the step visited last; empty when none was.</param>
public sealed record DraftSummary(string Id, string Name, string Owner, DateTimeOffset UpdatedAt, string LastStep);

internal sealed class ListDraftsHandler(IDraftStore drafts) : IOperationHandler<ListDrafts, IReadOnlyList<DraftSummary>>
{
    public async Task<Result<IReadOnlyList<DraftSummary>>> HandleAsync(ListDrafts input, OperationContext context, CancellationToken ct)
    {
        var stored = await drafts.ListAsync(ct);
        return Result<IReadOnlyList<DraftSummary>>.Success(
            [.. stored.Select(d => new DraftSummary(d.Id, d.Spec.Name, d.Owner, d.UpdatedAt, d.VisitedSteps.Count > 0 ? d.VisitedSteps[^1] : ""))]);
    }
}
