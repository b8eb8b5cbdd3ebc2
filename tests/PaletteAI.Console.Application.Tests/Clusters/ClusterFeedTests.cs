using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Clusters;

public sealed class ClusterFeedTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ScriptedCache _cache = new(() => []);
    private readonly ClusterFeed _feed;
    private readonly ClusterAccess _access = new(new Secret("one"));

    public ClusterFeedTests() => _feed = new ClusterFeed(_cache, _time);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void The_cluster_is_followed_from_the_first_reader_until_a_while_after_the_last()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        Assert.True(_feed.Watch(_access, first.Token).IsSuccess);
        Assert.True(_feed.Watch(_access, second.Token).IsSuccess);

        first.Cancel();
        _time.Advance(ClusterFeed.Linger * 2);
        Assert.Equal(_access, _cache.Followed);

        second.Cancel();
        _time.Advance(ClusterFeed.Linger / 2);
        Assert.Equal(_access, _cache.Followed);
        _time.Advance(ClusterFeed.Linger);
        Assert.Null(_cache.Followed);
    }

    [Fact]
    public void A_reader_that_comes_while_it_lingers_keeps_it()
    {
        using var first = new CancellationTokenSource();
        _feed.Watch(_access, first.Token);
        first.Cancel();
        _time.Advance(ClusterFeed.Linger / 2);

        using var second = new CancellationTokenSource();
        _feed.Watch(_access, second.Token);
        _time.Advance(ClusterFeed.Linger * 2);

        Assert.Equal((_access, 1), (_cache.Followed, _feed.Readers));
    }

    [Fact]
    public void A_session_that_has_ended_already_follows_nothing_for_long()
    {
        _feed.Watch(_access, new CancellationToken(canceled: true));

        _time.Advance(ClusterFeed.Linger * 2);

        Assert.Equal((null, 0), (_cache.Followed, _feed.Readers));
    }

    [Fact]
    public void What_is_refused_is_no_reader()
    {
        _cache.Refusal = new Error(ErrorKind.Refused, "too-many-readers", "Too many pages watch the cluster.");

        Assert.Equal("too-many-readers", _feed.Watch(_access, CancellationToken.None).Error?.Code);

        Assert.Equal(0, _feed.Readers);
    }

    [Fact]
    public void A_replaced_kubeconfig_is_taken_up_only_while_somebody_looks()
    {
        var other = new ClusterAccess(new Secret("two"));
        _feed.Confirm(other);
        Assert.Null(_cache.Followed);

        using var end = new CancellationTokenSource();
        _feed.Watch(_access, end.Token);
        _feed.Confirm(other);

        Assert.Equal(other, _cache.Followed);
    }
}
