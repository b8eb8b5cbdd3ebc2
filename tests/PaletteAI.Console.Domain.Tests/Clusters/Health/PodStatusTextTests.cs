using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Domain.Tests.Clusters.Health;

/// <summary>What the recorded pods do not show; the expected texts follow printPod of Kubernetes 1.33.</summary>
public class PodStatusTextTests
{
    private static readonly DateTimeOffset _now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_lost_node_makes_a_deleted_pod_unknown() =>
        Assert.Equal("Unknown", PodStatusText.Of(Pod() with { Reason = "NodeLost", Meta = Deleted }).Status);

    [Fact]
    public void A_deleted_pod_is_terminating_unless_it_has_ended()
    {
        Assert.Equal("Terminating", PodStatusText.Of(Pod() with { Meta = Deleted }).Status);
        Assert.Equal("Completed", PodStatusText.Of(Pod(Ended(0, "Completed")) with { Meta = Deleted, Phase = "Succeeded" }).Status);
    }

    [Fact]
    public void A_reason_of_the_whole_pod_replaces_its_phase() =>
        Assert.Equal("Evicted", PodStatusText.Of(new PodFacts { Meta = FactMeta.None, Phase = "Failed", Reason = "Evicted" }).Status);

    [Fact]
    public void Gates_are_named() => Assert.Equal("SchedulingGated", PodStatusText.Of(new PodFacts
    {
        Meta = FactMeta.None, Phase = "Pending", Conditions = [new ConditionFacts("PodScheduled", "False", "SchedulingGated", "", null)],
    }).Status);

    [Theory]
    [InlineData(5, 0, "", "ExitCode:5")]
    [InlineData(0, 9, "", "Signal:9")]
    [InlineData(137, 9, "OOMKilled", "OOMKilled")]
    public void An_end_without_a_reason_shows_signal_or_exit_code(int code, int signal, string reason, string expected) =>
        Assert.Equal(expected, PodStatusText.Of(Pod(new ContainerState(ContainerPhase.Terminated, reason, "", code, signal))).Status);

    [Theory]
    [InlineData(5, 0, "", "Init:ExitCode:5")]
    [InlineData(0, 9, "", "Init:Signal:9")]
    [InlineData(1, 0, "Error", "Init:Error")]
    public void A_failed_init_container_shows_how_it_ended(int code, int signal, string reason, string expected)
    {
        // Exit code 0 with a signal cannot be told from a good end; printPod goes on to the containers then.
        var text = PodStatusText.Of(Pod(ContainerState.Waiting) with { Phase = "Pending", InitContainers = [Container("i", new ContainerState(ContainerPhase.Terminated, reason, "", code, signal), ContainerRole.Init)] });

        Assert.Equal(code == 0 ? "Pending" : expected, text.Status);
    }

    [Fact]
    public void Init_containers_are_counted_by_those_before()
    {
        var pod = Pod(ContainerState.Waiting with { Reason = "PodInitializing" }) with
        {
            Phase = "Pending",
            InitContainers = [Container("a", Ended(0, "Completed"), ContainerRole.Init), Container("b", new ContainerState(ContainerPhase.Running), ContainerRole.Init), Container("c", ContainerState.Waiting with { Reason = "PodInitializing" }, ContainerRole.Init)],
        };

        Assert.Equal(("Init:1/3", "0/1"), (PodStatusText.Of(pod).Status, PodStatusText.Of(pod).ReadyText));
    }

    [Fact]
    public void A_sidecar_that_started_counts_as_a_container()
    {
        var sidecar = Container("proxy", new ContainerState(ContainerPhase.Running), ContainerRole.Sidecar) with { Started = true, Ready = true, Restarts = 2, LastState = Ended(1, "Error") };
        var text = PodStatusText.Of(Pod(new ContainerState(ContainerPhase.Running), isReady: true) with { InitContainers = [sidecar] });

        Assert.Equal(("Running", "2/2", 2), (text.Status, text.ReadyText, text.Restarts));
    }

    [Fact]
    public void Of_several_containers_the_first_with_something_to_say_is_named()
    {
        var pod = Pod() with
        {
            Containers = [Container("a", ContainerState.Waiting with { Reason = "CrashLoopBackOff" }), Container("b", ContainerState.Waiting with { Reason = "ImagePullBackOff" })],
        };

        Assert.Equal("CrashLoopBackOff", PodStatusText.Of(pod).Status);
    }

    [Theory]
    [InlineData(true, "Running")]
    [InlineData(false, "NotReady")]
    public void With_one_container_completed_and_one_running_the_condition_decides(bool isReady, string expected)
    {
        var pod = Pod() with
        {
            Containers = [Container("a", Ended(0, "Completed")), Container("b", new ContainerState(ContainerPhase.Running)) with { Ready = true }],
            Conditions = [new ConditionFacts("Ready", isReady ? "True" : "False", "", "", null)],
        };

        Assert.Equal((expected, "1/2"), (PodStatusText.Of(pod).Status, PodStatusText.Of(pod).ReadyText));
    }

    private static FactMeta Deleted => FactMeta.None with { DeletedAt = _now };

    private static ContainerState Ended(int code, string reason) => new(ContainerPhase.Terminated, reason, "", code, FinishedAt: _now);

    private static PodFacts Pod(ContainerState? state = null, bool isReady = false) => new()
    {
        Meta = FactMeta.None, Phase = "Running", Containers = [Container("main", state ?? new ContainerState(ContainerPhase.Running)) with { Ready = isReady }],
    };

    private static ContainerFacts Container(string name, ContainerState state, ContainerRole role = ContainerRole.App) => new(name, "image", role, false, null, 0, state, null);
}
