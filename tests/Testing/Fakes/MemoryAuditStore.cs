using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Audit rows in memory, without a hash chain.</summary>
public sealed class MemoryAuditStore : IAuditStore
{
    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _rows = [];

    /// <summary>All rows, oldest first.</summary>
    public IReadOnlyList<AuditEntry> Rows
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows];
            }
        }
    }

    /// <summary>What the next appends throw; null = they work.</summary>
    public Exception? Broken { get; set; }

    /// <summary>The number that <see cref="FindBrokenLinkAsync"/> reports.</summary>
    public long? BrokenLink { get; set; }

    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (Broken is not null)
        {
            throw Broken;
        }

        lock (_gate)
        {
            _rows.Add(entry with { Number = _rows.Count + 1 });
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var rows = Rows.Reverse().Where(r =>
            (filter.BeforeNumber is null || r.Number < filter.BeforeNumber)
            && (filter.Actor is null || r.Actor == filter.Actor)
            && (filter.Operation is null || r.Operation == filter.Operation)
            && (filter.From is null || r.At >= filter.From)
            && (filter.To is null || r.At < filter.To)
            && (filter.Text is null || $"{r.Actor} {r.Subject} {r.Detail}".Contains(filter.Text, StringComparison.OrdinalIgnoreCase)));
        return Task.FromResult<IReadOnlyList<AuditEntry>>([.. rows.Take(filter.Limit)]);
    }

    /// <inheritdoc/>
    public Task<long?> FindBrokenLinkAsync(CancellationToken ct) => Task.FromResult(BrokenLink);
}
