using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Operations;

/// <summary>People without a session see their failures recorded, but cannot fill the audit log.</summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private readonly Door _door = Door.WithScript();

    public ValueTask InitializeAsync()
    {
        _door.Script.Do = (_, _) => Task.FromResult<Result<string>>(new Error(ErrorKind.Unauthenticated, "wrong-credentials", "Wrong."));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task Operations_that_need_a_session_leave_no_row_at_all()
    {
        foreach (var caller in new[] { Door.Stranger(), Door.Stranger() with { SessionId = "made up" }, Door.Stranger() with { SessionId = new string('x', 4_000) } })
        {
            Assert.Equal("session-ended", (await _door.RunAsync(new Act("one"), caller)).Error?.Code);
        }

        Assert.Empty(_door.Audit.Rows);
        Assert.Equal(3, _door.Log.All.Count(l => l.Contains("test.act refused session-ended", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Failures_before_sign_in_leave_a_bounded_number_of_rows_and_say_what_they_left_out()
    {
        await KnockAsync(1_000);
        Assert.Equal(30, _door.Audit.Rows.Count);

        _door.Time.Advance(TimeSpan.FromMinutes(2));
        await KnockAsync(1_000);

        Assert.Equal(31, _door.Audit.Rows.Count);
        Assert.Contains("970 like it before were not recorded", _door.Audit.Rows[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(2_000, _door.Log.All.Count(l => l.Contains("test.knock refused", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_day_of_attack_leaves_hundreds_of_rows_not_thousands()
    {
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            await KnockAsync(5);
            _door.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_door.Audit.Rows.Count, 700, 760);
    }

    [Fact]
    public async Task A_flood_hides_neither_the_rows_of_people_signed_in_nor_a_strangers_success()
    {
        await KnockAsync(100);
        var ops = await _door.EnterAsync();
        await _door.RunAsync(new Fetch(), ops);
        _door.Script.Do = (_, _) => Task.FromResult<Result<string>>("in");
        await _door.RunAsync(new Knock(), Door.Stranger());

        Assert.Equal(["test.fetch refused", "test.knock succeeded"], _door.Audit.Rows.Skip(30).Select(r => $"{r.Operation} {r.Outcome}"));
    }

    [Fact]
    public async Task Acts_of_strangers_that_need_a_row_before_are_refused_when_there_is_no_room_for_it()
    {
        await KnockAsync(100);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal("wrong-credentials", (await _door.RunAsync(new Claim(), Door.Stranger())).Error?.Code);
        }

        var runs = _door.Script.Runs;
        Assert.Equal("too-many-calls", (await _door.RunAsync(new Claim(), Door.Stranger())).Error?.Code);
        Assert.Equal(runs, _door.Script.Runs);
        Assert.Equal(60, _door.Audit.Rows.Count);
        Assert.Equal("wrong-credentials", (await _door.RunAsync(new Claim(), await _door.EnterAsync())).Error?.Code);
    }

    private async Task KnockAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _door.RunAsync(new Knock(), Door.Stranger());
        }
    }
}
