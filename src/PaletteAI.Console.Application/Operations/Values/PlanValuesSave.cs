using FluentValidation;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>What saving a text would do: the diff of file and effective values, which hosts are written and why, what has to be accepted, what happens next.</summary>
/// <param name="Text">The text.</param>
/// <param name="BaseSha256">What it was edited from: SHA-256 of the file, or what a merge gave.</param>
/// <param name="Seen">Id of a host and the hash its copy was shown with when editing began.</param>
/// <param name="Targets">Ids of the hosts to write; empty = those whose copies count.</param>
[Operation("values.save.plan", Permission.ReadCredentials, AuditMode.RefusalsOnly, TimeoutSeconds = 120)]
[BrowserOnly("On the command line values put compares and replaces each host's file with its own hash.")]
public sealed record PlanValuesSave(Secret Text, string BaseSha256, IReadOnlyDictionary<string, string> Seen, IReadOnlyList<string> Targets) : IOperation<ValuesSavePlan>
{
    /// <inheritdoc/>
    public string Subject => "values file";
}

/// <summary>
/// Saves a text on the hosts whose copies count, or on those named: each compared and replaced, a copy of the old file kept beside it.
/// <c>values-changed</c>: somebody changed it meanwhile, nothing was written; <c>values-need-acceptance</c>: the findings name what to accept.
/// Some hosts may fail: the outcome names them.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="BaseSha256">What it was edited from: SHA-256 of the file, or what a merge gave.</param>
/// <param name="Seen">Id of a host and the hash its copy has, as the plan said.</param>
/// <param name="Targets">Ids of the hosts to write; empty = those whose copies count.</param>
/// <param name="Accepted">Ids of what was accepted by name.</param>
/// <param name="Reason">Why, for the history; may be empty.</param>
/// <param name="DraftVersion">The draft that is done with; 0 = none.</param>
[Operation("values.save", Permission.DeployCluster, AuditMode.IntentAndOutcome, TimeoutSeconds = 300)]
[BrowserOnly("On the command line values put compares and replaces each host's file with its own hash.")]
public sealed record SaveValues(
    Secret Text, string BaseSha256, IReadOnlyDictionary<string, string> Seen, IReadOnlyList<string> Targets, IReadOnlyList<string> Accepted, string Reason, long DraftVersion) : IOperation<ValuesSaved>
{
    /// <inheritdoc/>
    public string Subject => Targets is { Count: > 0 } ? $"values file on {string.Join(", ", Targets.Take(10))}" : "values file";
}

internal sealed class PlanValuesSaveShape : AbstractValidator<PlanValuesSave>
{
    public PlanValuesSaveShape()
    {
        RuleFor(x => x.Text).NotNull();
        RuleFor(x => x.BaseSha256).NotNull().MaximumLength(ValuesBase.Longest);
        RuleFor(x => x.Seen).NotNull();
        RuleFor(x => x.Targets).NotNull();
    }
}

internal sealed class SaveValuesShape : AbstractValidator<SaveValues>
{
    public const int LongestReason = 500;

    public SaveValuesShape()
    {
        RuleFor(x => x.Text).NotNull();
        RuleFor(x => x.BaseSha256).NotNull().MaximumLength(ValuesBase.Longest);
        RuleFor(x => x.Seen).NotNull();
        RuleFor(x => x.Targets).NotNull();
        RuleFor(x => x.Accepted).NotNull();
        RuleFor(x => x.Reason).NotNull().MaximumLength(LongestReason);
    }
}

internal sealed class SaveValuesHandlers(ValuesPlanner planner, ValuesSaver saver) : IOperationHandler<PlanValuesSave, ValuesSavePlan>, IOperationHandler<SaveValues, ValuesSaved>
{
    public async Task<Result<ValuesSavePlan>> HandleAsync(PlanValuesSave input, OperationContext context, CancellationToken ct) =>
        (await planner.PlanAsync(new WantedSave(input.Text.Reveal(), input.BaseSha256, input.Seen, input.Targets), context, ct)).Map(p => p.Plan);

    public Task<Result<ValuesSaved>> HandleAsync(SaveValues input, OperationContext context, CancellationToken ct) =>
        saver.SaveAsync(new WantedSave(input.Text.Reveal(), input.BaseSha256, input.Seen, input.Targets), input.Accepted, input.Reason, input.DraftVersion, context, ct);
}
