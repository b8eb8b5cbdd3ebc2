using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Deployments;

public sealed class FeedTests
{
    private readonly DeploymentWorld _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_gets_the_snapshot_then_the_newest_change_and_no_queue()
    {
        var feed = new DeploymentFeed(_world.Time);
        feed.Publish(await ViewAsync("one"));
        using var end = new CancellationTokenSource();
        await using var views = feed.Subscribe(end.Token).Require().GetAsyncEnumerator(Ct);

        Assert.Equal("one", await NextAsync(views, _world.Time));
        foreach (var name in new[] { "two", "three", "four" })
        {
            feed.Publish(await ViewAsync(name));
        }

        Assert.Equal("four", await NextAsync(views, _world.Time));
    }

    [Fact]
    public async Task Views_are_at_least_100_ms_apart()
    {
        var feed = new DeploymentFeed(_world.Time);
        feed.Publish(await ViewAsync("one"));
        using var end = new CancellationTokenSource();
        await using var views = feed.Subscribe(end.Token).Require().GetAsyncEnumerator(Ct);

        var next = views.MoveNextAsync().AsTask();
        _world.Time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(next.IsCompleted);
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next);
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_subscription_and_frees_its_place()
    {
        var feed = new DeploymentFeed(_world.Time);
        using var end = new CancellationTokenSource();
        await using var views = feed.Subscribe(end.Token).Require().GetAsyncEnumerator(Ct);
        var next = views.MoveNextAsync().AsTask();
        Assert.Equal(1, feed.Readers);

        await end.CancelAsync();

        Assert.False(await next);
        Assert.Equal(0, feed.Readers);
    }

    [Fact]
    public void The_number_of_readers_is_bounded()
    {
        var feed = new DeploymentFeed(_world.Time);
        using var end = new CancellationTokenSource();
        for (var i = 0; i < DeploymentFeed.MostReaders; i++)
        {
            Assert.True(feed.Subscribe(end.Token).IsSuccess);
        }

        Assert.Equal("too-many-readers", feed.Subscribe(end.Token).Error?.Code);
        end.Cancel();
        Assert.True(feed.Subscribe(CancellationToken.None).IsSuccess);
    }

    private async Task<DeploymentView> ViewAsync(string name) => await _world.Start().Work.ViewAsync(_world.Plan with { ClusterName = name }, Ct);

    private static async Task<string> NextAsync(IAsyncEnumerator<DeploymentView> views, ManualTime time)
    {
        var next = views.MoveNextAsync().AsTask();
        time.Advance(DeploymentFeed.Batch);
        Assert.True(await next);
        return views.Current.ClusterName;
    }
}
