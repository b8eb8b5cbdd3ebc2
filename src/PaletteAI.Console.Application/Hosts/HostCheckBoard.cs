using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Hosts.Facts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>
/// What is known of the hosts, and the run of checks that is on its way: one for the whole console, so that leaving a page ends nothing
/// and every page sees the same. Facts are kept, so that a changed spec is judged again without asking the hosts.
/// </summary>
public sealed class HostCheckBoard(HostSurvey survey, IHostCheckStore store, TimeProvider time, ILogger<HostCheckBoard> log) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private ImmutableDictionary<string, HostUnderTest> _hosts = ImmutableDictionary.Create<string, HostUnderTest>(StringComparer.Ordinal);
    private HostCheckRun? _run;
    private Task _running = Task.CompletedTask;

    /// <summary>The newest run; null = none since the console started.</summary>
    public HostCheckRun? Run
    {
        get
        {
            lock (_gate)
            {
                return _run;
            }
        }
    }

    /// <summary>Facts of a host; null = not gathered since the console started, or not to be had.</summary>
    public HostUnderTest? Find(string host)
    {
        lock (_gate)
        {
            return _hosts.GetValueOrDefault(host);
        }
    }

    /// <summary>Takes facts gathered outside a run; what was probed before stays with its own age.</summary>
    public void Take(IEnumerable<HostUnderTest> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        lock (_gate)
        {
            _hosts = _hosts.SetItems(hosts.Select(h => KeyValuePair.Create(
                h.Name, _hosts.GetValueOrDefault(h.Name) is { } known ? h with { Probes = known.Probes, ProbedVip = known.ProbedVip } : h)));
        }
    }

    /// <summary>Begins a run, unless one is on its way: then that one is returned.</summary>
    public HostCheckRun Start(IReadOnlyList<SurveyedHost> hosts, InstallSpec? spec, ClusterProfile? profile, string actor)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        lock (_gate)
        {
            if (_run is not { IsRunning: true })
            {
                Begin(hosts, spec, profile, actor);
            }

            return _run!;
        }
    }

    /// <summary>Checks hosts now: waits for a run that is on its way, then runs its own.</summary>
    public async Task<Result<HostCheckReport>> CheckAsync(IReadOnlyList<SurveyedHost> hosts, InstallSpec? spec, ClusterProfile? profile, string actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        while (true)
        {
            Task wait;
            bool mine;
            lock (_gate)
            {
                mine = _run is not { IsRunning: true };
                if (mine)
                {
                    Begin(hosts, spec, profile, actor);
                }

                wait = _running;
            }

            await wait.WaitAsync(ct);
            if (mine)
            {
                return Run is { Problem.Length: > 0 } broken
                    ? new Error(ErrorKind.Internal, "host-checks-broke-off", broken.Problem, "Try again.")
                    : Report([.. hosts.Select(h => h.Name)], spec, profile) ?? new HostCheckReport([]);
            }
        }
    }

    /// <summary>What is known of some hosts, judged by a spec; null = nothing is known of any of them.</summary>
    /// <param name="hosts">Ids; empty = all.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="profile">Its profile.</param>
    public HostCheckReport? Report(IReadOnlyCollection<string> hosts, InstallSpec? spec, ClusterProfile? profile)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        HostUnderTest[] known;
        lock (_gate)
        {
            known = [.. _hosts.Values.Where(h => hosts.Count == 0 || hosts.Contains(h.Name)).OrderBy(h => h.Name, StringComparer.Ordinal)];
        }

        return known.Length == 0 ? null : HostSurvey.Judge(known, spec, profile, time.GetUtcNow());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private void Begin(IReadOnlyList<SurveyedHost> hosts, InstallSpec? spec, ClusterProfile? profile, string actor)
    {
        var now = time.GetUtcNow();
        _run = new HostCheckRun(now, actor, [.. hosts.Select(h => new HostCheckProgress(h.Name, SurveyStage.Asking, "", now))]);
        var token = _end.Token;
        _running = Task.Run(() => RunAsync(hosts, spec, profile, actor, token), CancellationToken.None);
    }

    private async Task RunAsync(IReadOnlyList<SurveyedHost> hosts, InstallSpec? spec, ClusterProfile? profile, string actor, CancellationToken ct)
    {
        var problem = "";
        try
        {
            HostUnderTest[] others;
            lock (_gate)
            {
                others = [.. _hosts.Values];
            }

            var found = await survey.SurveyAsync(hosts, others, spec?.Cluster.Vip ?? "", new Notes(this), ct);
            lock (_gate)
            {
                _hosts = _hosts.SetItems(found.Select(h => KeyValuePair.Create(h.Name, h)));
            }

            await store.AddAsync(new StoredHostChecks(time.GetUtcNow(), actor, HostSurvey.Judge(found, spec, profile, time.GetUtcNow())), ct);
        }
        catch (Exception e)
        {
            problem = e is OperationCanceledException ? "The console was stopped." : "The checks broke off because of a fault of the console; its log says which.";
            log.LogError(e, "The host checks broke off");
        }
        finally
        {
            lock (_gate)
            {
                _run = _run! with { EndedAt = time.GetUtcNow(), Problem = problem };
            }
        }
    }

    private void Note(SurveyProgress progress)
    {
        lock (_gate)
        {
            _run = _run! with
            {
                Hosts = [.. _run.Hosts.Select(h => h.Host != progress.Host || (h.Stage == progress.Stage && h.Message == progress.Message) ? h : new HostCheckProgress(h.Host, progress.Stage, progress.Message, time.GetUtcNow()))],
            };
        }
    }

    private sealed class Notes(HostCheckBoard board) : IProgress<SurveyProgress>
    {
        public void Report(SurveyProgress value) => board.Note(value);
    }
}
