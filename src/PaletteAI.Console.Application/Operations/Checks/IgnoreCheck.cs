using FluentValidation;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;

namespace PaletteAI.Console.Application.Operations.Checks;

/// <summary>Sets a host check aside, where its row allows it. Who did it and why stays in the audit log and on Review.</summary>
/// <param name="Id">Id of the check.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Host">Id of the host; empty = all.</param>
[Operation("checks.ignore", Permission.DeployCluster, AuditMode.IntentAndOutcome, Route = "PUT /api/v1/checks/ignored", Cli = "checks ignore")]
public sealed record IgnoreCheck(string Id, string Reason, string Host = "") : IOperation<IgnoredCheck>
{
    /// <inheritdoc/>
    public string Subject => $"check {Id}{(string.IsNullOrEmpty(Host) ? "" : $" on {Host}")}: {Reason}";
}

/// <summary>Lets a check that was set aside count again.</summary>
/// <param name="Id">Id of the check.</param>
/// <param name="Host">As it was set aside: a host, or empty for all.</param>
[Operation("checks.stop-ignoring", Permission.DeployCluster, AuditMode.IntentAndOutcome, Route = "DELETE /api/v1/checks/ignored", Cli = "checks ignore")]
public sealed record StopIgnoringCheck(string Id, string Host = "") : IOperation<Unit>
{
    /// <inheritdoc/>
    public string Subject => $"check {Id}{(string.IsNullOrEmpty(Host) ? "" : $" on {Host}")}";
}

internal sealed class IgnoreCheckShape : AbstractValidator<IgnoreCheck>
{
    private const int ShortestReason = 3;

    public IgnoreCheckShape()
    {
        RuleFor(x => x.Id).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(500).Must(r => r is null || r.Trim().Length >= ShortestReason).WithMessage("Say why in a few words.");
        RuleFor(x => x.Host).NotNull().MaximumLength(253);
    }
}

internal sealed class StopIgnoringCheckShape : AbstractValidator<StopIgnoringCheck>
{
    public StopIgnoringCheckShape()
    {
        RuleFor(x => x.Id).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Host).NotNull().MaximumLength(253);
    }
}

internal sealed class IgnoreCheckHandlers(IHostCheckStore store, TimeProvider time) : IOperationHandler<IgnoreCheck, IgnoredCheck>, IOperationHandler<StopIgnoringCheck, Unit>
{
    public async Task<Result<IgnoredCheck>> HandleAsync(IgnoreCheck input, OperationContext context, CancellationToken ct)
    {
        if (Refusal(input.Id) is { } refusal)
        {
            return refusal;
        }

        var ignored = new IgnoredCheck(input.Id, input.Host, input.Reason.Trim(), context.Actor, time.GetUtcNow());
        await store.IgnoreAsync(ignored, ct);
        return ignored;
    }

    public async Task<Result<Unit>> HandleAsync(StopIgnoringCheck input, OperationContext context, CancellationToken ct) =>
        await store.StopIgnoringAsync(input.Id, input.Host, ct)
            ? Unit.Value
            : new Error(ErrorKind.NotFound, "check-not-ignored", $"The check {input.Id} was not set aside{(input.Host.Length > 0 ? $" on {input.Host}" : "")}.", "Look at Review for what is set aside.", "id");

    private static Error? Refusal(string id) =>
        HostCheckTable.All.FirstOrDefault(c => c.Id == id) is { } check
            ? check.Ignorable ? null : new Error(ErrorKind.Refused, "check-not-ignorable", $"The check {id} cannot be set aside: {check.Why}", check.Fix, "id")
            : CheckTable.All.Any(c => c.Id == id)
                ? new Error(ErrorKind.Refused, "check-not-ignorable", $"The check {id} judges the spec itself.", "Correct the spec, or accept its warning by code when deploying.", "id")
                : new Error(ErrorKind.NotFound, "check-unknown", $"There is no check {id}.", "Look at hosts check for the ids.", "id");
}
