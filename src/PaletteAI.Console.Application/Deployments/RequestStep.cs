using System.Collections.Concurrent;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>
/// Gets the request to the appliance exactly once. After a crash or a lost answer it first looks whether the cluster is there, for
/// as long as the appliance may take to show it; only then is the request repeated.
/// </summary>
internal sealed class RequestStep(IAppliance appliance, TimeProvider time)
{
    // Deployments this process began and has not sent yet: nothing can have reached the appliance.
    private readonly ConcurrentDictionary<string, bool> _unsent = new(StringComparer.Ordinal);

    // When the look-out for a request that may have arrived began.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lookingSince = new(StringComparer.Ordinal);

    /// <summary>Notes that a deployment is new: its first request needs no look-out.</summary>
    public void MarkUnsent(string id) => _unsent[id] = true;

    /// <summary>Takes the step.</summary>
    /// <returns>The record as it is now known, to be stored by the caller, and what stood in the way.</returns>
    public async Task<(DeploymentRecord Record, Error? Problem)> TakeAsync(DeploymentRecord record, Secret token, CancellationToken ct)
    {
        var cluster = await appliance.GetClusterAsync(token, ct);
        if (cluster.Error is { } problem)
        {
            return (record, problem);
        }
        record = record with { LastHeartbeatAt = time.GetUtcNow() };
        if (cluster.Value is { } there)
        {
            return (Found(record, there), null);
        }
        if (record.PendingRequest is not { } body)
        {
            return (IsLookedFor(record.Id) ? record : Failed(record, DeploymentErrors.RequestLost), null);
        }
        return !_unsent.ContainsKey(record.Id) && IsLookedFor(record.Id) ? (record, null) : await SendAsync(record, token, body, ct);
    }

    private async Task<(DeploymentRecord Record, Error? Problem)> SendAsync(DeploymentRecord record, Secret token, Secret body, CancellationToken ct)
    {
        _unsent.TryRemove(record.Id, out _);
        _lookingSince[record.Id] = time.GetUtcNow();
        var sent = await appliance.CreateClusterAsync(token, body.Reveal(), ct);
        _lookingSince[record.Id] = time.GetUtcNow();
        if (sent.IsSuccess)
        {
            return (Accepted(record), null);
        }
        if (sent.Error.Code is not ("appliance-refused" or "appliance-failed"))
        {
            // It may have arrived: the next step looks.
            return (record, sent.Error);
        }
        // "It exists already" is what a request that arrived earlier gets.
        var cluster = await appliance.GetClusterAsync(token, ct);
        return cluster switch
        {
            { Error: { } problem } => (record, problem),
            { Value: { } there } => (Found(record, there), null),
            _ => (Failed(record, DeploymentErrors.Refused(sent.Error)), null),
        };
    }

    private bool IsLookedFor(string id) => time.GetUtcNow() - _lookingSince.GetOrAdd(id, _ => time.GetUtcNow()) < DeploymentPace.RequestGrace;

    private DeploymentRecord Found(DeploymentRecord record, ClusterDetails cluster) =>
        string.Equals(cluster.Name, record.ClusterName, StringComparison.Ordinal) && cluster.State != "Deleting"
            ? Accepted(record) with { LastSeen = cluster with { Kubeconfig = null } }
            : Failed(record, DeploymentErrors.OtherCluster(cluster.Name));

    private DeploymentRecord Accepted(DeploymentRecord record)
    {
        Forget(record.Id);
        return record with { Phase = DeploymentPhase.Accepted, PendingRequest = null };
    }

    private DeploymentRecord Failed(DeploymentRecord record, Error failure)
    {
        Forget(record.Id);
        return record with { Phase = DeploymentPhase.Failed, Failure = failure };
    }

    private void Forget(string id)
    {
        _unsent.TryRemove(id, out _);
        _lookingSince.TryRemove(id, out _);
    }
}
