using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Operations.Audit;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Access;

public sealed class SessionLifeTests : IAsyncLifetime
{
    private readonly Door _door = new();
    private Caller _ops = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SessionGate Gate => _door.Services.GetRequiredService<SessionGate>();

    public async ValueTask InitializeAsync() => _ops = await _door.EnterAsync();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task Activity_of_a_person_keeps_a_session_alive_until_its_absolute_end()
    {
        for (var i = 0; i < 24; i++)
        {
            Assert.True((await Gate.RequireAsync("s1", false, Ct)).IsSuccess);
            _door.Time.Advance(TimeSpan.FromMinutes(29.9));
        }

        _door.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Contains("longest life", (await Gate.RequireAsync("s1", false, Ct)).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Background_updates_are_no_activity()
    {
        for (var i = 0; i < 29; i++)
        {
            Assert.True((await Gate.RequireAsync("s1", true, Ct)).IsSuccess);
            _door.Time.Advance(TimeSpan.FromMinutes(1));
        }

        _door.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("nothing was done", (await Gate.RequireAsync("s1", true, Ct)).Error!.Message, StringComparison.Ordinal);
        Assert.Equal(0, _door.Sessions.Touches);
    }

    [Fact]
    public async Task Activity_is_written_at_most_every_ten_seconds()
    {
        for (var i = 0; i < 100; i++)
        {
            await Gate.RequireAsync("s1", false, Ct);
            _door.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_door.Sessions.Touches, 9, 10);
    }

    [Fact]
    public async Task Sign_out_ends_the_lifetime_at_once_and_then_tells_the_appliance()
    {
        await Gate.RequireAsync("s1", false, Ct);
        var lifetime = _door.Registry.LifetimeOf("s1");
        var ended = new List<SessionEnded>();
        _door.Registry.Ended += _ => throw new InvalidOperationException("a watcher that fails");
        _door.Registry.Ended += ended.Add;

        Assert.True((await _door.RunAsync(new SignOut(), _ops)).IsSuccess);

        Assert.True(lifetime.IsCancellationRequested);
        Assert.Equal([new SessionEnded("s1", "signed-out")], ended);
        Assert.Equal(["token-of-s1"], _door.SignIn.SignedOut);
        Assert.True(_door.Registry.LifetimeOf("s1").IsCancellationRequested);
        Assert.Null(_door.Registry.EndsAt("s1"));
    }

    [Fact]
    public async Task Sign_out_does_not_wait_for_an_appliance_that_hangs()
    {
        _door.SignIn.Delay = new TaskCompletionSource().Task;
        await Gate.RequireAsync("s1", false, Ct);
        var lifetime = _door.Registry.LifetimeOf("s1");

        var signOut = _door.RunAsync(new SignOut(), _ops);
        Assert.True(lifetime.IsCancellationRequested);
        _door.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.True((await signOut).IsSuccess);
    }

    [Fact]
    public async Task A_session_that_ends_while_somebody_looks_it_up_is_not_brought_back_to_life()
    {
        var once = true;
        _door.Sessions.AfterFind = async () =>
        {
            if (once)
            {
                once = false;
                await Gate.EndAsync("s1", "signed-out", Ct);
            }
        };

        Assert.False((await Gate.RequireAsync("s1", false, Ct)).IsSuccess);
        Assert.True(_door.Registry.LifetimeOf("s1").IsCancellationRequested);
    }

    [Fact]
    public async Task Lost_keys_end_the_session_with_a_sentence()
    {
        await _door.Sessions.AddAsync((await _door.Sessions.FindAsync("s1", Ct))! with { ApplianceToken = null }, Ct);

        Assert.Contains("encryption keys", (await _door.RunAsync(new ListAudit(), _ops)).Error!.Message, StringComparison.Ordinal);
        Assert.Equal("keys-lost", (await _door.Sessions.FindAsync("s1", Ct))!.EndReason);
    }

    [Fact]
    public async Task The_sweeper_ends_sessions_within_a_second_and_clears_out_old_rows()
    {
        await _door.EnterAsync("other", "s2");
        await Gate.RequireAsync("s1", false, Ct);
        await Gate.RequireAsync("s2", false, Ct);
        _door.Time.Advance(TimeSpan.FromMinutes(20));
        await Gate.RequireAsync("s2", false, Ct);
        var first = _door.Registry.LifetimeOf("s1");
        var sweeper = _door.BackgroundService<SessionSweeper>();

        _door.Time.Advance(TimeSpan.FromMinutes(10));
        await sweeper.SweepAsync(Ct);

        Assert.True(first.IsCancellationRequested);
        Assert.Equal("idle", (await _door.Sessions.FindAsync("s1", Ct))!.EndReason);
        Assert.False(_door.Registry.LifetimeOf("s2").IsCancellationRequested);
    }

    [Fact]
    public async Task The_sweeper_goes_on_after_a_fault_and_stops_when_told()
    {
        await Gate.RequireAsync("s1", false, Ct);
        var lifetime = _door.Registry.LifetimeOf("s1");
        var sweeper = _door.BackgroundService<SessionSweeper>();
        var fails = true;
        _door.Sessions.BeforeEnd = () => fails ? throw new OperationCanceledException("the database is busy") : Task.CompletedTask;
        await sweeper.StartAsync(Ct);
        await UntilAsync(() => _door.Time.WaitingTimers > 0);

        _door.Time.Advance(TimeSpan.FromMinutes(31));
        await UntilAsync(() => _door.Log.All.Any(l => l.Contains("trying again in a second", StringComparison.Ordinal)));
        fails = false;
        while (!lifetime.IsCancellationRequested)
        {
            _door.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await sweeper.StopAsync(Ct);
        Assert.True(sweeper.ExecuteTask!.IsCompletedSuccessfully);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
