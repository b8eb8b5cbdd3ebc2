using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>Probes the three endpoints round by round and remembers since when each is as it is.</summary>
public sealed class EndpointMonitor(IEndpointProbe probe, TimeProvider time) : IDisposable
{
    /// <summary>A round younger than this is used again: several pages may ask at once.</summary>
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(10);

    /// <summary>Time between rounds that only settle whether good answers last.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private EndpointPlaces? _places;
    private ImmutableArray<EndpointReport> _reports = [];
    private DateTimeOffset _lastRound = DateTimeOffset.MinValue;

    /// <summary>The reports, after a round of probes unless one has just been made.</summary>
    /// <param name="isSettled">Probe again until endpoints that answer have done so often enough.</param>
    public async Task<ImmutableArray<EndpointReport>> RefreshAsync(EndpointPlaces places, bool isSettled, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(places);
        await _turn.WaitAsync(ct);
        try
        {
            Forget(places);
            if (time.GetUtcNow() - _lastRound >= _fresh)
            {
                await RoundAsync(places, ct);
            }
            while (isSettled && _reports.Any(r => r.State == EndpointState.Settling) && _reports.All(r => r.State is EndpointState.Settling or EndpointState.Good))
            {
                await Task.Delay(_pause, time, ct);
                await RoundAsync(places, ct);
            }
            return _reports;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private void Forget(EndpointPlaces places)
    {
        if (_places is not null && _places.Port == places.Port && _places.RootDomain == places.RootDomain && _places.Vip == places.Vip && _places.Nodes.SequenceEqual(places.Nodes))
        {
            return;
        }
        (_places, _reports, _lastRound) = (places, [], DateTimeOffset.MinValue);
    }

    private async Task RoundAsync(EndpointPlaces places, CancellationToken ct)
    {
        var seen = await Task.WhenAll(places.Targets().Select(t => probe.ProbeAsync(t, places, ct)));
        var results = seen.Select(s => ProbeJudge.Judge(s, places)).ToLookup(r => r.Target.Path, StringComparer.Ordinal);
        _reports = [.. EndpointPlaces.Paths.Select(path => EndpointReport.Of(
            path, [.. results[path]], _reports.FirstOrDefault(r => r.Path == path), HealthLimits.Default.GoodAnswers))];
        _lastRound = time.GetUtcNow();
    }
}
