using PaletteAI.Console.Sandbox.Kubernetes.Cluster;
using PaletteAI.Console.Sandbox.Kubernetes.Store;
using PaletteAI.Console.Sandbox.Kubernetes.Tables;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Sandbox.Tests.Kubernetes;

/// <summary>The simulated cluster plays its part by a clock that tests move.</summary>
public sealed class StoryTests : IDisposable
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("story-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Nothing_answers_until_the_control_plane_is_up_and_pods_come_with_their_packs()
    {
        await using var cluster = await RunningCluster.StartAsync(_time, 1, _folder);
        Assert.Null(cluster.Sandbox.Kubernetes.Store);
        Move(14);
        Assert.Equal(["edge-1"], cluster.Store.Now.List(ResourceType.Node).Select(n => n.Name));
        Assert.Empty(cluster.Running("hubble-system"));
        Move(18);
        Assert.Equal(3, cluster.Store.Now.List(ResourceType.Node).Count(n => n.Json.Condition("Ready")?.Text("status") == "True"));
        foreach (var ns in new[] { "cp-system", "hubble-system", "ingress-nginx", "jet-system", "ui-system", "flux-system", "zot-system" })
        {
            Assert.NotEmpty(cluster.Running(ns));
        }
    }

    [Fact]
    public async Task With_the_selector_the_installer_waits_for_a_label_then_runs_and_brings_its_charts()
    {
        await using var cluster = await RunningCluster.StartAsync(_time, 1, _folder, selector: true);
        Move(36);
        var waiting = InstallerPods(cluster).Single();
        Assert.Equal("Pending", PodStatus.Text(waiting.Json));
        Assert.Equal(
            "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
            waiting.Json.Condition("PodScheduled").Text("message"));
        Move(11);
        Assert.Single(InstallerPods(cluster));

        cluster.Store.Update(ResourceType.Node, "", "edge-2", n => n.Child("metadata", "labels")["palette.ai/helm-config"] = "true");
        Move(2);
        Assert.Equal(("Running", "edge-2"), (PodStatus.Text(InstallerPods(cluster).Single().Json), InstallerPods(cluster).Single().Json.Text("spec", "nodeName")));
        var started = InstallerPods(cluster).Single().Json;
        var merged = cluster.Sandbox.Machines[1].Files.Read("/usr/local/palette-ai/values.yaml").Require().Sha256;
        Assert.Contains(PodLogs.Lines(started, "", false, 1, _time.GetUtcNow().AddMinutes(5)), l => l.Text.Contains($"values.yaml sha256={merged}", StringComparison.Ordinal));
        Move(5);
        Assert.Equal("Completed", PodStatus.Text(cluster.Store.Find(ResourceType.Pod, "palette-ai-system", waiting.Name)!.Json));
        Move(2);
        Assert.Contains(cluster.Running("mural-system"), p => p.StartsWith("canvas-", StringComparison.Ordinal));
        Assert.Contains("alertmanager-0", cluster.Running("mural-system"));
    }

    [Fact]
    public async Task A_silent_node_is_unknown_and_its_pods_are_not_ready_until_it_is_back()
    {
        var faults = new SandboxFaults();
        await using var cluster = await RunningCluster.StartAsync(_time, 1, _folder, faults);
        Move(35);
        faults.Kubernetes.SilentNode = "edge-3";
        Move(1);
        Assert.Equal("Unknown", cluster.Store.Find(ResourceType.Node, "", "edge-3")!.Json.Condition("Ready").Text("status"));
        Assert.All(PodsOn(cluster, "edge-3"), p => Assert.NotEqual("True", p.Json.Condition("Ready").Text("status")));
        faults.Kubernetes.SilentNode = null;
        Move(1);
        Assert.Equal("True", cluster.Store.Find(ResourceType.Node, "", "edge-3")!.Json.Condition("Ready").Text("status"));
        Assert.All(PodsOn(cluster, "edge-3").Where(p => PodStatus.Text(p.Json) == "Running"), p => Assert.Equal("True", p.Json.Condition("Ready").Text("status")));
    }

    [Fact]
    public async Task Images_that_cannot_be_pulled_and_containers_that_crash_show_as_such()
    {
        var faults = new SandboxFaults { Kubernetes = { UnpullableImages = "10.10.10.100:30003/spectro-content/jet:" } };
        await using var cluster = await RunningCluster.StartAsync(_time, 1, _folder, faults);
        Move(36);
        Assert.Equal("ImagePullBackOff", PodStatus.Text(Assert.Single(cluster.Store.Now.List(ResourceType.Pod, "jet-system")).Json));
        faults.Kubernetes.UnpullableImages = null;
        faults.Kubernetes.CrashingPods = "spectro-ui";
        Move(1);
        Assert.Equal("Running", PodStatus.Text(Assert.Single(cluster.Store.Now.List(ResourceType.Pod, "jet-system")).Json));
        Assert.Equal("CrashLoopBackOff", PodStatus.Text(Assert.Single(cluster.Store.Now.List(ResourceType.Pod, "ui-system")).Json));
    }

    [Fact]
    public async Task A_restart_goes_on_with_the_same_objects_keys_and_a_later_version()
    {
        long version;
        string kubeconfig;
        var sandbox = await RunningCluster.StartAsync(_time, 1, _folder);
        Move(36);
        sandbox.Store.Update(ResourceType.Node, "", "edge-1", n => n.Child("metadata", "labels")["mine"] = "yes");
        (version, kubeconfig) = (sandbox.Store.Now.Version, sandbox.Sandbox.Kubernetes.Kubeconfig);
        await sandbox.Sandbox.DisposeAsync();

        await using var again = await RunningCluster.StartAsync(_time, 1, _folder);
        Assert.Equal("yes", again.Store.Find(ResourceType.Node, "", "edge-1")!.Json.Text("metadata", "labels", "mine"));
        Assert.True(again.Store.Now.Version > version);
        Assert.Equal(kubeconfig, again.Sandbox.Kubernetes.Kubeconfig);
    }

    private void Move(int minutes) => _time.Advance(TimeSpan.FromMinutes(minutes));

    private static List<StoredObject> InstallerPods(RunningCluster cluster) =>
        [.. cluster.Store.Now.List(ResourceType.Pod, "palette-ai-system").Where(p => p.Json.Text("status", "phase") is "Pending" or "Running")];

    private static IEnumerable<StoredObject> PodsOn(RunningCluster cluster, string node) =>
        cluster.Store.Now.List(ResourceType.Pod).Where(p => p.Json.Text("spec", "nodeName") == node && p.Json.Condition("Ready") is not null);
}
