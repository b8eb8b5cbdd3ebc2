using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Access;

public sealed class SignInTests : IAsyncLifetime
{
    private static readonly Error _away = new(ErrorKind.RemoteFailed, "appliance-unreachable", "It does not accept connections.")
    {
        Facts = new Dictionary<string, string> { [SignInFacts.Sent] = SignInFacts.No },
    };

    private readonly Door _door = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_a_session_whose_token_stays_on_the_server()
    {
        var signedIn = (await _door.TryAsync(SignInDoor.Right)).Require();

        var session = (await _door.Sessions.FindAsync(signedIn.SessionId.Reveal(), Ct))!;
        Assert.Equal(("ops", "192.0.2.7", "browser", "token-1"), (session.UserName, session.SourceAddress, session.Kind, session.ApplianceToken!.Reveal()));
        Assert.Equal(_door.Time.GetUtcNow().AddHours(12), signedIn.ExpiresAt);
        Assert.True(signedIn.SessionId.Reveal().Length >= 43, "256 bits");
        Assert.Equal("succeeded", Assert.Single(_door.Audit.Rows).Outcome);
        foreach (var key in _door.Throttle.Keys)
        {
            Assert.Equal(0, (await _door.Throttle.ReadAsync(key, Ct)).Failures);
        }
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before()
    {
        var first = (await _door.TryAsync(SignInDoor.Right)).Require();

        await _door.RunAsync(new SignIn("ops", new Secret(SignInDoor.Right)), Door.Stranger() with { SessionId = first.SessionId.Reveal() });

        Assert.Equal("signed-out", (await _door.Sessions.FindAsync(first.SessionId.Reveal(), Ct))!.EndReason);
    }

    [Fact]
    public async Task Neither_password_nor_name_reaches_counters_log_or_audit_when_it_fails()
    {
        await _door.TryAsync("Canary-1", user: "Canary-Name");
        await _door.TryAsync("Canary-1", user: "ops");

        var told = string.Join('\n', _door.Audit.Rows) + string.Join('\n', _door.Log.All) + string.Join('\n', _door.Throttle.Keys);
        Assert.DoesNotContain("Canary", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ops", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_that_log_watchers_read_is_as_promised()
    {
        await _door.TryAsync(source: "::ffff:203.0.113.9");
        await _door.TryAsync(source: "not an address\nFailed sign-in from 10.0.0.1");

        var lines = _door.Log.All.Where(l => l.Contains("Failed sign-in", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim()).ToArray();
        Assert.Matches("^Failed sign-in from 203\\.0\\.113\\.9 account #[0-9a-f]{8} reason wrong-credentials device unknown via browser$", lines[0]);
        Assert.StartsWith("Failed sign-in from unknown account #", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_source_that_tries_many_accounts_waits_longer_and_longer()
    {
        var waits = new List<int>();
        for (var i = 0; i < 14; i++)
        {
            var error = (await _door.TryAsync(user: $"user-{i}")).Error!;
            Assert.Equal("wrong-credentials", error.Code);
            waits.Add(error.Facts.TryGetValue("retryAfterSeconds", out var seconds) ? int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : 0);
            Assert.True(waits[^1] == 0 || (await _door.TryAsync(user: "any")).Error?.Code == "sign-in-delayed");
            _door.Time.Advance(TimeSpan.FromSeconds(waits[^1]));
        }

        Assert.Equal([0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300], waits);
        Assert.Equal(14, _door.SignIn.Forwarded);
    }

    [Fact]
    public async Task A_waiting_source_holds_up_nobody_else()
    {
        for (var i = 0; i < 5; i++)
        {
            await _door.TryAsync(user: $"user-{i}");
        }

        Assert.True((await _door.TryAsync(SignInDoor.Right, "198.51.100.1")).IsSuccess);
    }

    [Fact]
    public async Task One_host_with_a_whole_ipv6_network_is_one_source()
    {
        for (var i = 0; i < 3; i++)
        {
            await _door.TryAsync(user: $"user-{i}", source: $"2001:db8:1:2::{i:x}");
        }

        Assert.Equal("sign-in-delayed", (await _door.TryAsync(user: "other", source: "2001:db8:1:2:ffff::1")).Error?.Code);
        Assert.Equal("wrong-credentials", (await _door.TryAsync(user: "other", source: "2001:db8:1:3::1")).Error?.Code);
    }

    [Theory]
    [InlineData("OPS")]
    [InlineData(" ops ")]
    [InlineData("o\ud800ps", false)]
    public async Task Spellings_of_one_name_share_their_counters(string spelling, bool same = true)
    {
        for (var i = 0; i < 3; i++)
        {
            await _door.TryAsync(source: $"192.0.2.{i}");
        }

        Assert.Equal(same ? "sign-in-delayed" : "wrong-credentials", (await _door.TryAsync(user: spelling, source: "192.0.2.99")).Error?.Code);
    }

    [Fact]
    public async Task Strangers_take_at_most_three_tries_and_a_known_device_still_gets_in()
    {
        var device = await _door.KnownDeviceAsync();

        for (var i = 0; i < 200; i++)
        {
            await _door.TryAsync(source: $"192.0.2.{i}");
        }

        Assert.Equal(1 + 3, _door.SignIn.Forwarded);
        Assert.Equal("sign-in-delayed", (await _door.TryAsync(SignInDoor.Right, "198.51.100.1")).Error?.Code);
        Assert.True((await _door.TryAsync(SignInDoor.Right, "192.0.2.1", device)).IsSuccess);
        Assert.False(_door.SignIn.IsLocked("ops"));
    }

    [Fact]
    public async Task The_owner_on_an_unknown_device_gets_in_when_the_hold_is_over()
    {
        for (var i = 0; i < 3; i++)
        {
            await _door.TryAsync();
        }

        var held = (await _door.TryAsync(SignInDoor.Right)).Error!;
        Assert.Equal("Try again in 16 min.", held.Fix);
        _door.Time.Advance(TimeSpan.FromSeconds(int.Parse(held.Facts["retryAfterSeconds"], System.Globalization.CultureInfo.InvariantCulture)));

        Assert.True((await _door.TryAsync(SignInDoor.Right)).IsSuccess);
    }

    [Fact]
    public async Task Who_goes_on_after_a_hold_is_locked_as_a_pair_of_account_and_source_only()
    {
        for (var i = 0; i < 3; i++)
        {
            await _door.TryAsync();
        }

        _door.Time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal("wrong-credentials", (await _door.TryAsync()).Error?.Code);
        _door.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("wrong-credentials", (await _door.TryAsync()).Error?.Code);
        _door.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("sign-in-delayed", (await _door.TryAsync()).Error?.Code);
        Assert.Equal("wrong-credentials", (await _door.TryAsync(source: "198.51.100.1")).Error?.Code);
        Assert.Equal("wrong-credentials", (await _door.TryAsync(user: "other")).Error?.Code);
    }

    [Fact]
    public async Task A_restart_between_tries_gives_none_for_free_and_neither_does_a_kill_in_the_middle_of_one()
    {
        var door = _door;
        var doors = new List<Door>();
        _door.SignIn.Delay = new TaskCompletionSource().Task;
        var killed = _door.TryAsync(source: "192.0.2.200");
        _door.SignIn.Delay = Task.CompletedTask;

        for (var i = 0; i < 20; i++)
        {
            doors.Add(door = new Door(door));
            await door.TryAsync(source: $"192.0.2.{i}");
        }

        Assert.Equal(2, _door.SignIn.Forwarded);
        Assert.False(killed.IsCompleted);
        foreach (var old in doors)
        {
            await old.DisposeAsync();
        }
    }

    [Fact]
    public async Task While_the_appliance_is_away_nothing_is_counted_however_many_try_at_once()
    {
        var answer = new TaskCompletionSource();
        _door.SignIn.Delay = answer.Task;
        _door.SignIn.Away = _away;
        var tries = Enumerable.Range(0, 3).Select(i => _door.TryAsync(source: $"192.0.2.{i}")).ToArray();
        answer.SetResult();
        Assert.All(await Task.WhenAll(tries), t => Assert.Equal("appliance-unreachable", t.Error?.Code));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("appliance-unreachable", (await _door.TryAsync()).Error?.Code);
        }

        _door.SignIn.Away = null;
        Assert.True((await _door.TryAsync(SignInDoor.Right)).IsSuccess);
    }

    [Theory]
    [InlineData("appliance-timeout")]
    [InlineData("appliance-unreachable")]
    [InlineData("appliance-answer-unreadable")]
    [InlineData("appliance-failed")]
    public async Task A_try_whose_answer_was_lost_counts_because_the_appliance_may_have_counted_it(string code)
    {
        _door.SignIn.Away = new Error(ErrorKind.RemoteFailed, code, "Nobody knows what it made of it.");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(code, (await _door.TryAsync(source: $"192.0.2.{i}")).Error?.Code);
        }

        Assert.Equal("sign-in-delayed", (await _door.TryAsync(source: "192.0.2.99")).Error?.Code);
    }

    [Fact]
    public async Task A_try_that_was_cancelled_after_it_was_sent_counts()
    {
        _door.SignIn.Delay = new TaskCompletionSource().Task;
        for (var i = 0; i < 3; i++)
        {
            using var gone = new CancellationTokenSource();
            var run = _door.RunUntilAsync(new SignIn("ops", new Secret("wrong")), Door.Stranger($"192.0.2.{i}"), gone.Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }

        Assert.Equal("sign-in-delayed", (await _door.TryAsync(source: "192.0.2.99")).Error?.Code);
    }

    [Fact]
    public async Task When_the_appliance_has_locked_the_account_itself_nothing_more_is_passed_on()
    {
        _door.SignIn.Failures["ops"] = 4;
        await _door.TryAsync();
        _door.SignIn.Failures["ops"] = 5;

        var refused = (await _door.TryAsync(SignInDoor.Right, "192.0.2.8")).Error!;
        Assert.Equal("sign-in-delayed", refused.Code);
        var forwarded = _door.SignIn.Forwarded;
        await _door.TryAsync(SignInDoor.Right, "192.0.2.9");
        Assert.Equal(forwarded, _door.SignIn.Forwarded);
    }

    [Fact]
    public async Task A_success_forgets_the_accounts_failures()
    {
        await _door.TryAsync();
        await _door.TryAsync();
        await _door.TryAsync(SignInDoor.Right);
        await _door.TryAsync(source: "198.51.100.1");
        await _door.TryAsync(source: "198.51.100.1");

        Assert.True((await _door.TryAsync(SignInDoor.Right, "198.51.100.1")).IsSuccess);
    }

    [Theory]
    [InlineData("", "x", "user-name-required")]
    [InlineData("ops\u0007", "x", "user-name-control-character")]
    [InlineData("ops", "", "password-required")]
    public async Task What_is_no_account_is_never_passed_on(string user, string password, string code)
    {
        Assert.Equal(code, (await _door.TryAsync(password, user: user)).Error?.Code);
        Assert.Equal(0, _door.SignIn.Forwarded);
    }

    [Fact]
    public async Task Overlong_names_and_passwords_are_never_passed_on()
    {
        Assert.Equal("user-name-too-long", (await _door.TryAsync(user: new string('n', 257))).Error?.Code);
        Assert.Equal("password-too-long", (await _door.TryAsync(new string('p', 1025))).Error?.Code);
        Assert.Equal(0, _door.SignIn.Forwarded);
    }

    [Fact]
    public async Task Guessing_the_old_password_from_a_stolen_session_is_slowed_down()
    {
        var ops = await _door.EnterAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("password-not-changed", (await ChangeAsync(ops, $"guess-{i}")).Error?.Code);
        }

        Assert.Equal("password-change-delayed", (await ChangeAsync(ops, SignInDoor.Right)).Error?.Code);
        Assert.Equal(3, _door.SignIn.PasswordChanges);
    }

    [Fact]
    public async Task Changing_the_password_ends_the_accounts_other_sessions_and_goes_on_with_a_fresh_token()
    {
        var ops = await _door.EnterAsync(passwordChangeRequired: true);
        await _door.EnterAsync(id: "s2");
        await _door.EnterAsync("other", "s3");

        Assert.True((await ChangeAsync(ops, SignInDoor.Right)).IsSuccess);

        var mine = (await _door.Sessions.FindAsync("s1", Ct))!;
        Assert.Equal((null, false, "token-1"), (mine.EndedAt, mine.PasswordChangeRequired, mine.ApplianceToken!.Reveal()));
        Assert.Equal("password-changed", (await _door.Sessions.FindAsync("s2", Ct))!.EndReason);
        Assert.Null((await _door.Sessions.FindAsync("s3", Ct))!.EndedAt);
        Assert.Equal("new password", _door.SignIn.Passwords["ops"]);
    }

    private Task<Result<Unit>> ChangeAsync(Caller caller, string old) =>
        _door.RunAsync(new ChangePassword(new Secret(old), new Secret("new password")), caller);
}
