using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Values.Merging;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>Joins an edited text with what is on a host by now, key by key. Nothing is written.</summary>
/// <param name="Text">The edited text.</param>
/// <param name="BaseSha256">What the edits began from: SHA-256 of the file, or what an earlier merge gave.</param>
/// <param name="Host">Id of the host whose file to join with.</param>
/// <param name="Choices">Path of a conflict and whose value to take; a conflict without a choice takes theirs.</param>
[Operation("values.merge", Permission.ReadCredentials, AuditMode.Outcome, TimeoutSeconds = 120)]
[BrowserOnly("Choosing between two sides of a conflict needs both in sight; on the command line values get and put leave the merge to one's own tools.")]
public sealed record MergeValues(Secret Text, string BaseSha256, string Host, IReadOnlyDictionary<string, MergeChoice> Choices) : IOperation<ValuesMerge>
{
    /// <inheritdoc/>
    public string Subject => $"values of {Host}";
}

/// <summary>A merge. The text goes into the editor, with <paramref name="BaseSha256"/> as what it begins from.</summary>
/// <param name="Text">The joined text.</param>
/// <param name="BaseSha256">What the text began from, for the draft, the plan, the save and further merges: SHA-256 of the host's file, then of those before it.</param>
/// <param name="Seen">Id of each host and the hash its copy has now.</param>
/// <param name="Conflicts">Keys both sides changed in different ways.</param>
/// <param name="Changes">What the joined text changes against the host's file, masked.</param>
/// <param name="KeepsComments">False: comments of the edited text may be missing; compare before saving.</param>
public sealed record ValuesMerge(
    Secret Text, string BaseSha256, ImmutableDictionary<string, string> Seen, ImmutableArray<ValuesConflict> Conflicts, ValuesComparison Changes, bool KeepsComments);

/// <summary>A key to choose.</summary>
/// <param name="Path">Its place; goes into the choices.</param>
/// <param name="Base">What it was, masked, as one line of JSON; null = nothing.</param>
/// <param name="Mine">What the operator made of it; null = removed.</param>
/// <param name="Theirs">What is on the host; null = removed.</param>
/// <param name="Choice">Whose is in the joined text.</param>
public sealed record ValuesConflict(string Path, string? Base, string? Mine, string? Theirs, MergeChoice Choice);

internal sealed class MergeValuesShape : AbstractValidator<MergeValues>
{
    public MergeValuesShape()
    {
        RuleFor(x => x.Text).NotNull();
        RuleFor(x => x.BaseSha256).NotEmpty().MaximumLength(ValuesBase.Longest);
        RuleFor(x => x.Host).NotEmpty();
        RuleFor(x => x.Choices).NotNull();
    }
}

internal sealed class MergeValuesHandler(ValuesMerger merger) : IOperationHandler<MergeValues, ValuesMerge>
{
    public Task<Result<ValuesMerge>> HandleAsync(MergeValues input, OperationContext context, CancellationToken ct) => merger.MergeAsync(input, context, ct);
}
