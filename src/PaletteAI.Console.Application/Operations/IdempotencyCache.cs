using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>
/// Runs a keyed call once. Concurrent duplicates wait for the first; later ones get its outcome, for a day and as long as there is
/// room. An outcome that says nothing was done (refused, not valid, remote refused) is forgotten, so that the same key can try again;
/// one that leaves it open (timeout, fault) is kept.
/// </summary>
internal sealed class IdempotencyCache(TimeProvider time, int capacity = 2_000)
{
    private static readonly TimeSpan _keepFor = TimeSpan.FromHours(24);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byAge = new();

    /// <summary>The outcome of <paramref name="run"/>, or of the call that came first with this key.</summary>
    /// <param name="key">Session, operation and the caller's key.</param>
    /// <param name="run">Does it; not cancelled when one of the waiting callers goes away.</param>
    /// <param name="ct">Ends this caller's wait.</param>
    public async Task<Result<T>> RunOnceAsync<T>(string key, Func<Task<Result<T>>> run, CancellationToken ct)
    {
        var entry = Claim(key, mine => Start(mine, run));
        return await ((Task<Result<T>>)entry.Work.Value).WaitAsync(ct);
    }

    private async Task<Result<T>> Start<T>(Entry mine, Func<Task<Result<T>>> run)
    {
        await Task.Yield();
        var keep = false;
        try
        {
            var outcome = await run();
            keep = outcome.IsSuccess || outcome.Error.Kind is ErrorKind.RemoteTimeout or ErrorKind.Internal;
            return outcome;
        }
        finally
        {
            if (!keep)
            {
                Forget(mine);
            }
        }
    }

    private Entry Claim(string key, Func<Entry, Task> start)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var known) && time.GetUtcNow() - known.At < _keepFor)
            {
                return known;
            }

            if (known is not null)
            {
                Remove(known);
            }

            MakeRoom();
            var entry = new Entry(key, time.GetUtcNow(), start);
            _entries[key] = entry;
            _byAge.AddLast(entry);
            return entry;
        }
    }

    /// <summary>The oldest outcomes leave; what still runs stays, or it could run twice.</summary>
    private void MakeRoom()
    {
        for (var node = _byAge.First; node is not null && _entries.Count >= capacity;)
        {
            var (entry, next) = (node.Value, node.Next);
            if (entry.Work is { IsValueCreated: true, Value.IsCompleted: true })
            {
                Remove(entry);
            }

            node = next;
        }
    }

    private void Forget(Entry entry)
    {
        lock (_gate)
        {
            Remove(entry);
        }
    }

    private void Remove(Entry entry)
    {
        if (_entries.TryGetValue(entry.Key, out var current) && current == entry)
        {
            _entries.Remove(entry.Key);
            _byAge.Remove(entry);
        }
    }

    private sealed class Entry
    {
        public Entry(string key, DateTimeOffset at, Func<Entry, Task> start)
        {
            (Key, At) = (key, at);
            Work = new Lazy<Task>(() => start(this));
        }

        public string Key { get; }

        public DateTimeOffset At { get; }

        public Lazy<Task> Work { get; }
    }
}
