using Bunit;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Features.Clusters;

namespace PaletteAI.Console.Tests.Clusters;

public sealed class LiveClusterPageTests : PageContext
{
    private readonly LiveWorld _live;

    public LiveClusterPageTests()
    {
        _live = new LiveWorld(Gateway);
        _live.Begin(FactWorld.Fresh(new ClusterSnapshot(), Time.GetUtcNow()));
    }

    [Fact]
    public async Task However_much_changes_the_page_is_drawn_at_most_four_times_a_second_and_shows_the_last_state()
    {
        var page = Render<Probe>().Instance;
        var (before, began) = (page.Renders, Time.GetUtcNow());

        for (var i = 0; i < 200; i++)
        {
            _live.Change(Time.GetUtcNow(), new FactChange(FactKind.Node, false, FactWorld.Node($"edge-{i}")));
            Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(1, Xunit.TestContext.Current.CancellationToken);
        }

        while (page.Shown != "edge-199")
        {
            Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(1, Xunit.TestContext.Current.CancellationToken);
        }

        Assert.InRange(page.Renders - before, 2, 1 + (int)((Time.GetUtcNow() - began) / LiveClusterPage.BetweenRenders));
    }

    [Fact]
    public async Task A_change_is_drawn_at_once_when_nothing_was_drawn_lately()
    {
        var page = Render<Probe>().Instance;

        _live.Change(Time.GetUtcNow(), new FactChange(FactKind.Node, false, FactWorld.Node("edge-7")));

        // Time stands still: it is not a later rendering that shows it.
        while (page.Shown != "edge-7")
        {
            await Task.Delay(1, Xunit.TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_subscription_ends_with_the_page()
    {
        Render<Probe>();
        var end = Gateway.Asked.Select(a => a.Operation).OfType<WatchCluster>().Single().PageEnd;
        Assert.False(end.IsCancellationRequested);

        await DisposeComponentsAsync();

        Assert.True(end.IsCancellationRequested);
    }

    private sealed class Probe : LiveClusterPage
    {
        private string _last = "";

        public int Renders { get; private set; }

        public string Shown { get; private set; } = "";

        protected override LiveFacts Facts { get; } = new(FactKind.Node);

        protected override bool Take(ClusterUpdate update)
        {
            _last = update is ClusterChanges { Changes: [var change, ..] } ? change.Fact.Name : _last;
            return true;
        }

        protected override void OnAfterRender(bool firstRender) => (Renders, Shown) = (Renders + 1, _last);
    }
}
