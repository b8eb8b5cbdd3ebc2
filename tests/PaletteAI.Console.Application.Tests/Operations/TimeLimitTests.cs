using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Operations;

/// <summary>Handlers that do not end, and callers that do not wait.</summary>
public sealed class TimeLimitTests : IAsyncLifetime
{
    private readonly Door _door = Door.WithScript();
    private readonly TaskCompletionSource<Result<string>> _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Caller _ops = null!;

    public async ValueTask InitializeAsync() => _ops = await _door.EnterAsync();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task A_handler_is_stopped_at_its_time_limit()
    {
        _door.Script.Do = async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return "never";
        };
        var run = _door.RunAsync(new Act("one"), _ops);

        _door.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(run.IsCompleted);
        _door.Time.Advance(TimeSpan.FromSeconds(1));

        var error = (await run).Error!;
        Assert.Equal((ErrorKind.RemoteTimeout, "operation-timeout"), (error.Kind, error.Code));
        Assert.Equal("failed", _door.Audit.Rows[^1].Outcome);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_limit_is_left_behind()
    {
        _door.Script.Do = (_, _) => _stuck.Task;
        var run = _door.RunAsync(new Act("one"), _ops);

        _door.Time.Advance(TimeSpan.FromSeconds(33));

        Assert.Equal("operation-timeout", (await run).Error?.Code);
        Assert.Contains(_door.Log.All, l => l.Contains("left behind", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_that_goes_away_stops_the_handler_and_the_log_says_so()
    {
        using var gone = new CancellationTokenSource();
        _door.Script.Do = async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return "never";
        };
        var run = _door.RunUntilAsync(new Act("one"), _ops, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(["intent", "failed"], _door.Audit.Rows.Select(r => r.Outcome));
        Assert.StartsWith("cancelled: ", _door.Audit.Rows[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_gets_done_although_the_caller_went_away_is_recorded_as_done()
    {
        using var gone = new CancellationTokenSource();
        _door.Script.Do = (_, _) => _stuck.Task;
        var run = _door.RunUntilAsync(new Act("one"), _ops, gone.Token);

        await gone.CancelAsync();
        _stuck.SetResult("done");

        Assert.Equal("done", (await run).Value);
        Assert.Equal(["intent", "succeeded"], _door.Audit.Rows.Select(r => r.Outcome));
    }

    [Fact]
    public async Task Nobody_waits_long_for_a_handler_that_ignores_its_caller()
    {
        using var gone = new CancellationTokenSource();
        _door.Script.Do = (_, _) => _stuck.Task;
        var run = _door.RunUntilAsync(new Act("one"), _ops, gone.Token);
        var timers = _door.Time.WaitingTimers;

        await gone.CancelAsync();
        await Until(() => run.IsCompleted || _door.Time.WaitingTimers >= timers);
        _door.Time.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("failed", _door.Audit.Rows[^1].Outcome);
    }

    [Fact]
    public async Task A_caller_that_was_gone_before_it_began_changes_nothing()
    {
        _door.Sessions.AfterFind = () => throw new OperationCanceledException();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _door.RunUntilAsync(new Act("one"), _ops, gone.Token));

        Assert.Empty(_door.Audit.Rows);
        Assert.Equal(0, _door.Script.Runs);
    }

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }
}
