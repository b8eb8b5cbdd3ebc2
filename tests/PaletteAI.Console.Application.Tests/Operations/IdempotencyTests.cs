using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Operations;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private readonly Door _door = Door.WithScript();
    private readonly TaskCompletionSource<Result<string>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Caller _ops = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ops = await _door.EnterAsync() with { IdempotencyKey = "k1" };

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task Concurrent_duplicates_run_once_and_share_the_outcome()
    {
        _door.Script.Do = (_, _) => _answer.Task;

        var runs = Enumerable.Range(0, 20).Select(_ => _door.RunAsync(new Act("one"), _ops)).ToArray();
        _answer.SetResult("done");

        Assert.All(await Task.WhenAll(runs), o => Assert.Equal("done", o.Value));
        Assert.Equal(1, _door.Script.Runs);
        Assert.Equal(["intent", "succeeded"], _door.Audit.Rows.Select(r => r.Outcome));
    }

    [Fact]
    public async Task Another_session_operation_or_key_is_another_call()
    {
        var other = await _door.EnterAsync("other", "s2") with { IdempotencyKey = "k1" };

        await _door.RunAsync(new Act("one"), _ops);
        await _door.RunAsync(new Act("one"), other);
        await _door.RunAsync(new Fetch(), _ops);
        await _door.RunAsync(new Act("one"), _ops with { IdempotencyKey = "k2" });

        Assert.Equal(4, _door.Script.Runs);
    }

    [Fact]
    public async Task What_one_stranger_got_is_never_handed_to_the_next_with_the_same_key()
    {
        var stranger = Door.Stranger() with { IdempotencyKey = "1" };

        await _door.RunAsync(new Knock(), stranger);
        await _door.RunAsync(new Knock(), stranger);

        Assert.Equal(2, _door.Script.Runs);
    }

    [Theory]
    [InlineData(ErrorKind.Refused, 2)]
    [InlineData(ErrorKind.Invalid, 2)]
    [InlineData(ErrorKind.RemoteFailed, 2)]
    [InlineData(ErrorKind.RemoteTimeout, 1)]
    public async Task What_was_surely_not_done_can_be_tried_again_with_the_same_key(ErrorKind kind, int runs)
    {
        _door.Script.Do = (_, _) => Task.FromResult<Result<string>>(new Error(kind, "no-luck", "It did not work."));

        await _door.RunAsync(new Act("one"), _ops);
        await _door.RunAsync(new Act("one"), _ops);

        Assert.Equal(runs, _door.Script.Runs);
    }

    [Fact]
    public async Task A_fault_may_have_done_it_so_it_is_not_repeated()
    {
        _door.Script.Do = (_, _) => throw new InvalidOperationException("after the request was sent");

        await _door.RunAsync(new Act("one"), _ops);
        Assert.Equal("internal-error", (await _door.RunAsync(new Act("one"), _ops)).Error?.Code);

        Assert.Equal(1, _door.Script.Runs);
    }

    [Fact]
    public async Task An_outcome_is_kept_for_a_day()
    {
        var cache = new IdempotencyCache(_door.Time);
        var runs = 0;
        Task<Result<string>> Run() => Task.FromResult<Result<string>>($"run {++runs}");

        Assert.Equal("run 1", (await cache.RunOnceAsync("k", Run, Ct)).Value);
        _door.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal("run 1", (await cache.RunOnceAsync("k", Run, Ct)).Value);
        _door.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("run 2", (await cache.RunOnceAsync("k", Run, Ct)).Value);
    }

    [Fact]
    public async Task When_one_caller_goes_away_the_others_still_get_the_outcome()
    {
        _door.Script.Do = (_, _) => _answer.Task;
        using var gone = new CancellationTokenSource();
        var first = _door.RunUntilAsync(new Act("one"), _ops, gone.Token);
        var second = _door.RunAsync(new Act("one"), _ops);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _answer.SetResult("done");

        Assert.Equal("done", (await second).Value);
        Assert.Equal(1, _door.Script.Runs);
    }

    [Fact]
    public async Task When_it_is_full_finished_outcomes_leave_first_and_running_ones_never()
    {
        var cache = new IdempotencyCache(new ManualTime(), capacity: 3);
        var runs = 0;
        Task<Result<string>> Quick() => Task.FromResult<Result<string>>($"run {++runs}");
        var slow = cache.RunOnceAsync("slow", () => _answer.Task, Ct);

        for (var i = 0; i < 10; i++)
        {
            await cache.RunOnceAsync($"quick {i}", Quick, Ct);
        }

        var again = cache.RunOnceAsync("slow", Quick, Ct);
        _answer.SetResult("slow");
        Assert.Equal("slow", (await again).Value);
        Assert.Equal("slow", (await slow).Value);
        Assert.Equal("run 10", (await cache.RunOnceAsync("quick 9", Quick, Ct)).Value);
        Assert.Equal("run 11", (await cache.RunOnceAsync("quick 0", Quick, Ct)).Value);
    }
}
