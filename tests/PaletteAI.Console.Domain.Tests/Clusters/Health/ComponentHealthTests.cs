using PaletteAI.Console.Domain.Clusters.Components;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Domain.Tests.Clusters.Health;

public sealed class ComponentHealthTests
{
    [Theory]
    [InlineData("mural-system", "mural-dex-5d9c", "Dex")]
    [InlineData("dex-system", "dex-0", "Dex")]
    [InlineData("mural-system", "canvas-5d9c", "Canvas")]
    [InlineData("zot-system", "zot-0", "Zot")]
    [InlineData("flux-system", "source-controller-1", "Flux")]
    [InlineData("monitoring", "alertmanager-main-0", "Alertmanager")]
    public void A_part_is_known_by_its_pods(string ns, string pod, string component) =>
        Assert.Contains(Component.All, c => c.Name == component && c.Owns(Pod(ns, pod)));

    [Fact]
    public void A_name_that_only_contains_the_word_is_another_part() =>
        Assert.DoesNotContain(Component.All, c => c.Owns(Pod("default", "index-0")));

    [Fact]
    public void Well_some_none_and_absent_are_told_apart_and_finished_pods_do_not_count()
    {
        var health = ComponentHealth.Of(
            [Pod("mural-system", "hue-0"), Pod("mural-system", "canvas-0", ready: false), Pod("mural-system", "setup-1", "Succeeded"), Pod("cp-system", "ui-0"), Pod("jet-system", "jet-0", "Pending")], []);

        Assert.Equal((ComponentState.Degraded, 1, 2), Of("mural-system"));
        Assert.Equal((ComponentState.Failing, 0, 1), Of("Canvas"));
        Assert.Equal((ComponentState.Healthy, 1, 1), Of("cp-system"));
        Assert.Equal((ComponentState.Failing, 0, 1), Of("jet-system"));
        Assert.Equal((ComponentState.Absent, 0, 0), Of("Dex"));
        (ComponentState, int, int) Of(string name) => health.Where(h => h.Component.Name == name).Select(h => (h.State, h.Ready, h.Pods)).Single();
    }

    [Fact]
    public void Its_first_cause_is_the_first_one_its_pods_suffer_from()
    {
        HealthCause[] causes = [Cause("node-down", "kube-system/x-0"), Cause("image-pull", "mural-system/canvas-0"), Cause("crash", "mural-system/canvas-0")];

        var canvas = ComponentHealth.Of([Pod("mural-system", "canvas-0", "Pending")], causes).Single(h => h.Component.Name == "Canvas");

        Assert.Equal("image-pull", canvas.Cause?.Code);
    }

    [Fact]
    public void Pods_that_could_not_be_read_leave_everything_unknown() =>
        Assert.All(ComponentHealth.Of(null, []), h => Assert.Equal(ComponentState.Unknown, h.State));

    private static HealthCause Cause(string code, string victim) => new(code, CauseWeight.Degraded, "", "", null, "", "", [victim]);

    private static PodFacts Pod(string ns, string name, string phase = "Running", bool ready = true) => new()
    {
        Meta = FactMeta.None with { Namespace = ns, Name = name },
        Phase = phase,
        Containers = [new("c", "", ContainerRole.App, ready && phase == "Running", true, 0, phase == "Running" ? new ContainerState(ContainerPhase.Running) : ContainerState.Waiting, null)],
    };
}
