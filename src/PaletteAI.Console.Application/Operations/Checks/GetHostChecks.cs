using System.Collections.Immutable;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Checks;

/// <summary>What is known of the hosts now, judged by a spec, and the run that is on its way. Asks no host.</summary>
/// <param name="Spec">The spec; null = rows that need one are pending.</param>
[Operation("checks.get", Permission.View, AuditMode.RefusalsOnly, Route = "POST /api/v1/hosts/checks/state")]
[BrowserOnly("On the command line hosts check prints the report.")]
public sealed record GetHostChecks(InstallSpec? Spec = null) : IOperation<HostChecksView>;

/// <summary>Host checks as pages show them.</summary>
/// <param name="Run">The newest run; null = none since the console started.</param>
/// <param name="Report">The rows; null = nothing is known.</param>
/// <param name="WhyNot">Why the hosts cannot be asked; null = they can.</param>
/// <param name="IsSimulated">Whether the hosts are simulated.</param>
/// <param name="ToAccept">What has to be accepted before Deploy Cluster; empty = nothing.</param>
/// <param name="Ignored">What is set aside.</param>
/// <param name="Now">The console's time.</param>
public sealed record HostChecksView(
    HostCheckRun? Run, HostCheckReport? Report, Error? WhyNot, bool IsSimulated, string ToAccept, ImmutableArray<IgnoredCheck> Ignored, DateTimeOffset Now)
{
    /// <summary>The VIP the hosts looked for last; null = none did.</summary>
    public string? ProbedVip { get; init; }
}

internal sealed class GetHostChecksHandler(HostDirectory directory, HostCheckBoard board, IHostChannels channels, IHostCheckStore store, ApplianceFactReader facts, TimeProvider time)
    : IOperationHandler<GetHostChecks, HostChecksView>
{
    public async Task<Result<HostChecksView>> HandleAsync(GetHostChecks input, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenAsync([], context, ct);
        var known = await facts.ReadAsync(context, fresh: false, ct);
        var profile = input.Spec is { } spec ? DeployPlan.ProfileOf(spec, known.Value?.Archive) : null;
        var ignored = await store.ListIgnoredAsync(ct);
        // After a start nothing is known yet; the newest report of before still says what was found, and how old that is.
        var report = (board.Report([], input.Spec, profile) ?? (await store.FindNewestAsync(ct))?.Report)?.WithIgnored([.. ignored]);
        var used = (input.Spec?.NodePools ?? []).SelectMany(p => p.Hosts.Select(h => h.Uid)).ToHashSet(StringComparer.Ordinal);
        var toAccept = hosts.Error is { Code: HostDirectory.NoCredentials } ? HostCheckGate.NotAsked
            : report is not null && used.Count > 0 ? HostCheckGate.ToAccept(report.Of(used)) : "";
        return new HostChecksView(board.Run, report, hosts.Error, channels.IsSimulated, toAccept, [.. ignored], time.GetUtcNow())
        {
            ProbedVip = (board.Run?.Hosts ?? []).Select(h => board.Find(h.Host)?.ProbedVip).FirstOrDefault(v => v is not null),
        };
    }
}
