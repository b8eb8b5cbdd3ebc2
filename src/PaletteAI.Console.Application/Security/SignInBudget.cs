using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Security;

/// <summary>
/// Keeps the counters of <see cref="SignInThrottle"/> on disk. A try is booked as failed before it is made and corrected afterwards, so that
/// neither a crash nor many tries at once get one for free.
/// </summary>
internal sealed class SignInBudget(ISignInThrottleStore store, Blinding blinding, TimeProvider time) : IDisposable
{
    private readonly SignInThrottle _policy = SignInThrottle.Default;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly UnderWay _underWay = new();

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>Books a try. Until when it has to wait instead is in <see cref="Attempt.WaitUntil"/>. Dispose it once it was answered.</summary>
    public async Task<Attempt> BookAsync(string userName, string source, string? deviceId, CancellationToken ct)
    {
        var keys = await KeysAsync(userName, source, deviceId, ct);
        await _gate.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            var before = await ReadAsync(keys, ct);
            if (SignInThrottle.WaitUntil(before, now) is { } wait)
            {
                return new Attempt(keys, before, before, wait, null);
            }

            var booked = _policy.AfterFailure(before, now);
            await WriteAsync(keys, before, booked);
            _underWay.Enter(keys);
            return new Attempt(keys, before, booked, null, _underWay);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The password was right.</summary>
    public Task SucceededAsync(Attempt attempt)
    {
        attempt.Dispose();
        return CorrectAsync(attempt, now => _policy.AfterSuccess(Withdrawn(attempt, now), _underWay.Of(attempt.Keys), time.GetUtcNow()));
    }

    /// <summary>Nobody judged the password: the appliance was away.</summary>
    public Task UnjudgedAsync(Attempt attempt) => CorrectAsync(attempt, now => Withdrawn(attempt, now));

    /// <summary>The appliance has locked the account by itself: nothing more is passed on until its lock is over.</summary>
    public Task LockedAsync(Attempt attempt) =>
        CorrectAsync(attempt, now => now with { Total = now.Total with { LockedUntil = time.GetUtcNow() + _policy.Hold } });

    /// <summary>Until when the next try of the same kind has to wait.</summary>
    public async Task<DateTimeOffset?> NextAsync(Attempt attempt, CancellationToken ct) =>
        SignInThrottle.WaitUntil(await ReadAsync(attempt.Keys, ct), time.GetUtcNow());

    private async Task CorrectAsync(Attempt attempt, Func<SignInCounters, SignInCounters> correct)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            var now = await ReadAsync(attempt.Keys, CancellationToken.None);
            await WriteAsync(attempt.Keys, now, correct(now));
        }
        finally
        {
            _gate.Release();
        }
    }

    private SignInCounters Withdrawn(Attempt attempt, SignInCounters now) => _policy.Withdraw(attempt.Before, attempt.Booked, now);

    private async Task<Keys> KeysAsync(string userName, string source, string? deviceId, CancellationToken ct)
    {
        var account = Blinding.Account(userName);
        var from = Blinding.Source(source);
        return new Keys(
            await blinding.KeyAsync("account", account, ct),
            await blinding.KeyAsync("source", from, ct),
            await blinding.KeyAsync("pair", $"{account}\n{from}", ct),
            await blinding.KeyAsync("strangers", account, ct),
            deviceId is null ? null : await blinding.KeyAsync("device", $"{account}\n{deviceId}", ct),
            await blinding.KeyAsync("total", account, ct));
    }

    private async Task<SignInCounters> ReadAsync(Keys keys, CancellationToken ct) => new()
    {
        Account = await store.ReadAsync(keys.Account, ct),
        Source = await store.ReadAsync(keys.Source, ct),
        Pair = await store.ReadAsync(keys.Pair, ct),
        Strangers = await store.ReadAsync(keys.Strangers, ct),
        Device = keys.Device is null ? null : await store.ReadAsync(keys.Device, ct),
        Total = await store.ReadAsync(keys.Total, ct),
    };

    private async Task WriteAsync(Keys keys, SignInCounters before, SignInCounters after)
    {
        await WriteAsync(keys.Total, before.Total, after.Total);
        await WriteAsync(keys.Strangers, before.Strangers, after.Strangers);
        await WriteAsync(keys.Account, before.Account, after.Account);
        await WriteAsync(keys.Source, before.Source, after.Source);
        await WriteAsync(keys.Pair, before.Pair, after.Pair);
        if (keys.Device is not null)
        {
            await WriteAsync(keys.Device, before.Device!, after.Device!);
        }
    }

    private Task WriteAsync(string key, ThrottleCounter before, ThrottleCounter after) =>
        before == after ? Task.CompletedTask : store.UpdateAsync(key, _ => after, CancellationToken.None);

    /// <summary>Blinded keys of the counters of one try.</summary>
    internal sealed record Keys(string Account, string Source, string Pair, string Strangers, string? Device, string Total)
    {
        /// <summary>The counters a try is booked on.</summary>
        public IEnumerable<string> Booked => Device is null ? [Account, Source, Pair, Strangers, Total] : [Device, Total];
    }

    /// <summary>A booked try, or the wait instead of it.</summary>
    internal sealed class Attempt(Keys keys, SignInCounters before, SignInCounters booked, DateTimeOffset? waitUntil, UnderWay? underWay) : IDisposable
    {
        private UnderWay? _underWay = underWay;

        public Keys Keys { get; } = keys;

        public SignInCounters Before { get; } = before;

        public SignInCounters Booked { get; } = booked;

        public DateTimeOffset? WaitUntil { get; } = waitUntil;

        /// <summary>It was answered, or nobody will ever know.</summary>
        public void Dispose() => Interlocked.Exchange(ref _underWay, null)?.Leave(Keys);
    }

    /// <summary>How many tries are booked on each counter and not answered yet.</summary>
    internal sealed class UnderWay
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);

        public void Enter(Keys keys) => Change(keys, 1);

        public void Leave(Keys keys) => Change(keys, -1);

        public TriesUnderWay Of(Keys keys)
        {
            lock (_gate)
            {
                int Count(string? key) => key is null ? 0 : _tries.GetValueOrDefault(key);
                return new TriesUnderWay(Count(keys.Account), Count(keys.Pair), Count(keys.Strangers), Count(keys.Device), Count(keys.Total));
            }
        }

        private void Change(Keys keys, int by)
        {
            lock (_gate)
            {
                foreach (var key in keys.Booked)
                {
                    _tries[key] = _tries.GetValueOrDefault(key) + by;
                    if (_tries[key] == 0)
                    {
                        _tries.Remove(key);
                    }
                }
            }
        }
    }
}
