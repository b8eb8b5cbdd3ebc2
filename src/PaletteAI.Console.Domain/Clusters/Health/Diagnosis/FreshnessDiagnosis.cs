using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>Facts that are old or missing.</summary>
internal static class FreshnessDiagnosis
{
    private const string Api = "Kubernetes API";

    // Without these nothing can be said; without those further below it cannot be said that all is well.
    private static readonly FactKind[] _needed = [FactKind.Node, FactKind.Pod];

    private static readonly FactKind[] _wanted = [FactKind.Deployment, FactKind.StatefulSet, FactKind.DaemonSet, FactKind.CronJob, FactKind.Job];

    public static IEnumerable<Symptom> Diagnose(HealthInput input)
    {
        foreach (var kind in _needed.Concat(_wanted))
        {
            var freshness = input.Cluster.FreshnessOf(kind);
            var weight = _needed.Contains(kind) ? CauseWeight.Blind : CauseWeight.Unsure;
            if (freshness.AsOf is not { } asOf)
            {
                yield return new Symptom(CauseCodes.FactsMissing, "", Api, weight, null, $"{kind}", Because("Kubernetes did not tell all that is needed", freshness.Problem));
            }
            else if (input.Now - asOf > input.Limits.StaleAfter)
            {
                yield return new Symptom(CauseCodes.FactsStale, "", Api, weight, asOf, $"{kind}", Because($"No news from the cluster for {SpanText.Of(input.Now - asOf)}", freshness.Problem));
            }
        }
    }

    private static string Because(string what, string problem) => problem.Length > 0 ? $"{what}: {problem}" : $"{what}.";
}
