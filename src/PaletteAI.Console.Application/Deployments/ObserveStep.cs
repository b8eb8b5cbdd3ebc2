using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>Looks how the deployment goes. Every look can be repeated; what was seen is kept, because rebooting hosts forget.</summary>
internal sealed class ObserveStep(IAppliance appliance, IDeploymentStore store, DeploymentPace pace, TimeProvider time)
{
    /// <summary>The newest events are shown; more would only be scrolled past.</summary>
    private const int MostEvents = 500;

    private (string Id, DateTimeOffset Since)? _missing;

    /// <summary>Takes the step.</summary>
    /// <returns>The record as it is now known, to be stored by the caller, and what was heard besides.</returns>
    public async Task<(DeploymentRecord Record, LiveFacts Live)> TakeAsync(DeploymentRecord record, Secret token, LiveFacts live, CancellationToken ct)
    {
        var cluster = await appliance.GetClusterAsync(token, ct);
        if (cluster.Error is { } problem)
        {
            return (record, live with { Problem = problem });
        }
        record = record with { LastHeartbeatAt = time.GetUtcNow() };
        live = await ListenAsync(token, live, ct) with { Problem = null };
        record = await KeepStagesAsync(record, cluster.Value, token, ct);
        return (Conclude(record, cluster.Value), live);
    }

    private async Task<DeploymentRecord> KeepStagesAsync(DeploymentRecord record, ClusterDetails? cluster, Secret token, CancellationToken ct)
    {
        var lifecycle = await appliance.GetLifecycleEventsAsync(token, ct);
        if (!lifecycle.IsSuccess)
        {
            return record;
        }
        var created = cluster?.CreatedAt ?? record.LastSeen?.CreatedAt;
        foreach (var milestone in MilestoneReader.Read(lifecycle.Value, record.Hosts, created, record.StartedAt, time.GetUtcNow()))
        {
            await store.AppendObservationAsync(record.Id, DeploymentViews.ToObservation(milestone), ct);
        }
        return lifecycle.Value.ExpectedOrder.IsDefaultOrEmpty ? record : record with { ExpectedOrder = lifecycle.Value.ExpectedOrder };
    }

    // None of these decides anything: what cannot be had stays as it was.
    private async Task<LiveFacts> ListenAsync(Secret token, LiveFacts live, CancellationToken ct)
    {
        var packs = await appliance.GetApplicationsAsync(token, ct);
        var events = await appliance.GetClusterEventsAsync(token, "", ct);
        var links = await appliance.GetLinkStatusAsync(token, ct);
        return live with
        {
            Packs = packs.IsSuccess ? packs.Value : live.Packs,
            Events = events.IsSuccess ? [.. events.Value.OrderByDescending(e => e.At ?? DateTimeOffset.MinValue).Take(MostEvents)] : live.Events,
            Sightings = links.IsSuccess ? [.. links.Value.Peers.Select(p => Sight(p, live))] : live.Sightings,
            LeaderUid = live.LeaderUid.Length > 0 ? live.LeaderUid : await LeaderAsync(token, ct),
        };
    }

    private async Task<string> LeaderAsync(Secret token, CancellationToken ct) =>
        await appliance.GetCurrentHostAsync(token, ct) is { IsSuccess: true } host ? host.Value.Uid : "";

    private HostSighting Sight(EdgeHost peer, LiveFacts live)
    {
        var isAway = peer.Health.Equals("Unhealthy", StringComparison.OrdinalIgnoreCase);
        var before = live.Sightings.FirstOrDefault(s => s.Uid == peer.Uid);
        return new HostSighting(peer.Uid, isAway ? before?.LastSeenAt ?? time.GetUtcNow() : time.GetUtcNow(), isAway);
    }

    private DeploymentRecord Conclude(DeploymentRecord record, ClusterDetails? cluster)
    {
        if (cluster is null)
        {
            return Missing(record);
        }
        _missing = null;
        record = record with { LastSeen = cluster with { Kubeconfig = null } };
        if (Is(cluster.State, "Error"))
        {
            return record with { Phase = DeploymentPhase.Failed, Failure = DeploymentErrors.ClusterError(cluster) };
        }
        return record with { Phase = Is(cluster.State, "Running") && Is(cluster.Health, "Healthy") ? DeploymentPhase.Running : DeploymentPhase.Provisioning };
    }

    // The appliance may forget its cluster while it restarts; only a long absence means that it was deleted.
    private DeploymentRecord Missing(DeploymentRecord record)
    {
        if (record.LastSeen is null)
        {
            return record;
        }
        var now = time.GetUtcNow();
        _missing = _missing is { } m && m.Id == record.Id ? m : (record.Id, now);
        return now - _missing.Value.Since < pace.StallAfter ? record : record with { Phase = DeploymentPhase.Failed, Failure = DeploymentErrors.Gone };
    }

    private static bool Is(string reported, string word) => reported.Equals(word, StringComparison.OrdinalIgnoreCase);
}
