using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>What is wrong with nodes.</summary>
internal static class NodeDiagnosis
{
    private static readonly (string Type, string Words)[] _pressures =
        [("MemoryPressure", "memory"), ("DiskPressure", "disk space"), ("PIDPressure", "process numbers")];

    public static IEnumerable<Symptom> Diagnose(ClusterIndex index)
    {
        foreach (var node in index.Nodes)
        {
            if (!node.IsReady)
            {
                yield return NotReady(node) with { Victim = node.Name, Weight = WeightOf(node, index) };
            }
            foreach (var pressure in Pressures(node))
            {
                yield return pressure;
            }
            if (node.Condition("NetworkUnavailable") is { IsTrue: true } network && node.IsReady)
            {
                yield return Make(node, network.Since, $"The network of {node.Name} is not set up: {Texts.Short(network.Message)}");
            }
        }
    }

    /// <summary>A node that is not ready, as the reason of something else.</summary>
    public static Symptom NotReady(NodeFacts node) => node.Ready switch
    {
        null => Make(node, node.Meta.CreatedAt, $"{node.Name} never reported: its kubelet does not run, or cannot reach the API server."),
        { Status: "Unknown" } ready => Make(node, ready.Since, $"{node.Name} does not report any more: the host is off, cut off, or its kubelet does not run."),
        { } ready => Make(node, ready.Since, $"{node.Name} is not ready: {(ready.Message.Length > 0 ? Texts.Short(ready.Message) : ready.Reason)}"),
    };

    /// <summary>What a taint of the node controller stands for.</summary>
    public static Symptom OfTaint(NodeFacts node, Taint taint) =>
        !node.IsReady ? NotReady(node)
        : Pressures(node).FirstOrDefault() ?? Make(node, null, $"{node.Name} takes no pods: {taint.Key}.");

    private static IEnumerable<Symptom> Pressures(NodeFacts node)
    {
        foreach (var (type, words) in _pressures)
        {
            if (node.Condition(type) is { IsTrue: true } condition)
            {
                yield return new Symptom(
                    CauseCodes.NodePressure, "", node.Name, CauseWeight.Degraded, condition.Since, node.Name, $"{node.Name} runs short of {words}: it takes no new pods and evicts some.");
            }
        }
    }

    // Without a majority of the control plane, or without any node that works, nothing goes on.
    private static CauseWeight WeightOf(NodeFacts node, ClusterIndex index)
    {
        NodeFacts[] peers = [.. index.Nodes.Where(IsControlPlane)];
        var hasQuorum = peers.Count(n => n.IsReady) * 2 > peers.Length;
        return index.Nodes.Any(n => n.IsReady) && (hasQuorum || peers.Length == 0 || !IsControlPlane(node)) ? CauseWeight.Degraded : CauseWeight.Failing;
    }

    private static bool IsControlPlane(NodeFacts node) => node.Roles.Any(r => r is "control-plane" or "master");

    private static Symptom Make(NodeFacts node, DateTimeOffset? since, string message) =>
        new(CauseCodes.NodeNotReady, "", node.Name, CauseWeight.Degraded, since, node.Name, message);
}
