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
    private readonly Queue<string> _byAge = new();

    /// <summary>The outcome of <paramref name="run"/>, or of the call that came first with this key.</summary>
    /// <param name="key">Session, operation and the caller's key.</param>
    /// <param name="run">Does it; not cancelled when one of the waiting callers goes away.</param>
    /// <param name="ct">Ends this caller's wait.</param>
    public async Task<Result<T>> RunOnceAsync<T>(string key, Func<Task<Result<T>>> run, CancellationToken ct)
    {
        var entry = Claim(key, () => Start(key, run));
        return await ((Task<Result<T>>)entry.Work.Value).WaitAsync(ct);
    }

    private async Task<Result<T>> Start<T>(string key, Func<Task<Result<T>>> run)
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
                Forget(key);
            }
        }
    }

    private Entry Claim(string key, Func<Task> start)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var known) && time.GetUtcNow() - known.At < _keepFor)
            {
                return known;
            }

            while (_entries.Count >= capacity && _byAge.TryDequeue(out var oldest))
            {
                _entries.Remove(oldest);
            }

            var entry = new Entry(time.GetUtcNow(), new Lazy<Task>(start));
            _entries[key] = entry;
            _byAge.Enqueue(key);
            return entry;
        }
    }

    private void Forget(string key)
    {
        lock (_gate)
        {
            _entries.Remove(key);
            if (_byAge.Count > 2 * capacity)
            {
                var kept = _byAge.Where(_entries.ContainsKey).Distinct().ToArray();
                _byAge.Clear();
                Array.ForEach(kept, _byAge.Enqueue);
            }
        }
    }

    private sealed record Entry(DateTimeOffset At, Lazy<Task> Work);
}
