namespace PaletteAI.Console.Application.Ports;

/// <summary>The audit log: a hash chain of rows that are only ever added.</summary>
public interface IAuditStore
{
    /// <summary>Adds a row and links it to the one before.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken ct);

    /// <summary>Rows, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, CancellationToken ct);

    /// <summary>Recomputes the chain; the number of the first row that does not fit, or null when all do.</summary>
    Task<long?> FindBrokenLinkAsync(CancellationToken ct);
}

/// <summary>A row of the audit log. Texts never hold secrets.</summary>
public sealed record AuditEntry
{
    /// <summary>Number, from 1; 0 before it is stored.</summary>
    public long Number { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; empty before sign-in.</summary>
    public required string Actor { get; init; }

    /// <summary>From where: address, or <c>local</c>.</summary>
    public required string Source { get; init; }

    /// <summary>browser, api, command-line or system.</summary>
    public required string Via { get; init; }

    /// <summary>Operation name, e.g. <c>clusters.deploy</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>What it was done to, e.g. <c>cluster edge-ai</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>intent, succeeded, refused or failed.</summary>
    public required string Outcome { get; init; }

    /// <summary>Details for people.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Joins the rows and log lines of one call.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>SHA-256 over this row and the hash before, hex; empty before it is stored.</summary>
    public string Hash { get; init; } = "";
}

/// <summary>Which rows to list.</summary>
/// <param name="Limit">1–1,000.</param>
public sealed record AuditFilter(int Limit = 200, long? BeforeNumber = null, string? Actor = null, string? Operation = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Text = null);
