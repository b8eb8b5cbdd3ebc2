using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>
/// Why no node takes a pod. Computed from the nodes and the pod, because the scheduler's message names neither label nor selector; where the
/// message knows more (ports, volumes, limits), it is followed.
/// </summary>
internal static class SchedulingDiagnosis
{
    /// <summary>Taints the node controller sets because of what is wrong with the node itself.</summary>
    private const string NodeProblemPrefix = "node.kubernetes.io/";

    private const string CordonTaint = "node.kubernetes.io/unschedulable";

    public static Symptom Diagnose(PodFacts pod, ClusterIndex index, ConditionFacts scheduled)
    {
        var said = scheduled.Message;
        if (VolumeDiagnosis.OfUnscheduled(pod, index, said) is { } volume)
        {
            return volume with { Since = scheduled.Since ?? pod.Meta.CreatedAt };
        }
        NodeFacts[] matching = [.. index.Nodes.Where(n => Matches(n, pod.Scheduling))];
        var symptom = index.Nodes.Count == 0 ? Make(CauseCodes.Unschedulable, "nodes", "There is no node.")
            : matching.Length == 0 ? NoMatch(pod, index)
            : Blocked(pod, index, matching) ?? Make(CauseCodes.Unschedulable, ClusterIndex.WorkloadName(pod), $"The scheduler says: {Texts.Short(said)}", pod.Namespace);
        return symptom with { Victim = PodDiagnosis.VictimOf(pod), Since = scheduled.Since ?? pod.Meta.CreatedAt };
    }

    /// <summary>Whether selector and required affinity take a node.</summary>
    public static bool Matches(NodeFacts node, SchedulingHints hints) =>
        node.Labels.Match(hints.NodeSelector)
        && (hints.RequiredTerms.IsEmpty || hints.RequiredTerms.Any(t => !t.IsEmpty && t.All(r => IsMet(r, node))));

    private static bool IsMet(NodeRequirement requirement, NodeFacts node) =>
        requirement.IsMetBy(requirement.Key == "metadata.name" ? node.Name : node.Labels[requirement.Key]);

    private static Symptom Make(string code, string subject, string message, string ns = "") => new(code, ns, subject, CauseWeight.Degraded, null, "", message);

    private static Symptom NoMatch(PodFacts pod, ClusterIndex index)
    {
        foreach (var (key, value) in pod.Scheduling.NodeSelector.Pairs)
        {
            if (!index.Nodes.Any(n => n.Labels.Has(key, value)))
            {
                return Make(CauseCodes.SelectorMatchesNoNode, key, $"No node carries the label {key}={value}.");
            }
        }
        if (!pod.Scheduling.NodeSelector.IsEmpty && !index.Nodes.Any(n => n.Labels.Match(pod.Scheduling.NodeSelector)))
        {
            return Make(CauseCodes.SelectorMatchesNoNode, pod.Scheduling.NodeSelector.Pairs[0].Key, $"No node carries all of the labels {pod.Scheduling.NodeSelector}.");
        }
        var unmet = pod.Scheduling.RequiredTerms.SelectMany(t => t).FirstOrDefault(r => !index.Nodes.Any(n => IsMet(r, n)));
        return unmet is not null
            ? Make(CauseCodes.SelectorMatchesNoNode, unmet.Key, $"No node fulfils the required affinity {unmet}.")
            : Make(CauseCodes.SelectorMatchesNoNode, pod.Scheduling.RequiredTerms.FirstOrDefault(t => !t.IsEmpty) is { IsDefault: false } t ? t[0].Key : "affinity", "No node fulfils selector and required affinity together.");
    }

    // Nodes match, but each has something against the pod. Lacking resources count most: taints are usually meant.
    private static Symptom? Blocked(PodFacts pod, ClusterIndex index, NodeFacts[] matching)
    {
        var obstacles = matching.Select(n => (Node: n, Taint: Untolerated(n, pod.Scheduling))).ToArray();
        NodeFacts[] open = [.. obstacles.Where(o => o.Taint is null && !o.Node.Unschedulable).Select(o => o.Node)];
        if (open.Length > 0 && Lacking(pod, index, open) is { } lacking)
        {
            return lacking;
        }
        // A node that is down and would have taken the pod is nearer to the root than what the others have against it.
        var broken = obstacles.FirstOrDefault(o => o.Taint is { } t && t.Key.StartsWith(NodeProblemPrefix, StringComparison.Ordinal) && t.Key != CordonTaint);
        if (broken.Node is not null)
        {
            return NodeDiagnosis.OfTaint(broken.Node, broken.Taint!);
        }
        if (open.Length > 0)
        {
            return null;
        }
        NodeFacts[] cordoned = [.. obstacles.Where(o => o.Node.Unschedulable && (o.Taint is null || o.Taint.Key == CordonTaint)).Select(o => o.Node)];
        if (cordoned.Length > 0)
        {
            var names = Texts.List([.. cordoned.Select(n => n.Name)]);
            return Make(CauseCodes.NodesCordoned, names, $"{names} {(cordoned.Length == 1 ? "is" : "are")} cordoned, and no other node may take the pods.");
        }
        var taint = obstacles.Where(o => o.Taint is not null).GroupBy(o => TaintSyntax.Format(o.Taint!), StringComparer.Ordinal)
            .OrderBy(g => g.All(o => IsControlPlane(o.Taint!))).ThenByDescending(g => g.Count()).FirstOrDefault();
        return taint is null ? null
            : Make(CauseCodes.TaintNotTolerated, taint.Key, $"The taint {taint.Key} keeps the pods off {Texts.List([.. taint.Select(o => o.Node.Name)])}; they do not tolerate it.");
    }

    private static Taint? Untolerated(NodeFacts node, SchedulingHints hints) =>
        node.Taints.FirstOrDefault(t => t.Effect is "NoSchedule" or "NoExecute" && !hints.Tolerations.Any(x => x.Bears(t)));

    private static bool IsControlPlane(Taint taint) => taint.Key is "node-role.kubernetes.io/control-plane" or "node-role.kubernetes.io/master";

    private static Symptom? Lacking(PodFacts pod, ClusterIndex index, NodeFacts[] open)
    {
        foreach (var (resource, amount) in pod.Scheduling.Requests)
        {
            if (amount > 0 && open.All(n => index.FreeOn(n, resource) is { } free ? free < amount : !IsBasic(resource)))
            {
                return Make(CauseCodes.NotEnoughResources, resource, $"No node that may take the pods has enough {resource} free.");
            }
        }
        return open.All(n => index.FreeOn(n, "pods") is { } allowed && allowed <= index.Input.Cluster.Pods.Count(p => p.Node == n.Name && p.Phase is not ("Succeeded" or "Failed")))
            ? Make(CauseCodes.NotEnoughResources, "pods", "Every node that may take the pods runs as many pods as it can.")
            : SaidResource(pod);
    }

    private static Symptom? SaidResource(PodFacts pod) =>
        pod.Condition("PodScheduled")?.Message is { } said && said.Split("Insufficient ") is [_, { Length: > 0 } rest, ..]
            ? Make(CauseCodes.NotEnoughResources, rest.Split([',', '.', ' '])[0], $"The scheduler says: {Texts.Short(said)}")
            : null;

    // What a node always tells; a device it does not tell of, it does not have.
    private static bool IsBasic(string resource) => resource is "cpu" or "memory" or "pods" or "ephemeral-storage";
}
