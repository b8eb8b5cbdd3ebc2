using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>The hosts' last word before Deploy Cluster: all checks are made again, so no evidence is older than a moment.</summary>
internal sealed class DeployChecks(HostCheckBoard board, IHostCheckStore store, TimeProvider time)
{
    /// <summary>The report that allows it, or why it is refused.</summary>
    /// <param name="hosts">Hosts of the spec.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="profile">Its profile.</param>
    /// <param name="accepted">Codes that were accepted.</param>
    /// <param name="actor">Who deploys.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<HostCheckReport>> JudgeAsync(
        ImmutableArray<SurveyedHost> hosts, InstallSpec spec, ClusterProfile? profile, IReadOnlyList<string> accepted, string actor, CancellationToken ct)
    {
        var ignored = await store.ListIgnoredAsync(ct);
        var seen = board.Report([.. hosts.Select(h => h.Name)], spec, profile)?.WithIgnored([.. ignored]);
        var made = await board.CheckAsync(hosts, spec, profile, actor, ct);
        if (!made.IsSuccess)
        {
            return made.Error;
        }

        var now = made.Value.WithIgnored([.. ignored]);
        if (HostCheckGate.Blocking(now) is { Length: > 0 } blocking)
        {
            return new Error(ErrorKind.Refused, "host-checks-failed", $"{(blocking.Length == 1 ? "A host check fails" : $"{blocking.Length} host checks fail")}: {blocking[0].Message}", blocking[0].Fix) { Findings = blocking };
        }

        if (HostCheckGate.ToAccept(now) is { Length: > 0 } open && !accepted.Contains(HostCheckGate.PendingCode))
        {
            return new Error(ErrorKind.Refused, "not-accepted", $"Not accepted yet: {HostCheckGate.PendingCode}. {open}", "Find the answer, or accept it by its code.")
            {
                Findings = [new Finding("spec.nodePools", HostCheckGate.PendingCode, Severity.Warning, open, "Find the answer, or accept it by its code.")],
            };
        }

        return seen is not null && HostCheckGate.Worse(seen, now) is { Length: > 0 } worse
            ? new Error(ErrorKind.Refused, "host-checks-changed", $"The hosts say something else now than when they were last checked: {worse[0].Message}", "Read the new results, then deploy again.") { Findings = worse }
            : now;
    }

    /// <summary>Keeps the report a deployment was decided by.</summary>
    public Task KeepAsync(HostCheckReport report, string actor, string deploymentId, CancellationToken ct) =>
        store.AddAsync(new StoredHostChecks(time.GetUtcNow(), actor, report) { DeploymentId = deploymentId }, ct);
}
