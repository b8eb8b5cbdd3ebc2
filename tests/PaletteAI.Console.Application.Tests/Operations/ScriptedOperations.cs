using FluentValidation;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Tests.Operations;

/// <summary>What the operations below do.</summary>
internal sealed class Script
{
    private int _runs;

    public int Runs => _runs;

    public Func<OperationContext, CancellationToken, Task<Result<string>>> Do { get; set; } = (_, _) => Task.FromResult<Result<string>>("done");

    public Task<Result<string>> RunAsync(OperationContext context, CancellationToken ct)
    {
        Interlocked.Increment(ref _runs);
        return Do(context, ct);
    }
}

[Operation("test.act", Permission.DeployCluster, AuditMode.IntentAndOutcome)]
internal sealed record Act(string Name) : IOperation<string>
{
    public Secret? Password { get; init; }

    public IReadOnlyDictionary<string, Secret> Others { get; init; } = new Dictionary<string, Secret>();

    public string Subject => $"thing {Name}";
}

[Operation("test.fetch", Permission.ReadCredentials, AuditMode.Outcome)]
internal sealed record Fetch : IOperation<string>;

[Operation("test.look", Permission.View, AuditMode.RefusalsOnly)]
internal sealed record Look(string Name = "it") : IOperation<string>;

[Operation("test.own", Permission.OwnSession, AuditMode.RefusalsOnly)]
internal sealed record Own : IOperation<string>;

[Operation("test.knock", Permission.Anonymous, AuditMode.Outcome)]
internal sealed record Knock : IOperation<string>;

[Operation("test.claim", Permission.Anonymous, AuditMode.IntentAndOutcome)]
internal sealed record Claim : IOperation<string>;

internal sealed class ActValidator : AbstractValidator<Act>
{
    public ActValidator() => RuleFor(a => a.Name).NotEmpty().WithErrorCode("name-required").WithMessage("The name is empty.");
}

internal sealed class LookValidator : AbstractValidator<Look>
{
    public LookValidator() => RuleFor(a => a.Name).NotEmpty().WithErrorCode("name-required").WithMessage("The name is empty.");
}

internal sealed class ScriptedHandler(Script script) :
    IOperationHandler<Act, string>, IOperationHandler<Fetch, string>, IOperationHandler<Look, string>,
    IOperationHandler<Own, string>, IOperationHandler<Knock, string>, IOperationHandler<Claim, string>
{
    public Task<Result<string>> HandleAsync(Act input, OperationContext context, CancellationToken ct) => script.RunAsync(context, ct);

    public Task<Result<string>> HandleAsync(Fetch input, OperationContext context, CancellationToken ct) => script.RunAsync(context, ct);

    public Task<Result<string>> HandleAsync(Look input, OperationContext context, CancellationToken ct) => script.RunAsync(context, ct);

    public Task<Result<string>> HandleAsync(Own input, OperationContext context, CancellationToken ct) => script.RunAsync(context, ct);

    public Task<Result<string>> HandleAsync(Knock input, OperationContext context, CancellationToken ct) => script.RunAsync(context, ct);

    public Task<Result<string>> HandleAsync(Claim input, OperationContext context, CancellationToken ct) => script.RunAsync(context, ct);
}
