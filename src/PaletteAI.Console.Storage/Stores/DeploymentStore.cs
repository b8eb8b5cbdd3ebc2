using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Storage.Database;
using PaletteAI.Console.Storage.Secrets;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>The deployment journal.</summary>
internal sealed class DeploymentStore(ConsoleDatabase database, ISecretProtector protector) : IDeploymentStore
{
    private const string TokenPurpose = "deployment-token";
    private const string RequestPurpose = "deployment-request";
    // An hour of conditions of three hosts is a few hundred; an appliance gone mad must not fill the disk.
    private const int MaxObservations = 5_000;
    private const int MaxMessage = 4_096;

    public Task<Result<DeploymentRecord>> BeginAsync(DeploymentRecord record, CancellationToken ct)
    {
        var begun = record with { Phase = DeploymentPhase.Requested };
        return database.WriteAsync<Result<DeploymentRecord>>(
            c =>
            {
                if (c.Scalar("SELECT cluster_name FROM deployments WHERE ended_at IS NULL") is string running)
                {
                    return new Error(
                        ErrorKind.Refused, "deployment-running", $"The deployment of {running} has not ended.", "Watch it under Cluster, Overview.");
                }

                c.Execute(
                    """
                    INSERT INTO deployments (id, cluster_name, started_by, started_at, ended_at, phase, spec_yaml, plan_sha256, pending_request,
                                             host_uids, hosts, expected_order, accepted, token, token_expires_at, last_heartbeat_at, last_seen, failure)
                    VALUES ($id, $cluster, $by, $started, $ended, $phase, $spec, $plan, $request,
                            $hostUids, $hosts, $order, $accepted, $token, $tokenExpires, $heartbeat, $seen, $failure)
                    """,
                    Parameters(begun));
                return begun;
            },
            ct);
    }

    public Task<DeploymentRecord?> FindAsync(string id, CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM deployments WHERE id = $id", Read, ("$id", id)).FirstOrDefault(), ct);

    public Task<DeploymentRecord?> FindLatestAsync(CancellationToken ct) => database.ReadAsync(
        c => c.Query("SELECT * FROM deployments ORDER BY number DESC LIMIT 1", Read).FirstOrDefault(), ct);

    public Task UpdateAsync(DeploymentRecord record, CancellationToken ct) => database.WriteAsync(
        c =>
        {
            var changed = c.Execute(
                """
                UPDATE deployments SET cluster_name = $cluster, started_by = $by, started_at = $started, ended_at = $ended, phase = $phase,
                    spec_yaml = $spec, plan_sha256 = $plan, pending_request = $request, host_uids = $hostUids, hosts = $hosts,
                    expected_order = $order, accepted = $accepted, token = $token, token_expires_at = $tokenExpires, last_heartbeat_at = $heartbeat, last_seen = $seen, failure = $failure
                WHERE id = $id
                """,
                Parameters(record));
            if (changed != 1)
            {
                throw new InvalidOperationException($"There is no deployment {record.Id} to update.");
            }
        },
        ct);

    public Task AppendObservationAsync(string deploymentId, DeploymentObservation observation, CancellationToken ct) => database.WriteQuicklyAsync(
        c => c.Execute(
            """
            INSERT INTO deployment_observations (deployment_id, key, at, lane, type, reason, status, message)
            SELECT $deployment, $key, $at, $lane, $type, $reason, $status, $message
            WHERE (SELECT count(*) FROM deployment_observations WHERE deployment_id = $deployment) < $max
            ON CONFLICT (deployment_id, key) DO NOTHING
            """,
            ("$deployment", deploymentId), ("$key", observation.Key), ("$at", observation.At), ("$lane", observation.Lane),
            ("$type", observation.Type), ("$reason", observation.Reason), ("$status", observation.Status),
            ("$message", observation.Message.Length > MaxMessage ? observation.Message[..MaxMessage] : observation.Message), ("$max", MaxObservations)),
        ct);

    public Task<IReadOnlyList<DeploymentObservation>> ListObservationsAsync(string deploymentId, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<DeploymentObservation>>(
            c => c.Query(
                "SELECT * FROM deployment_observations WHERE deployment_id = $id ORDER BY at, number",
                r => new DeploymentObservation(
                    r.Text("key"), r.Time("at"), r.Text("lane"), r.Text("type"), r.Text("reason"), r.Text("status"), r.Text("message")),
                ("$id", deploymentId)),
            ct);

    private (string, object?)[] Parameters(DeploymentRecord record) =>
    [
        ("$id", record.Id), ("$cluster", record.ClusterName), ("$by", record.StartedBy), ("$started", record.StartedAt), ("$ended", record.EndedAt),
        ("$phase", record.Phase.ToString()), ("$spec", record.SpecYaml), ("$plan", record.PlanSha256),
        ("$request", protector.ProtectOrNull(RequestPurpose, record.PendingRequest)), ("$hostUids", StoredJson.Write(record.HostUids)),
        ("$hosts", StoredJson.Write(record.Hosts)), ("$order", StoredJson.Write(record.ExpectedOrder)),
        ("$accepted", StoredJson.Write(record.Accepted)), ("$token", protector.ProtectOrNull(TokenPurpose, record.Token)),
        ("$tokenExpires", record.TokenExpiresAt), ("$heartbeat", record.LastHeartbeatAt),
        ("$seen", record.LastSeen is null ? null : StoredJson.Write(record.LastSeen)),
        ("$failure", record.Failure is null ? null : StoredJson.Write(record.Failure)),
    ];

    private DeploymentRecord Read(SqliteDataReader row) => new()
    {
        Id = row.Text("id"),
        ClusterName = row.Text("cluster_name"),
        StartedBy = row.Text("started_by"),
        StartedAt = row.Time("started_at"),
        EndedAt = row.TimeOrNull("ended_at"),
        Phase = Enum.Parse<DeploymentPhase>(row.Text("phase")),
        SpecYaml = row.Text("spec_yaml"),
        PlanSha256 = row.Text("plan_sha256"),
        PendingRequest = protector.UnprotectOrNull(RequestPurpose, row.TextOrNull("pending_request")),
        HostUids = StoredJson.Read<string[]>(row.Text("host_uids")),
        Hosts = StoredJson.Read<PlannedHost[]>(row.Text("hosts")),
        ExpectedOrder = StoredJson.Read<ImmutableArray<ExpectedCategory>>(row.Text("expected_order")),
        Accepted = StoredJson.Read<string[]>(row.Text("accepted")),
        Token = protector.UnprotectOrNull(TokenPurpose, row.TextOrNull("token")),
        TokenExpiresAt = row.Time("token_expires_at"),
        LastHeartbeatAt = row.TimeOrNull("last_heartbeat_at"),
        LastSeen = StoredJson.ReadOrNull<ClusterDetails>(row.TextOrNull("last_seen")),
        Failure = StoredJson.ReadOrNull<Error>(row.TextOrNull("failure")),
    };
}
