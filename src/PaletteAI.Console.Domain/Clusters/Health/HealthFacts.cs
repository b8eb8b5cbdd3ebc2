using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health.Diagnosis;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>The facts a verdict rests on, each with source and age.</summary>
internal static class HealthFacts
{
    private const string Kubernetes = "Kubernetes API";
    private const string Unknown = "unknown";

    public static ImmutableArray<HealthFact> Of(HealthInput input, (PodFacts Pod, PodFinding Finding)[] findings, InstallerStatus installer) =>
        [.. ClusterFacts(input, findings), .. InstallerFacts(input, installer), .. EndpointFacts(input), .. JobFacts(input, installer)];

    private static IEnumerable<HealthFact> ClusterFacts(HealthInput input, (PodFacts Pod, PodFinding Finding)[] findings)
    {
        var nodes = input.Cluster.Nodes;
        yield return Make(input, FactKind.Node, "nodes ready", $"{nodes.Count(n => n.IsReady)}/{nodes.Count}");
        var alive = findings.Where(f => f.Finding.Condition != PodCondition.Done).ToArray();
        var ended = findings.Count(f => f.Pod.Phase == "Succeeded");
        yield return Make(input, FactKind.Pod, "pods ready", $"{alive.Count(f => f.Finding.Condition == PodCondition.Well)}/{alive.Length}{(ended > 0 ? $" ({ended} completed)" : "")}");
        var workloads = input.Cluster.Deployments.Cast<WorkloadFacts>().Concat(input.Cluster.StatefulSets).Concat(input.Cluster.DaemonSets).ToArray();
        yield return Make(input, FactKind.Deployment, "workloads complete", $"{workloads.Count(w => w.Ready >= w.Desired)}/{workloads.Length}");
    }

    private static IEnumerable<HealthFact> InstallerFacts(HealthInput input, InstallerStatus installer)
    {
        if (installer.CronJob is not { } cronJob)
        {
            yield return Make(input, FactKind.CronJob, "installer", "not found");
            yield break;
        }
        yield return Make(input, FactKind.CronJob, "installer", $"{cronJob.Namespace}/{cronJob.Name}{(cronJob.Suspended ? " (suspended)" : "")}");
        yield return Make(input, FactKind.Job, "installer last run", installer.LastRun is { } last ? last.Result == RunResult.Succeeded ? "succeeded" : "failed" : "none");
        yield return Make(input, FactKind.Node, "installer node", installer.Place.Nodes.IsEmpty ? installer.Place.Selects ? "none" : "any" : string.Join(", ", installer.Place.Nodes));
    }

    private static IEnumerable<HealthFact> EndpointFacts(HealthInput input)
    {
        foreach (var path in EndpointPlaces.Paths)
        {
            var report = input.Endpoints.FirstOrDefault(e => e.Path == path);
            var isOld = report is null || EndpointDiagnosis.IsOld(report, input);
            yield return new HealthFact($"endpoint {path}", report is null || isOld ? Unknown : Words(report), "probe from this machine", report?.AsOf, report is not null && isOld);
        }
        yield return Vip(input);
    }

    private static HealthFact Vip(HealthInput input)
    {
        var probes = input.Endpoints.SelectMany(e => e.Results).Where(r => r.Target.Route == ProbeRoute.Vip).ToArray();
        var asOf = probes.Length == 0 ? (DateTimeOffset?)null : probes.Max(p => p.TakenAt);
        var isOld = asOf is { } at && input.Now - at > input.Limits.StaleAfter;
        var answers = probes.Any(p => p.Layers.Any(l => l is { Layer: ProbeLayer.Connection, State: LayerState.Passed }));
        return new HealthFact("VIP", asOf is null || isOld ? Unknown : $"{probes[0].Target.Host} {(answers ? "answers" : "does not answer")}", "probe from this machine", asOf, isOld);
    }

    // Failed Jobs that are not the installer's decide nothing, but they are told.
    private static IEnumerable<HealthFact> JobFacts(HealthInput input, InstallerStatus installer)
    {
        foreach (var job in input.Cluster.Jobs.Where(j => j.IsFailed && (installer.CronJob is not { } cronJob || !InstallerJobs.IsRunOf(cronJob, j))))
        {
            yield return Make(input, FactKind.Job, $"job {job.Namespace}/{job.Name}", "failed");
        }
    }

    private static string Words(EndpointReport report) => report.State switch
    {
        EndpointState.Good or EndpointState.Settling => "answers",
        EndpointState.Broken => report.Message,
        _ => Unknown,
    };

    private static HealthFact Make(HealthInput input, FactKind kind, string name, string value)
    {
        var asOf = input.Cluster.FreshnessOf(kind).AsOf;
        return new HealthFact(name, asOf is null ? Unknown : value, Kubernetes, asOf, asOf is { } at && input.Now - at > input.Limits.StaleAfter);
    }
}
