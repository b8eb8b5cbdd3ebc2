using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations;

/// <summary>The input of an operation. Whatever changes or reveals something is one; <see cref="IOperationRunner"/> is the only way to run it.</summary>
/// <typeparam name="TOutput">What it returns.</typeparam>
public interface IOperation<TOutput>
{
    /// <summary>What it acts on, for the audit row, e.g. <c>cluster edge-ai</c>. Never a secret.</summary>
    string Subject => "";
}

/// <summary>Does the work of one operation. Permission, audit, timeout and metrics are the runner's.</summary>
public interface IOperationHandler<in TInput, TOutput>
    where TInput : IOperation<TOutput>
{
    /// <summary>Does it. Expected failures are results; exceptions are faults of ours.</summary>
    Task<Result<TOutput>> HandleAsync(TInput input, OperationContext context, CancellationToken ct);
}

/// <summary>An output that says who an anonymous caller turned out to be: its audit row names that account.</summary>
public interface INamesCaller
{
    /// <summary>Account.</summary>
    string UserName { get; }
}

/// <summary>How an operation is recorded.</summary>
public enum AuditMode
{
    /// <summary>Row before (intent) and after (outcome).</summary>
    IntentAndOutcome,

    /// <summary>Row after it only: reads of secrets, downloads.</summary>
    Outcome,

    /// <summary>Plain reads and field commits: only refusals for lack of permission leave a row.</summary>
    RefusalsOnly,
}

/// <summary>Declares an operation on its input record.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperationAttribute(string name, Permission permission, AuditMode audit) : Attribute
{
    /// <summary>Stable dotted name, e.g. <c>clusters.deploy</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Needed permission.</summary>
    public Permission Permission { get; } = permission;

    /// <summary>How it is recorded.</summary>
    public AuditMode Audit { get; } = audit;

    /// <summary>HTTP method and route, e.g. <c>POST /api/v1/deployments</c>.</summary>
    public string Route { get; init; } = "";

    /// <summary>Command-line twin, e.g. <c>deploy</c>.</summary>
    public string Cli { get; init; } = "";

    /// <summary>Time limit in seconds; 1–600.</summary>
    public int TimeoutSeconds { get; init; } = 30;
}

/// <summary>Why an operation has no API route or command-line twin.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BrowserOnlyAttribute(string why) : Attribute
{
    /// <summary>The reason, as a sentence.</summary>
    public string Why { get; } = why;
}

/// <summary>Who calls, from where. The session is looked up live at every call.</summary>
/// <param name="SessionId">Session; empty before sign-in and for the system itself.</param>
/// <param name="SourceAddress">Address, or <c>local</c>.</param>
/// <param name="Via">browser, api, command-line or system.</param>
/// <param name="IdempotencyKey">Same key and operation = the earlier outcome is returned; null = none.</param>
/// <param name="IsBackground">A refresh no person asked for: no activity of the session.</param>
public sealed record Caller(string SessionId, string SourceAddress, string Via, string? IdempotencyKey = null, bool IsBackground = false);

/// <summary>What a handler gets to know.</summary>
/// <param name="Actor">Account name; empty for the system and before sign-in.</param>
/// <param name="ApplianceToken">The live session's token, renewed when needed; null when anonymous.</param>
/// <param name="CorrelationId">Joins log lines and audit rows.</param>
public sealed record OperationContext(string Actor, Caller Caller, Secret? ApplianceToken, string CorrelationId);
