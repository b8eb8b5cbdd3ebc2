using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Access;

/// <summary>Renewing the appliance's token in time.</summary>
public sealed class ApplianceTokenTests : IAsyncLifetime
{
    private readonly Door _door = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ApplianceTokens Tokens => _door.Services.GetRequiredService<ApplianceTokens>();

    public async ValueTask InitializeAsync() => await _door.EnterAsync();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task A_token_with_life_left_is_used_as_it_is()
    {
        _door.Time.Advance(TimeSpan.FromMinutes(99));

        Assert.Equal("token-of-s1", await TokenAsync());
        Assert.Equal(0, _door.SignIn.Renewals);
    }

    [Fact]
    public async Task Many_who_need_it_at_once_cause_one_renewal_and_all_get_the_new_token()
    {
        var answer = new TaskCompletionSource();
        _door.SignIn.Delay = answer.Task;
        _door.Time.Advance(TimeSpan.FromMinutes(101));
        var session = await SessionAsync();

        var all = Enumerable.Range(0, 20).Select(_ => Tokens.GetAsync(session, Ct)).ToArray();
        answer.SetResult();

        Assert.All(await Task.WhenAll(all), t => Assert.Equal("token-1", t!.Reveal()));
        Assert.Equal("token-1", (await Tokens.GetAsync(session, Ct))!.Reveal());
        Assert.Equal(1, _door.SignIn.Renewals);
        Assert.Equal(_door.Time.GetUtcNow().AddHours(2), (await SessionAsync()).ApplianceTokenExpiresAt);
    }

    [Fact]
    public async Task While_the_appliance_is_away_the_token_at_hand_is_used_and_it_is_not_asked_at_every_call()
    {
        _door.SignIn.Away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "It reboots.");
        _door.Time.Advance(TimeSpan.FromMinutes(101));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("token-of-s1", await TokenAsync());
        }

        Assert.Equal(1, _door.SignIn.Renewals);
        _door.Time.Advance(TimeSpan.FromSeconds(31));
        _door.SignIn.Away = null;
        Assert.Equal("token-1", await TokenAsync());
    }

    [Fact]
    public async Task An_appliance_that_hangs_costs_five_seconds()
    {
        _door.SignIn.Delay = new TaskCompletionSource().Task;
        _door.Time.Advance(TimeSpan.FromMinutes(101));
        var token = TokenAsync();
        while (_door.SignIn.Renewals == 0)
        {
            await Task.Yield();
        }

        _door.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("token-of-s1", await token);
    }

    [Fact]
    public async Task A_session_that_ended_meanwhile_gets_no_new_token()
    {
        _door.Time.Advance(TimeSpan.FromMinutes(101));
        var session = await SessionAsync();
        await _door.Sessions.EndAsync("s1", _door.Time.GetUtcNow(), "signed-out", Ct);

        await Tokens.GetAsync(session, Ct);

        Assert.Equal(0, _door.SignIn.Renewals);
    }

    [Fact]
    public async Task Whoever_stops_waiting_does_not_stop_the_renewal()
    {
        var answer = new TaskCompletionSource();
        _door.SignIn.Delay = answer.Task;
        _door.Time.Advance(TimeSpan.FromMinutes(101));
        using var gone = new CancellationTokenSource();
        var session = await SessionAsync();
        var first = Tokens.GetAsync(session, gone.Token);
        var second = Tokens.GetAsync(session, Ct);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();

        Assert.Equal("token-1", (await second)!.Reveal());
    }

    private async Task<Session> SessionAsync() => (await _door.Sessions.FindAsync("s1", Ct))!;

    private async Task<string> TokenAsync() => (await Tokens.GetAsync(await SessionAsync(), Ct))!.Reveal();
}
