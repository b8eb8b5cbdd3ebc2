using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Application.Values;

/// <summary>
/// Keeps what was read from hosts: the first file of a host as the shipped one, later ones that somebody else wrote as found. So that every
/// file an edit began from is there for a merge, and the history has no holes that the console could have seen.
/// </summary>
internal sealed class ValuesRecorder(IValuesStore store, ValuesGate gate, TimeProvider time)
{
    /// <summary>Records what is new, unless a save is under way, which would look like somebody else's change.</summary>
    /// <returns>All revisions, newest first.</returns>
    public async Task<ImmutableArray<ValuesRevision>> RecordAsync(ImmutableArray<ReadCopy> copies, CancellationToken ct)
    {
        using var held = gate.TryEnter();
        var revisions = await store.ListRevisionsAsync(ct);
        if (held is null)
        {
            return revisions;
        }

        var readable = copies.Where(c => c.File.IsSuccess).ToList();
        var settled = await SettleAsync(revisions, readable, ct);
        var news = readable.Where(c => Latest(revisions, c.Host.Uid)?.Sha256 != c.File.Require().Info.Sha256).ToList();
        foreach (var group in news.GroupBy(c => (Before: Latest(revisions, c.Host.Uid)?.Sha256, c.File.Require().Info.Sha256)))
        {
            await store.AddRevisionAsync(Found(group.Key.Before, [.. group]), group.First().File.Require().Content, ct);
        }

        foreach (var file in readable.Except(news).Select(c => c.File.Require()).DistinctBy(f => f.Info.Sha256))
        {
            if (await store.FindContentAsync(file.Info.Sha256, ct) is null)
            {
                await store.KeepContentAsync(file.Info.Sha256, file.Content, ct);
            }
        }

        return news.Count > 0 || settled ? await store.ListRevisionsAsync(ct) : revisions;
    }

    /// <summary>The shipped file of a host; null when the console never read the host.</summary>
    public static ValuesRevision? ShippedOf(IEnumerable<ValuesRevision> revisions, string host) =>
        revisions.LastOrDefault(r => r.Kind == ValuesRevisionKind.Shipped && r.Hosts.Any(h => h.Host == host));

    private static ValuesRevision? Latest(IEnumerable<ValuesRevision> revisions, string host) =>
        revisions.FirstOrDefault(r => r.Hosts.Any(h => h.Host == host && h.State is ValuesWriteState.There or ValuesWriteState.Written));

    // A console that ended in the middle of a save left hosts pending: what is on them tells whether they were written.
    private async Task<bool> SettleAsync(ImmutableArray<ValuesRevision> revisions, List<ReadCopy> copies, CancellationToken ct)
    {
        var open = revisions.Where(r => r.Hosts.Any(h => h.State == ValuesWriteState.Pending)).ToList();
        foreach (var revision in open)
        {
            await store.UpdateRevisionAsync(revision.Number, [.. revision.Hosts.Select(h => h.State == ValuesWriteState.Pending ? Settle(revision, h, copies) : h)], ct);
        }

        return open.Count > 0;
    }

    private static ValuesRevisionHost Settle(ValuesRevision revision, ValuesRevisionHost host, List<ReadCopy> copies) =>
        copies.FirstOrDefault(c => c.Host.Uid == host.Host) switch
        {
            null => host,
            var copy when copy.File.Require().Info.Sha256 == revision.Sha256 => host with { State = ValuesWriteState.Written },
            _ => host with { State = ValuesWriteState.Failed, ProblemCode = "save-interrupted", Problem = "The console ended in the middle of the save and this host does not have the file.", Fix = "Save again." },
        };

    private ValuesRevision Found(string? before, ImmutableArray<ReadCopy> copies) => new()
    {
        BaseSha256 = before ?? "",
        Kind = before is null ? ValuesRevisionKind.Shipped : ValuesRevisionKind.Found,
        Sha256 = copies[0].File.Require().Info.Sha256,
        Size = copies[0].File.Require().Info.Size,
        At = time.GetUtcNow(),
        Hosts = [.. copies.Select(c => new ValuesRevisionHost(c.Host.Uid, c.Name, ValuesWriteState.There) { Since = c.File.Require().Info.ModifiedAt })],
    };
}

/// <summary>One save at a time: two that overlap could leave some hosts with one file and some with the other.</summary>
internal sealed class ValuesGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Waits for its turn.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        return new Turn(_one);
    }

    /// <summary>Null while a save is under way.</summary>
    public IDisposable? TryEnter() => _one.Wait(0) ? new Turn(_one) : null;

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        private SemaphoreSlim? _held = one;

        public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
    }
}
