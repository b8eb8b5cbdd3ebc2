using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Hosts.Facts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>Asks hosts for their facts, lets them try the ways to each other, and judges what came back.</summary>
public sealed class HostSurvey(TimeProvider time)
{
    // IPv4 and ICMP headers.
    private const int HeaderBytes = 28;
    private const int UsualMtu = 1500;
    private const int ScriptOutput = 1024 * 1024;

    /// <summary>How it goes about it.</summary>
    public SurveyOptions Options { get; init; } = new();

    /// <summary>Facts of all hosts, one round trip each; a host that cannot be asked has a problem instead.</summary>
    public async Task<ImmutableArray<HostUnderTest>> GatherAsync(IReadOnlyList<SurveyedHost> hosts, IProgress<SurveyProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return [.. await EachAsync(hosts, (h, token) => FactsAsync(h, progress, token), ct)];
    }

    /// <summary>Facts, probes and checks of all hosts.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="spec">What is to be installed; null = checks that need it are pending.</param>
    /// <param name="profile">The imported profile.</param>
    /// <param name="progress">Told where each host stands.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<HostCheckReport> CheckAsync(
        IReadOnlyList<SurveyedHost> hosts, InstallSpec? spec, ClusterProfile? profile, IProgress<SurveyProgress>? progress, CancellationToken ct)
    {
        return Judge(await SurveyAsync(hosts, [], spec?.Cluster.Vip ?? "", progress, ct), spec, profile, time.GetUtcNow());
    }

    /// <summary>Facts and probes of hosts.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="others">What is known of others, so that these try the ways to them as well.</param>
    /// <param name="vip">Address to look for; empty = none.</param>
    /// <param name="progress">Told where each host stands.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<ImmutableArray<HostUnderTest>> SurveyAsync(
        IReadOnlyList<SurveyedHost> hosts, IReadOnlyCollection<HostUnderTest> others, string vip, IProgress<SurveyProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(others);
        var gathered = await GatherAsync(hosts, progress, ct);
        ImmutableArray<HostUnderTest> all = [.. gathered, .. others.Where(o => gathered.All(g => g.Name != o.Name))];
        return [.. await EachAsync(hosts.Zip(gathered).ToArray(), (t, token) => ProbesAsync(t.First, t.Second, all, vip, progress, token), ct)];
    }

    /// <summary>Judges what is known by a spec.</summary>
    public static HostCheckReport Judge(IEnumerable<HostUnderTest> hosts, InstallSpec? spec, ClusterProfile? profile, DateTimeOffset now) =>
        HostCheckReport.Evaluate(new HostCheckFacts([.. hosts.Select(h => h with { IsControlPlane = RoleOf(h, spec) })], spec, profile), now);

    private static bool? RoleOf(HostUnderTest host, InstallSpec? spec) =>
        spec?.NodePools.FirstOrDefault(p => p.Hosts.Any(h => h.Uid == (host.Inventory?.Uid ?? host.Name))) is { } pool ? pool.Role == PoolRole.ControlPlane : null;

    private async Task<T[]> EachAsync<TIn, T>(IReadOnlyList<TIn> all, Func<TIn, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var bound = new SemaphoreSlim(Options.AtOnce);
        return await Task.WhenAll(all.Select(async one =>
        {
            await bound.WaitAsync(ct);
            try
            {
                return await work(one, ct);
            }
            finally
            {
                bound.Release();
            }
        }));
    }

    private async Task<HostUnderTest> FactsAsync(SurveyedHost host, IProgress<SurveyProgress>? progress, CancellationToken ct)
    {
        var under = new HostUnderTest(host.Name, host.Address) { Inventory = host.Inventory };
        progress?.Report(new SurveyProgress(host.Name, SurveyStage.Asking));
        var patient = new PatientHost(host, Options, time, progress);
        var access = await patient.TryAsync(SurveyStage.Asking, c => host.Channel.GetRootAccessAsync(c), ct);
        if (!access.IsSuccess)
        {
            return Failed(under, access.Error, progress);
        }

        var refused = access.Value == RootAccess.None ? (await host.Channel.RunAsync(HostCommand.Of("true") with { AsRoot = true }, ct)).Error : null;
        var ran = await ScriptAsync(patient, host, SurveyStage.Asking, FactScript.Text, [], access.Value != RootAccess.None, ct);
        return ran.IsSuccess
            ? under with
            {
                KeyIsPinned = true,
                HasRoot = access.Value != RootAccess.None,
                RootProblem = refused?.Message ?? "",
                Facts = FactReader.Read(ran.Value.Sections, new RoundTrip(ran.Value.Command.SentAt, ran.Value.Command.SentAt + ran.Value.Command.Took)) with { IsSimulated = host.Channel.IsSimulated },
            }
            : Failed(under, ran.Error, progress);
    }

    private async Task<HostUnderTest> ProbesAsync(
        SurveyedHost host, HostUnderTest under, ImmutableArray<HostUnderTest> all, string vip, IProgress<SurveyProgress>? progress, CancellationToken ct)
    {
        if (under.Facts is null)
        {
            return under;
        }

        progress?.Report(new SurveyProgress(host.Name, SurveyStage.Probing));
        var peers = all.Where(h => h.Address != under.Address && Domain.Hosts.Addresses.IpText.TryParse(h.Address, out _)).ToList();
        var isVip = Domain.Hosts.Addresses.IpText.TryParse(vip, out _);
        ImmutableArray<string> arguments =
            [isVip ? vip : "", under.Address, .. peers.SelectMany(p => new[] { p.Address, (Math.Min(MtuOf(under), MtuOf(p)) - HeaderBytes).ToString(CultureInfo.InvariantCulture) })];
        var patient = new PatientHost(host, Options, time, progress) { WasReached = true };
        var ran = await ScriptAsync(patient, host, SurveyStage.Probing, ProbeScript.Text, arguments, under.HasRoot == true, ct);
        if (!ran.IsSuccess)
        {
            return Failed(under, ran.Error, progress);
        }

        progress?.Report(new SurveyProgress(host.Name, SurveyStage.Done));
        return under with { ProbedVip = isVip ? vip : "", Probes = ProbeReader.Read(ran.Value.Sections, isVip, [.. peers.Select(p => p.Address)], time.GetUtcNow()) };
    }

    private async Task<Result<ScriptRun>> ScriptAsync(
        PatientHost patient, SurveyedHost host, SurveyStage stage, string script, ImmutableArray<string> arguments, bool asRoot, CancellationToken ct)
    {
        var mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var command = new HostCommand(["/bin/sh", "-c", script, "palette", mark, .. arguments]) { AsRoot = asRoot, TimeLimit = Options.ScriptLimit, OutputLimit = ScriptOutput };
        var ran = await patient.TryAsync(stage, c => host.Channel.RunAsync(command, c), ct);
        return ran.Map(r => new ScriptRun(r, FactSections.Split(r.Text, mark)));
    }

    private static int MtuOf(HostUnderTest host) =>
        host.Facts?.Nics.FirstOrDefault(n => n.Addresses.Any(a => a.Ip == host.Address)) is { Mtu: > HeaderBytes } nic ? nic.Mtu : UsualMtu;

    private static HostUnderTest Failed(HostUnderTest host, Error error, IProgress<SurveyProgress>? progress)
    {
        progress?.Report(new SurveyProgress(host.Name, SurveyStage.Failed, error.Message));
        return host with { Problem = error };
    }

    private sealed record ScriptRun(CommandResult Command, FactSections Sections);
}
