using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Labels;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Kubernetes.Reading;

namespace PaletteAI.Console.Kubernetes;

/// <summary>The few changes, each bound to the version or uid that was looked at.</summary>
internal sealed class KubernetesClusterWriter(ClusterConnections connections) : IClusterWriter
{
    public async Task<Result<Unit>> SetLabelAsync(ClusterAccess access, LabelStep step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(step);
        var labels = new JsonObject { [InstallerLabel.Key] = step.Value };
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = step.ResourceVersion, ["labels"] = labels } };
        var done = await CallAsync(access, (client, end) => client.CoreV1.PatchNodeAsync(new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch), step.Node, cancellationToken: end), ct);
        return done.Error?.Code switch
        {
            ClusterErrors.ConflictCode => new Error(ErrorKind.Refused, "node-changed", $"Node {step.Node} changed since it was looked at.", "Look again and repeat."),
            ClusterErrors.NotFoundCode => new Error(ErrorKind.Refused, "node-not-found", $"There is no node {step.Node} any more.", "Choose another node."),
            _ => done,
        };
    }

    public async Task<Result<Unit>> CreateJobAsync(ClusterAccess access, CronJobFacts cronJob, string name, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        var connection = connections.For(access);
        if (!connection.IsSuccess)
        {
            return connection.Error;
        }

        var version = await FactLister.CronJobVersionAsync(connection.Value, ct);
        if (!version.IsSuccess)
        {
            return version.Error;
        }

        // The typed client knows no v1beta1, so the CronJob is read as it is; its Job template has the same shape in both.
        var path = $"/apis/batch/{version.Value}/namespaces/{Uri.EscapeDataString(cronJob.Namespace)}/cronjobs/{Uri.EscapeDataString(cronJob.Name)}";
        var found = await connection.Value.GetAsync(path, "application/json", async (stream, end) => await JsonNode.ParseAsync(stream, cancellationToken: end) as JsonObject ?? throw new JsonException(), ct);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (found.Value["metadata"]?["uid"]?.GetValue<string>() != cronJob.Meta.Uid)
        {
            return new Error(ErrorKind.Refused, "cron-job-changed", $"The CronJob {cronJob.Name} was replaced since it was looked at.", "Look again and repeat.");
        }

        var job = KubernetesJson.Deserialize<V1Job>(JobTemplates.ByHand(found.Value, version.Value, name).ToJsonString());
        var made = await connection.Value.CallAsync((client, end) => client.BatchV1.CreateNamespacedJobAsync(job, cronJob.Namespace, cancellationToken: end), ct);
        return made.IsSuccess ? Unit.Value
            : made.Error.Code == ClusterErrors.ConflictCode ? new Error(ErrorKind.Refused, "job-exists", $"There is a Job {name} already.", "Wait for it, or delete it.")
            : made.Error;
    }

    public async Task<Result<Unit>> DeleteJobAsync(ClusterAccess access, string ns, string name, CancellationToken ct)
    {
        var done = await CallAsync(access, (client, end) => client.BatchV1.DeleteNamespacedJobAsync(name, ns, propagationPolicy: "Background", cancellationToken: end), ct);
        return done.Error?.Code == ClusterErrors.NotFoundCode ? Unit.Value : done;
    }

    public async Task<Result<Unit>> TakeLeaseAsync(ClusterAccess access, string name, string holder, TimeSpan life, CancellationToken ct)
    {
        var connection = connections.For(access);
        return connection.IsSuccess ? await new ClusterLeases(connection.Value, connections.Time).TakeAsync(name, holder, life, ct) : connection.Error;
    }

    public async Task<Result<Unit>> GiveLeaseBackAsync(ClusterAccess access, string name, string holder, CancellationToken ct)
    {
        var connection = connections.For(access);
        return connection.IsSuccess ? await new ClusterLeases(connection.Value, connections.Time).GiveBackAsync(name, holder, ct) : connection.Error;
    }

    private async Task<Result<Unit>> CallAsync(ClusterAccess access, Func<k8s.Kubernetes, CancellationToken, Task> call, CancellationToken ct)
    {
        var connection = connections.For(access);
        return connection.IsSuccess ? await connection.Value.CallAsync(call, ct) : connection.Error;
    }
}
