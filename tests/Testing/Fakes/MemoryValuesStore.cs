using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Values files and unsaved edits in memory.</summary>
public sealed class MemoryValuesStore : IValuesStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ValuesDraft> _drafts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _contents = new(StringComparer.Ordinal);
    private readonly List<ValuesRevision> _revisions = [];

    /// <summary>All revisions, oldest first.</summary>
    public IReadOnlyList<ValuesRevision> Revisions => _revisions;

    /// <summary>Called before a revision is added; may throw, as a process that is killed.</summary>
    public Action<ValuesRevision> Adding { get; set; } = _ => { };

    /// <summary>Called before a revision's hosts are told.</summary>
    public Action<long> Updating { get; set; } = _ => { };

    /// <inheritdoc/>
    public Task<ValuesDraft?> FindDraftAsync(string owner, CancellationToken ct) => Locked(() => _drafts.GetValueOrDefault(owner));

    /// <inheritdoc/>
    public Task<Result<ValuesDraft>> SaveDraftAsync(ValuesDraft draft, CancellationToken ct) => Locked<Result<ValuesDraft>>(() =>
    {
        if ((_drafts.GetValueOrDefault(draft.Owner)?.Version ?? 0) != draft.Version)
        {
            return ValuesErrors.DraftChanged;
        }

        return _drafts[draft.Owner] = draft with { Version = draft.Version + 1 };
    });

    /// <inheritdoc/>
    public Task<bool> DeleteDraftAsync(string owner, long version, CancellationToken ct) =>
        Locked(() => _drafts.TryGetValue(owner, out var draft) && draft.Version == version && _drafts.Remove(owner));

    /// <inheritdoc/>
    public Task<ValuesRevision> AddRevisionAsync(ValuesRevision revision, ReadOnlyMemory<byte> content, CancellationToken ct) => Locked(() =>
    {
        Adding(revision);
        _contents[revision.Sha256] = content;
        _revisions.Add(revision with { Number = _revisions.Count + 1 });
        return _revisions[^1];
    });

    /// <inheritdoc/>
    public Task KeepContentAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken ct) => Locked(() => _contents[sha256] = content);

    /// <summary>The keys are lost: no content can be read any more.</summary>
    public void LoseContents() => _contents.Clear();

    /// <inheritdoc/>
    public Task UpdateRevisionAsync(long number, ImmutableArray<ValuesRevisionHost> hosts, CancellationToken ct) => Locked(() =>
    {
        Updating(number);
        return _revisions[(int)number - 1] = _revisions[(int)number - 1] with { Hosts = hosts };
    });

    /// <inheritdoc/>
    public Task<ImmutableArray<ValuesRevision>> ListRevisionsAsync(CancellationToken ct) => Locked(() => _revisions.AsEnumerable().Reverse().ToImmutableArray());

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> FindContentAsync(string sha256, CancellationToken ct) =>
        Locked(() => _contents.TryGetValue(sha256, out var content) ? content : (ReadOnlyMemory<byte>?)null);

    private Task<T> Locked<T>(Func<T> act)
    {
        lock (_gate)
        {
            return Task.FromResult(act());
        }
    }
}
