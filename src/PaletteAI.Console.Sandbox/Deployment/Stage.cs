namespace PaletteAI.Console.Sandbox.Deployment;

/// <summary>One stage of a deployment. Times are minutes of a real appliance after the request.</summary>
/// <param name="Lane">Host id; empty for the cluster.</param>
/// <param name="Category">Group in the expected order.</param>
/// <param name="Type">Condition type.</param>
/// <param name="Reason">Condition reason.</param>
/// <param name="Label">What people read.</param>
/// <param name="Start">Minutes after the request.</param>
/// <param name="End">Minutes after the request.</param>
internal sealed record Stage(string Lane, string Category, string Type, string Reason, string Label, double Start, double End);

/// <summary>A host's reboot: it refuses connections meanwhile. Minutes of a real appliance after the request.</summary>
internal sealed record Reboot(string Lane, double Start, double End);

/// <summary>The course of a deployment: which stage when. Hosts prepare side by side, restart one after the other, and join one after the other.</summary>
internal static class Course
{
    /// <summary>A real appliance needs about this long: the middle of the guide's 30–45 minutes is 37.</summary>
    public const double Minutes = 31;

    private const double RebootMinutes = 1.8;

    public static IReadOnlyList<Stage> Stages(Plan plan)
    {
        var stages = new List<Stage>();
        for (var i = 0; i < plan.Nodes.Count; i++)
        {
            var lane = plan.Nodes[i].Host.Uid;
            stages.Add(new(lane, "Edge hosts", "HostPrepared", "HostPrepared", "Prepare the host", 0.2, 1.5 + (0.3 * i)));
            stages.Add(new(lane, "Edge hosts", "ContentImported", "ContentImported", "Import images and packs", 1.5 + (0.3 * i), 4.5 + (0.4 * i)));
            stages.Add(new(lane, "Edge hosts", "OSUpgraded", "OSUpgraded", "Write the operating system image", 4.5 + (0.4 * i), RebootStart(i)));
            stages.Add(new(lane, "Edge hosts", "HostRebooted", "HostRebooted", "Restart into the new image", RebootStart(i), RebootStart(i) + RebootMinutes));
            stages.Add(i == 0
                ? new(lane, "Kubernetes", "KubeadmInit", "KubeadmInitSucceeded", "Start the control plane", 8.5, 12)
                : new(lane, "Kubernetes", "KubeadmJoin", "KubeadmJoinSucceeded", "Join the cluster", JoinStart(i), JoinStart(i) + 2.6));
            stages.Add(new(lane, "Kubernetes", "NodeReady", "NodeReady", "Node ready", ReadyAt(i) - 0.9, ReadyAt(i)));
        }

        stages.AddRange(ClusterStages(ReadyAt(plan.Nodes.Count - 1)));
        return stages;
    }

    public static IReadOnlyList<Reboot> Reboots(Plan plan) =>
        [.. plan.Nodes.Select((n, i) => new Reboot(n.Host.Uid, RebootStart(i), RebootStart(i) + RebootMinutes))];

    /// <summary>When the i-th node counts as joined.</summary>
    public static double JoinedAt(int i) => ReadyAt(i) - 0.9;

    public static double ReadyAt(int i) => i == 0 ? 14 : JoinStart(i) + 3.5;

    private static double RebootStart(int i) => 6.5 + (i * RebootMinutes);

    private static double JoinStart(int i) => 13.5 + ((i - 1) * 2.8);

    private static IEnumerable<Stage> ClusterStages(double joined) =>
    [
        new("", "Kubernetes", "ControlPlaneReady", "ControlPlaneReady", "Control plane answers at the VIP", 11.5, 13),
        new("", "Applications", "NetworkReady", "CalicoReady", "Pod network (Calico)", 12.5, 14),
        new("", "Applications", "StorageReady", "PiraeusReady", "Storage (Piraeus)", joined - 1, joined + 1.5),
        new("", "Applications", "RegistryReady", "ZotReady", "Image registry (Zot)", joined + 1.5, joined + 3),
        new("", "Applications", "IngressReady", "IngressReady", "Ingress", joined + 2, joined + 3.5),
        new("", "Applications", "PaletteReady", "PaletteReady", "Palette", joined + 3, joined + 7),
        new("", "Applications", "PaletteAIInstallerReady", "InstallerReady", "PaletteAI installer", joined + 6.5, Math.Max(joined + 8, Minutes - 1)),
        new("", "Cluster", "ClusterRunning", "ClusterRunning", "Cluster running", Math.Max(joined + 8, Minutes - 1), Math.Max(joined + 8.4, Minutes)),
    ];
}
