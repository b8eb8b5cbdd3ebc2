using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Checks;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Checks;

/// <summary>The host checks of a spec on a page: what is known, the run on its way, and what a person does about them.</summary>
public sealed class HostChecksViewModel(IOperationGateway gateway, TimeProvider time)
{
    /// <summary>How often a run on its way is looked at.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(400);

    private Func<InstallSpec?> _spec = () => null;
    private bool _following;
    private string? _triedVip;

    /// <summary>Raised after every change.</summary>
    public event Action? Changed;

    /// <summary>What the console knows; null before it was read.</summary>
    public HostChecksView? View { get; private set; }

    /// <summary>Why the last wish failed; null when it did not.</summary>
    public Error? Problem { get; private set; }

    /// <summary>Whether a run is on its way.</summary>
    public bool IsRunning => View?.Run is { IsRunning: true };

    /// <summary>Whether the hosts can be asked.</summary>
    public bool CanRun => View is { WhyNot: null };

    /// <summary>When the evidence was taken; the oldest of what is shown.</summary>
    public DateTimeOffset? TakenAt => All.Select(r => (DateTimeOffset?)r.Evidence.TakenAt).Min();

    /// <summary>The checks of a step on all linked hosts, worst first; null = all checks on the hosts the spec uses.</summary>
    public ImmutableArray<HostCheckGroup> Groups(InstallStep? step) => HostCheckGroup.Of(step is null ? OfUsedHosts : All.Where(r => HostCheckGroup.StepOf(r) == step));

    /// <summary>Rows that refuse Deploy Cluster.</summary>
    public IEnumerable<HostCheckResult> Blocking => OfUsedHosts.Where(r => r.Blocks);

    private ImmutableArray<HostCheckResult> All => View?.Report?.Results ?? [];

    private IEnumerable<HostCheckResult> OfUsedHosts
    {
        get
        {
            var used = (_spec()?.NodePools ?? []).SelectMany(p => p.Hosts.Select(h => h.Uid)).ToHashSet(StringComparer.Ordinal);
            return All.Where(r => used.Contains(r.Host));
        }
    }

    /// <summary>Reads what is known, and asks the hosts when that is missing, too old, or about another VIP.</summary>
    /// <param name="spec">The spec as it stands, asked for at each reading.</param>
    /// <param name="ct">Cancelled when the page is left.</param>
    public async Task EnsureAsync(Func<InstallSpec?> spec, CancellationToken ct)
    {
        _spec = spec;
        await RefreshAsync(ct);
        if (IsRunning)
        {
            await FollowAsync(ct);
        }
        else if (WantsRun())
        {
            _triedVip = spec()?.Cluster.Vip;
            await RunAsync([], ct);
        }
    }

    /// <summary>Asks hosts again.</summary>
    /// <param name="hosts">Ids; empty = all.</param>
    /// <param name="ct">Cancelled when the page is left; the run goes on.</param>
    public async Task RunAsync(IReadOnlyList<string> hosts, CancellationToken ct)
    {
        var started = await gateway.RunAsync(new StartHostChecks(hosts, _spec()), ct: ct);
        Problem = started.Error;
        await RefreshAsync(ct);
        await FollowAsync(ct);
    }

    /// <summary>Sets a check aside.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> IgnoreAsync(string id, string host, string reason, CancellationToken ct)
    {
        var done = await gateway.RunAsync(new IgnoreCheck(id, reason, host), ct: ct);
        Problem = done.Error;
        await RefreshAsync(ct);
        return done.IsSuccess;
    }

    /// <summary>Lets a check count again.</summary>
    public async Task StopIgnoringAsync(HostCheckResult row, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (var ignored in (View?.Ignored ?? []).Where(i => i.Covers(row)))
        {
            Problem = (await gateway.RunAsync(new StopIgnoringCheck(ignored.Id, ignored.Host), ct: ct)).Error;
        }

        await RefreshAsync(ct);
    }

    /// <summary>Reads what is known.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var view = await gateway.RunAsync(new GetHostChecks(_spec()), background: true, ct: ct);
        if (view.IsSuccess)
        {
            View = view.Value;
        }

        Changed?.Invoke();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        if (_following)
        {
            return;
        }

        _following = true;
        try
        {
            while (IsRunning)
            {
                await Task.Delay(LookEvery, time, ct);
                await RefreshAsync(ct);
            }
        }
        finally
        {
            _following = false;
        }
    }

    // A VIP is looked for once by itself; whoever wants it again presses the button.
    private bool WantsRun()
    {
        if (!CanRun || View is not { } view)
        {
            return false;
        }

        var vip = _spec()?.Cluster.Vip ?? "";
        return All.IsEmpty || All.Any(r => r.IsExpired(view.Now) && r.Evidence.GoodFor > TimeSpan.Zero) ? _triedVip != vip || _triedVip is null
            : vip.Length > 0 && view.ProbedVip != vip && _triedVip != vip && System.Net.IPAddress.TryParse(vip, out _);
    }
}
