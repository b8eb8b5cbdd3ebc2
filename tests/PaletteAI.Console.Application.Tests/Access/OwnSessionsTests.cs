using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Access;

public sealed class OwnSessionsTests
{
    private readonly ManualTime _time = new();
    private readonly MemorySessionStore _store = new();
    private readonly SessionRegistry _registry;
    private readonly SessionGate _gate;

    public OwnSessionsTests()
    {
        _registry = new SessionRegistry(SessionLife.Default, _time, NullLogger<SessionRegistry>.Instance);
        _gate = new SessionGate(_store, _registry, SessionLife.Default, _time);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_ones_own_living_sessions_are_listed_newest_first_and_none_of_them_opens_anything()
    {
        await AddAsync("old", "ops", 20);
        await AddAsync("mine", "ops", 5);
        await AddAsync("idle", "ops", 40);
        await AddAsync("stranger", "other", 1);

        var listed = (await new ListSessionsHandler(_store, SessionLife.Default, _time).HandleAsync(new ListSessions(), Context("mine", "ops"), Ct)).Require();

        Assert.Equal([("name of mine", true), ("name of old", false)], listed.Select(s => (s.Name, s.IsCurrent)));
        Assert.Equal(_time.GetUtcNow().AddMinutes(25), listed[0].EndsAt);
        foreach (var session in listed)
        {
            Assert.Null(await _store.FindAsync(session.Name, Ct));
        }
    }

    [Fact]
    public async Task Ending_a_session_ends_what_hangs_on_it_at_once()
    {
        await AddAsync("mine", "ops", 1);
        await AddAsync("left behind", "ops", 1);
        await _gate.RequireAsync("left behind", false, Ct);
        var lifetime = _registry.LifetimeOf("left behind");

        Assert.True((await EndAsync("name of left behind", "ops")).IsSuccess);

        Assert.True(lifetime.IsCancellationRequested);
        Assert.Contains("another session", (await _gate.RequireAsync("left behind", false, Ct)).Error!.Message, StringComparison.Ordinal);
        Assert.True((await _gate.RequireAsync("mine", false, Ct)).IsSuccess);
    }

    [Theory]
    [InlineData("name of stranger")]
    [InlineData("stranger")]
    [InlineData("")]
    public async Task Nobody_ends_the_session_of_another_account(string name)
    {
        await AddAsync("stranger", "other", 1);

        Assert.Equal("session-not-found", (await EndAsync(name, "ops")).Error!.Code);

        Assert.True((await _gate.RequireAsync("stranger", false, Ct)).IsSuccess);
    }

    [Fact]
    public void The_audit_row_names_the_session_shortly() => Assert.Equal("session 0123456789ab", ((IOperation<Unit>)new EndSession("0123456789abcdef")).Subject);

    private Task<Result<Unit>> EndAsync(string name, string actor) => new EndSessionHandler(_gate).HandleAsync(new EndSession(name), Context("mine", actor), Ct);

    private Task AddAsync(string id, string user, int minutesAgo) => _store.AddAsync(
        new Session
        {
            Id = id,
            UserName = user,
            SourceAddress = "10.0.0.9",
            CreatedAt = _time.GetUtcNow().AddMinutes(-minutesAgo),
            LastActivityAt = _time.GetUtcNow().AddMinutes(-minutesAgo),
            ExpiresAt = _time.GetUtcNow().AddHours(12),
            ApplianceToken = new Secret("t"),
        },
        Ct);

    private static OperationContext Context(string session, string actor) => new(actor, new Caller(session, "10.0.0.9", "browser"), new Secret("t"), "c-1");
}
