using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Tests.Operations;

public sealed class OperationRunnerTests : IAsyncLifetime
{
    private readonly Door _door = Door.WithScript();
    private Caller _ops = null!;

    public async ValueTask InitializeAsync() => _ops = await _door.EnterAsync();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task An_act_is_written_down_before_and_after_it()
    {
        var rowsAtTheAct = 0;
        _door.Script.Do = (context, _) =>
        {
            rowsAtTheAct = _door.Audit.Rows.Count;
            return Task.FromResult<Result<string>>($"{context.Actor} with {context.ApplianceToken!.Reveal()}");
        };

        var outcome = await _door.RunAsync(new Act("one"), _ops);

        Assert.Equal("ops with token-of-s1", outcome.Value);
        Assert.Equal(1, rowsAtTheAct);
        Assert.Equal(["intent", "succeeded"], Outcomes());
        var last = _door.Audit.Rows[^1];
        Assert.Equal(("ops", "10.0.0.9", "browser", "test.act", "thing one"), (last.Actor, last.Source, last.Via, last.Operation, last.Subject));
        Assert.Single(_door.Audit.Rows.Select(r => r.CorrelationId).Distinct());
    }

    [Fact]
    public async Task Permission_is_judged_before_the_shape_and_the_shape_before_the_key()
    {
        Assert.Equal("session-ended", (await _door.RunAsync(new Act(""), Door.Stranger())).Error?.Code);

        var keyed = _ops with { IdempotencyKey = "k" };
        Assert.Equal("name-required", (await _door.RunAsync(new Act(""), keyed)).Error?.Code);
        Assert.Equal("done", (await _door.RunAsync(new Act("one"), keyed)).Value);
        Assert.Equal("done", (await _door.RunAsync(new Act("one"), keyed)).Value);
        Assert.Equal(1, _door.Script.Runs);
        Assert.Equal(["refused", "intent", "succeeded"], Outcomes());
    }

    [Fact]
    public async Task The_session_is_looked_up_at_every_call()
    {
        Assert.True((await _door.RunAsync(new Look(), _ops)).IsSuccess);

        await _door.Services.GetRequiredService<SessionGate>().EndAsync("s1", "signed-out", TestContext.Current.CancellationToken);

        Assert.Equal(ErrorKind.Unauthenticated, (await _door.RunAsync(new Look(), _ops)).Error?.Kind);
        Assert.Equal(1, _door.Script.Runs);
    }

    [Fact]
    public async Task While_a_new_password_is_due_only_ones_own_session_can_be_acted_on()
    {
        var fresh = await _door.EnterAsync("new", "s2", passwordChangeRequired: true);

        Assert.Equal("password-change-required", (await _door.RunAsync(new Look(), fresh)).Error?.Code);
        Assert.True((await _door.RunAsync(new Own(), fresh)).IsSuccess);
        Assert.True((await _door.RunAsync(new Knock(), fresh)).IsSuccess);
    }

    [Fact]
    public async Task What_is_not_permitted_leaves_a_row_unless_nobody_asked_for_it()
    {
        _door.Policy.Denied.Add(Permission.View);

        Assert.Equal("not-permitted", (await _door.RunAsync(new Look(), _ops with { IsBackground = true })).Error?.Code);
        Assert.Empty(_door.Audit.Rows);
        Assert.Equal("not-permitted", (await _door.RunAsync(new Look(), _ops)).Error?.Code);
        Assert.Equal(["refused"], Outcomes());
        Assert.Equal(0, _door.Script.Runs);
    }

    [Fact]
    public async Task A_wrong_input_leaves_a_row_only_where_acts_do()
    {
        Assert.Equal("name-required", (await _door.RunAsync(new Look(""), _ops)).Error?.Code);
        Assert.Empty(_door.Audit.Rows);
        Assert.Equal("name", (await _door.RunAsync(new Act(""), _ops)).Error?.Path);
        Assert.Equal("name-required: The name is empty.", Assert.Single(_door.Audit.Rows).Detail);
    }

    [Theory]
    [InlineData(ErrorKind.Refused, "refused")]
    [InlineData(ErrorKind.Invalid, "refused")]
    [InlineData(ErrorKind.RemoteFailed, "failed")]
    [InlineData(ErrorKind.RemoteTimeout, "failed")]
    [InlineData(ErrorKind.Internal, "failed")]
    public async Task An_expected_failure_is_returned_recorded_and_counted(ErrorKind kind, string word)
    {
        _door.Script.Do = (_, _) => Task.FromResult<Result<string>>(new Error(kind, "no-luck", "It did not work."));
        var counted = new List<string>();
        using var listener = Listen(counted);

        Assert.Equal("no-luck", (await _door.RunAsync(new Fetch(), _ops)).Error?.Code);

        Assert.Equal([word], Outcomes());
        Assert.Equal("no-luck: It did not work.", _door.Audit.Rows[0].Detail);
        Assert.Equal([$"test.fetch {word}"], counted);
    }

    [Fact]
    public async Task A_read_leaves_no_row_when_it_works_and_none_when_it_fails()
    {
        await _door.RunAsync(new Look(), _ops);
        _door.Script.Do = (_, _) => Task.FromResult<Result<string>>(new Error(ErrorKind.RemoteFailed, "away", "It is away."));
        await _door.RunAsync(new Look(), _ops);

        Assert.Empty(_door.Audit.Rows);
    }

    [Fact]
    public async Task A_fault_shows_its_number_and_nothing_else()
    {
        _door.Script.Do = (_, _) => throw new InvalidOperationException("at line 12 of the very internals");

        var error = (await _door.RunAsync(new Act("one"), _ops)).Error!;

        Assert.Equal((ErrorKind.Internal, "internal-error"), (error.Kind, error.Code));
        Assert.DoesNotContain("internals", error.Message + error.Fix, StringComparison.Ordinal);
        var number = _door.Audit.Rows[^1].CorrelationId;
        Assert.Contains(number, error.Message, StringComparison.Ordinal);
        Assert.Contains(_door.Log.All, l => l.Contains(number, StringComparison.Ordinal) && l.Contains("internals", StringComparison.Ordinal));
        Assert.Equal(["intent", "failed"], Outcomes());
    }

    [Fact]
    public async Task When_the_sessions_cannot_be_read_nothing_runs()
    {
        _door.Sessions.AfterFind = () => throw new IOException("disk");

        Assert.Equal("internal-error", (await _door.RunAsync(new Act("one"), _ops)).Error?.Code);
        Assert.Equal(0, _door.Script.Runs);
    }

    [Fact]
    public async Task Secrets_of_the_input_reach_no_row_no_log_and_no_error()
    {
        var act = new Act("one") { Password = new Secret("Canary-1"), Others = new Dictionary<string, Secret> { ["a"] = new("Canary-22") } };
        Func<Result<string>>[] ways =
        [
            () => throw new InvalidOperationException("the password Canary-1 and Canary-22"),
            () => new Error(ErrorKind.Refused, "refused", "Canary-1 is too short", "Not Canary-22")
            {
                Findings = [Finding.Error("a", "b", "Canary-1", "Canary-22")],
                Facts = new Dictionary<string, string> { ["said"] = "Canary-1" },
            },
        ];

        foreach (var way in ways)
        {
            _door.Script.Do = (_, _) => Task.FromResult(way());
            var error = (await _door.RunAsync(act, _ops)).Error!;
            var told = $"{error} {string.Join(' ', error.Findings)} {string.Join(' ', error.Facts.Values)}";
            Assert.DoesNotContain("Canary", told, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Canary", string.Join('\n', _door.Audit.Rows) + string.Join('\n', _door.Log.All), StringComparison.Ordinal);
        Assert.Contains(_door.Audit.Rows, r => r.Detail == "refused: *** is too short");
    }

    [Fact]
    public async Task When_the_row_before_cannot_be_written_the_act_does_not_happen_but_reads_go_on()
    {
        _door.Audit.Broken = new IOException("disk full");

        Assert.Equal("internal-error", (await _door.RunAsync(new Act("one"), _ops)).Error?.Code);
        Assert.Equal(0, _door.Script.Runs);
        Assert.True((await _door.RunAsync(new Look(), _ops)).IsSuccess);
    }

    [Fact]
    public async Task When_only_the_row_after_is_lost_the_outcome_is_still_told_and_the_loss_is_loud()
    {
        _door.Script.Do = (_, _) =>
        {
            _door.Audit.Broken = new IOException("disk full");
            return Task.FromResult<Result<string>>("done");
        };

        Assert.Equal("done", (await _door.RunAsync(new Act("one"), _ops)).Value);
        Assert.Contains(_door.Log.All, l => l.StartsWith("Critical", StringComparison.Ordinal) && l.Contains("test.act", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rows_texts_are_bounded()
    {
        _door.Script.Do = (_, _) => Task.FromResult<Result<string>>(new Error(ErrorKind.Refused, "long", new string('m', 50_000)));

        await _door.RunAsync(new Act(new string('n', 500_000)), _ops);

        Assert.All(_door.Audit.Rows, r => Assert.InRange(r.Subject.Length + r.Detail.Length, 1, 1_200));
    }

    [Fact]
    public async Task The_appliances_own_refusal_of_the_token_reads_the_same_everywhere()
    {
        _door.Script.Do = (_, _) => Task.FromResult<Result<string>>(new Error(ErrorKind.Refused, SessionErrors.ApplianceEndedCode, "401", "?"));

        var error = (await _door.RunAsync(new Look(), _ops)).Error!;

        Assert.Equal((ErrorKind.Unauthenticated, SessionErrors.ApplianceEnded.Fix), (error.Kind, error.Fix));
    }

    private string[] Outcomes() => [.. _door.Audit.Rows.Select(r => r.Outcome)];

    private MeterListener Listen(List<string> counted)
    {
        var meters = _door.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "console.operations" && instrument.Meter.Scope == meters)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, n, tags, _) => counted.Add($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();
        return listener;
    }
}
