using System.Globalization;
using PaletteAI.Console.Application.Operations.Audit;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Audit;

/// <summary>The audit log without markup.</summary>
public sealed class AuditViewModel(IOperationGateway gateway, TimeProvider time)
{
    /// <summary>Rows read at once.</summary>
    public const int PageRows = 200;

    /// <summary>What is filtered.</summary>
    public AuditQuery Query { get; private set; } = AuditQuery.None;

    /// <summary>Rows, newest first; null before they were read.</summary>
    public IReadOnlyList<AuditEntry>? Rows { get; private set; }

    /// <summary>Older rows are there.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Why the last reading failed.</summary>
    public Error? Problem { get; private set; }

    /// <summary>When the rows were read.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>Whether the log is as it was written; null while that is being computed.</summary>
    public AuditVerification? Verification { get; private set; }

    /// <summary>When that was computed.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    /// <summary>Why it could not be computed.</summary>
    public Error? VerificationProblem { get; private set; }

    /// <summary>The page's answer.</summary>
    public string Answer => (Verification, VerificationProblem, Rows) switch
    {
        ({ Intact: false, FirstBrokenRow: var row }, _, _) => string.Create(
            CultureInfo.InvariantCulture, $"The log was changed behind the console's back, from row {row} on."),
        (_, _, null) => Problem is null ? "Reading the audit log." : "Unknown: the audit log could not be read.",
        (_, _, { Count: 0 }) => Query.IsEmpty ? "Nothing has been recorded yet." : "Nothing matches the filter.",
        ({ Intact: true }, _, { } rows) => $"{Last(rows)} Every row is as it was written.",
        (_, _, { } rows) => Last(rows),
    };

    /// <summary>Reads the newest rows that match.</summary>
    public async Task LoadAsync(AuditQuery query, bool background, CancellationToken ct)
    {
        var read = await gateway.RunAsync(query.ToOperation(PageRows, null), background, ct: ct);
        Problem = read.Error;
        if (read.IsSuccess)
        {
            (Query, Rows, HasOlder, TakenAt) = (query, read.Value, read.Value.Count == PageRows, time.GetUtcNow());
        }
    }

    /// <summary>Reads the next page of older rows.</summary>
    public async Task LoadOlderAsync(CancellationToken ct)
    {
        if (Rows is not { Count: > 0 } rows)
        {
            return;
        }

        var read = await gateway.RunAsync(Query.ToOperation(PageRows, rows[^1].Number), ct: ct);
        Problem = read.Error;
        if (read.IsSuccess)
        {
            (Rows, HasOlder) = ([.. rows, .. read.Value], read.Value.Count == PageRows);
        }
    }

    /// <summary>Recomputes the chain of all rows.</summary>
    public async Task VerifyAsync(bool background, CancellationToken ct)
    {
        (Verification, VerificationProblem) = (null, null);
        var verified = await gateway.RunAsync(new VerifyAudit(), background, ct: ct);
        (Verification, VerificationProblem, VerifiedAt) = (verified.Value, verified.Error, time.GetUtcNow());
    }

    /// <summary>A row that was read, by its number.</summary>
    public AuditEntry? Find(long? number) => Rows?.FirstOrDefault(r => r.Number == number);

    private static string Last(IReadOnlyList<AuditEntry> rows) =>
        $"Last: {AuditWords.Actor(rows[0])}, {AuditWords.Operation(rows[0]).ToLowerInvariant()}, {AuditWords.Outcome(rows[0]).Word.ToLowerInvariant()}.";
}
