using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Clusters;

public sealed class LabelMoverTests
{
    private static readonly ClusterAccess _access = new(new Secret("kubeconfig"));

    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_label_moves_from_one_node_to_another()
    {
        var cluster = Cluster("edge-1");

        var moved = await MoveAsync(cluster, "edge-2");

        Assert.Equal(["edge-1"], moved.Value!.Before.AsEnumerable());
        Assert.Equal(["edge-2"], moved.Value.After.AsEnumerable());
        Assert.Equal(["edge-2"], cluster.Labelled);
    }

    [Fact]
    public async Task The_node_that_carries_it_already_is_a_success_without_a_change()
    {
        var cluster = Cluster("edge-2");
        cluster.Changed = _ => Assert.Fail("Something was changed.");

        var moved = await MoveAsync(cluster, "edge-2");

        Assert.Equal(["edge-2"], moved.Value!.After.AsEnumerable());
    }

    [Fact]
    public async Task Of_several_one_is_left()
    {
        var cluster = Cluster("edge-1", "edge-2", "edge-3");

        Assert.True((await MoveAsync(cluster, "edge-3")).IsSuccess);
        Assert.Equal(["edge-3"], cluster.Labelled);
    }

    [Fact]
    public async Task An_unknown_node_is_refused_with_the_one_that_was_probably_meant()
    {
        var refused = await MoveAsync(Cluster("edge-1"), "egde-2");

        Assert.Equal(("node-not-found", ErrorKind.NotFound), (refused.Error!.Code, refused.Error.Kind));
        Assert.Contains("edge-2", refused.Error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_changed_in_between_loses_the_race_and_the_label_stays_where_it_was()
    {
        var cluster = Cluster("edge-1");
        var labels = 0;
        cluster.Gate = what =>
        {
            // Before the second change somebody else touches the target.
            if (what == "label" && ++labels == 2)
            {
                cluster.SetLabel("edge-2", null);
            }
            return Task.FromResult(ApiFault.None);
        };

        var refused = await MoveAsync(cluster, "edge-2");

        Assert.Equal("node-changed", refused.Error?.Code);
        Assert.Equal(["edge-1"], cluster.Labelled);
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_no_failure_when_the_label_is_where_it_should_be()
    {
        var cluster = Cluster();
        cluster.Gate = what => Task.FromResult(what == "label" ? ApiFault.After : ApiFault.None);

        Assert.True((await MoveAsync(cluster, "edge-2")).IsSuccess);
        Assert.Equal(["edge-2"], cluster.Labelled);
    }

    [Fact]
    public async Task Somebody_who_labels_another_node_meanwhile_wins()
    {
        var cluster = Cluster();
        var isDone = false;
        cluster.Gate = what =>
        {
            if (what == "label" && !isDone)
            {
                isDone = true;
                cluster.SetLabel("edge-3", "true");
            }
            return Task.FromResult(ApiFault.None);
        };

        var refused = await MoveAsync(cluster, "edge-2");

        Assert.Equal("label-race", refused.Error?.Code);
        Assert.Equal(["edge-3"], cluster.Labelled);
    }

    [Fact]
    public void In_a_thousand_interleavings_with_failures_two_nodes_never_carry_the_label()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var cluster = Cluster(seed % 3 == 0 ? [] : ["edge-1"]);
            var order = new Interleaving(seed, faultRate: 0.15);
            cluster.Gate = order.GateAsync;
            var most = 0;
            cluster.Changed = c => most = Math.Max(most, c.Labelled.Count());

            Task[] work = [MoveAsync(cluster, "edge-1"), MoveAsync(cluster, "edge-2"), MoveAsync(cluster, "edge-3"), MoveAsync(cluster, "edge-2")];
            order.Run(work);

            Assert.True(most <= 1, $"Seed {seed}: {most} nodes carried the label.");
        }
    }

    [Fact]
    public void Without_failures_somebody_always_wins()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var cluster = Cluster("edge-1");
            var order = new Interleaving(seed, faultRate: 0);
            cluster.Gate = order.GateAsync;
            Task<Result<LabelMove>>[] work = [MoveAsync(cluster, "edge-2"), MoveAsync(cluster, "edge-3")];

            order.Run(work);

            Assert.Contains(work, w => w.GetAwaiter().GetResult().IsSuccess);
            Assert.Single(cluster.Labelled);
        }
    }

    private Task<Result<LabelMove>> MoveAsync(FakeCluster cluster, string node) =>
        new LabelMover(cluster, cluster, new ClusterLease(cluster, _time)).MoveAsync(_access, node, Ct);

    private FakeCluster Cluster(params string[] labelled) => new(_time)
    {
        Facts = ClusterSnapshot.Empty with
        {
            Nodes = [.. Enumerable.Range(1, 3).Select(i => new NodeFacts
            {
                Meta = new FactMeta("", $"edge-{i}", $"uid-{i}", $"{i}", _time.GetUtcNow(), null),
                Labels = labelled.Contains($"edge-{i}") ? FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) : FactLabels.Empty,
            })],
        },
    };
}
