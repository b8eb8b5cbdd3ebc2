using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health.Diagnosis;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>Judges a cluster: every pod that is not well belongs to a cause, causes are grouped, the root comes first, nothing is hidden.</summary>
public static class HealthEngine
{
    /// <summary>Judges.</summary>
    public static HealthReport Judge(HealthInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var index = new ClusterIndex(input);
        var installer = InstallerReader.Read(input, index);
        var findings = input.Cluster.Pods.Select(p => (Pod: p, Finding: PodDiagnosis.Diagnose(p, index))).ToArray();
        var symptoms = FreshnessDiagnosis.Diagnose(input)
            .Concat(NodeDiagnosis.Diagnose(index))
            .Concat(PodSymptoms(findings, installer, index))
            .Concat(WorkloadDiagnosis.Diagnose(findings, installer, index))
            .Concat(InstallerDiagnosis.Diagnose(installer, index))
            .Concat(EndpointDiagnosis.Diagnose(input, installer.CronJob is null || installer.EverSucceeded));
        var causes = CauseOrder.Sort(CauseGrouping.Group(symptoms));
        var verdict = VerdictOf(causes);
        return new HealthReport(
            verdict, SinceOf(causes, verdict), [.. causes.Where(c => c.Weight != CauseWeight.Note)], [.. causes.Where(c => c.Weight == CauseWeight.Note)],
            HealthFacts.Of(input, findings, installer), input.Now)
        {
            InstallerHasSucceeded = installer.EverSucceeded,
        };
    }

    private static IEnumerable<Symptom> PodSymptoms((PodFacts Pod, PodFinding Finding)[] findings, InstallerStatus installer, ClusterIndex index)
    {
        JobFacts[] jobs = installer.CronJob is { } cronJob ? [.. InstallerJobs.Of(cronJob, index.Input.Cluster.Jobs)] : [];
        var others = new List<(PodFacts Pod, PodFinding Finding)>(findings.Length);
        foreach (var (pod, finding) in findings)
        {
            if (finding.Symptom is { } symptom && InstallerDiagnosis.OfPod(pod, symptom, installer, jobs) is { } waiting)
            {
                yield return waiting;
            }
            else
            {
                others.Add((pod, finding));
            }
        }
        foreach (var symptom in DependencyDiagnosis.Resolve(others, index))
        {
            yield return symptom;
        }
    }

    private static Verdict VerdictOf(IReadOnlyCollection<HealthCause> causes)
    {
        bool Has(CauseWeight weight) => causes.Any(c => c.Weight == weight);
        return Has(CauseWeight.Blind) ? Verdict.Unknown
            : Has(CauseWeight.Failing) ? Verdict.Failing
            : Has(CauseWeight.Degraded) ? Verdict.Degraded
            // While the installer waits, nobody expects endpoints.
            : causes.Any(c => c.Code is CauseCodes.InstallerWaitsForLabel or CauseCodes.InstallerFirstRun) ? Verdict.Waiting
            : Has(CauseWeight.Unsure) ? Verdict.Unknown
            : Has(CauseWeight.Waiting) ? Verdict.Waiting
            : Verdict.Healthy;
    }

    private static DateTimeOffset? SinceOf(IReadOnlyCollection<HealthCause> causes, Verdict verdict) => causes.Where(c => verdict == c.Weight switch
    {
        CauseWeight.Blind or CauseWeight.Unsure => Verdict.Unknown,
        CauseWeight.Failing => Verdict.Failing,
        CauseWeight.Degraded => Verdict.Degraded,
        _ => Verdict.Waiting,
    }).Min(c => c.Since);
}
