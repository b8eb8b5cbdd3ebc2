using System.Text;
using FluentValidation;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using Files = PaletteAI.Console.Application.Hosts.HostValues;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>Stores unsaved edits of the values file as typed, also when they are not valid. One draft per person.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="BaseSha256">SHA-256 of the file the edits began from.</param>
/// <param name="Version">The draft's version as last seen; 0 = there was none.</param>
[Operation("values.drafts.save", Permission.EditDrafts, AuditMode.RefusalsOnly)]
[BrowserOnly("A draft belongs to the editor of the Values page; the command line edits files with values set and apply.")]
public sealed record SaveValuesDraft(Secret Text, string BaseSha256, long Version) : IOperation<ValuesDraftSaved>
{
    /// <inheritdoc/>
    public string Subject => "values draft";
}

/// <summary>A draft that was stored.</summary>
/// <param name="Version">For the next save.</param>
/// <param name="UpdatedAt">When, UTC.</param>
public sealed record ValuesDraftSaved(long Version, DateTimeOffset UpdatedAt);

/// <summary>Forgets one's unsaved edits of the values file.</summary>
/// <param name="Version">The draft's version as last seen; another one is left alone (<c>values-draft-changed-elsewhere</c>).</param>
[Operation("values.drafts.discard", Permission.EditDrafts, AuditMode.RefusalsOnly)]
[BrowserOnly("A draft belongs to the editor of the Values page; the command line edits files with values set and apply.")]
public sealed record DiscardValuesDraft(long Version) : IOperation<Unit>
{
    /// <inheritdoc/>
    public string Subject => "values draft";
}

internal sealed class SaveValuesDraftShape : AbstractValidator<SaveValuesDraft>
{
    public SaveValuesDraftShape()
    {
        RuleFor(x => x.Text).NotNull();
        RuleFor(x => x.Text).Must(t => t is null || Encoding.UTF8.GetByteCount(t.Reveal()) <= Files.Limit).WithErrorCode("values-too-large").WithMessage("The text is larger than 1 MiB and was not stored.");
        RuleFor(x => x.BaseSha256).NotNull().MaximumLength(ValuesBase.Longest);
        RuleFor(x => x.Version).GreaterThanOrEqualTo(0);
    }
}

internal sealed class ValuesDraftHandlers(IValuesStore store, TimeProvider time) : IOperationHandler<SaveValuesDraft, ValuesDraftSaved>, IOperationHandler<DiscardValuesDraft, Unit>
{
    public async Task<Result<ValuesDraftSaved>> HandleAsync(SaveValuesDraft input, OperationContext context, CancellationToken ct) =>
        (await store.SaveDraftAsync(new ValuesDraft(context.Actor, input.Version, input.Text, input.BaseSha256, time.GetUtcNow()), ct)).Map(d => new ValuesDraftSaved(d.Version, d.UpdatedAt));

    public async Task<Result<Unit>> HandleAsync(DiscardValuesDraft input, OperationContext context, CancellationToken ct) =>
        await store.DeleteDraftAsync(context.Actor, input.Version, ct) || await store.FindDraftAsync(context.Actor, ct) is null
            ? Unit.Value
            : ValuesErrors.DraftChanged;
}
