using System.Collections.Concurrent;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Drafts in memory.</summary>
public sealed class MemoryDraftStore(TimeProvider? time = null) : IDraftStore
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Draft> _rows = new(StringComparer.Ordinal);

    /// <summary>Every draft that was saved, in order.</summary>
    public List<Draft> Saved { get; } = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<Draft>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Draft>>([.. _rows.Values.OrderByDescending(d => d.UpdatedAt)]);

    /// <inheritdoc/>
    public Task<Draft?> FindAsync(string id, CancellationToken ct) => Task.FromResult(_rows.GetValueOrDefault(id));

    /// <inheritdoc/>
    public Task<Result<Draft>> SaveAsync(Draft draft, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        lock (_gate)
        {
            var stored = _rows.GetValueOrDefault(draft.Id);
            if ((stored?.Version ?? 0) != draft.Version)
            {
                return Task.FromResult<Result<Draft>>(new Error(
                    ErrorKind.Refused, "draft-changed-elsewhere", "This draft was changed in another window.", "Reload it and repeat the change."));
            }

            var saved = draft with { Version = draft.Version + 1, UpdatedAt = (time ?? TimeProvider.System).GetUtcNow() };
            _rows[draft.Id] = saved;
            Saved.Add(saved);
            return Task.FromResult<Result<Draft>>(saved);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, CancellationToken ct)
    {
        _rows.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}
