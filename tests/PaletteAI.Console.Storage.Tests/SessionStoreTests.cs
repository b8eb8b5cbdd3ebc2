using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Storage.Tests;

public sealed class SessionStoreTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new();
    private ISessionStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await _harness.OpenAsync<ISessionStore>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task A_session_comes_back_whole_after_a_restart()
    {
        var session = NewSession("s-1");
        await _store.AddAsync(session, CancellationToken.None);

        await ReopenAsync();

        Assert.Equal(session, await _store.FindAsync("s-1", CancellationToken.None));
    }

    [Fact]
    public async Task Neither_id_nor_token_is_on_the_disk_in_clear()
    {
        await _store.AddAsync(NewSession("session-id-canary"), CancellationToken.None);
        await _harness.RestartAsync();

        var disk = _harness.Everything();

        Assert.Contains("ops", disk, StringComparison.Ordinal);
        Assert.DoesNotContain("session-id-canary", disk, StringComparison.Ordinal);
        Assert.DoesNotContain("token-canary", disk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_lost_keys_the_session_has_no_token_and_nothing_crashes()
    {
        await _store.AddAsync(NewSession("s-1"), CancellationToken.None);
        await _harness.LoseKeysAsync();
        await ReopenAsync();

        var found = await _store.FindAsync("s-1", CancellationToken.None);

        Assert.NotNull(found);
        Assert.Null(found.ApplianceToken);
        Assert.Null(Assert.Single(await _store.ListActiveAsync(CancellationToken.None)).ApplianceToken);
    }

    [Fact]
    public async Task A_session_is_ended_by_its_name_only_by_its_own_account()
    {
        await _store.AddAsync(NewSession("s-1"), CancellationToken.None);
        var name = Assert.Single(await _store.ListActiveAsync(CancellationToken.None)).Id;
        var at = _harness.Time.GetUtcNow();
        Assert.Equal(name, _store.NameOf("s-1"));

        Assert.False(await _store.EndNamedAsync(name, "somebody else", at, "ended-elsewhere", CancellationToken.None));
        Assert.False(await _store.EndNamedAsync("s-1", "ops", at, "ended-elsewhere", CancellationToken.None));
        Assert.Null(await _store.FindAsync(name, CancellationToken.None));
        Assert.True(await _store.EndNamedAsync(name, "ops", at, "ended-elsewhere", CancellationToken.None));
        Assert.False(await _store.EndNamedAsync(name, "ops", at, "ended-elsewhere", CancellationToken.None));

        var ended = await _store.FindAsync("s-1", CancellationToken.None);
        Assert.Equal("ended-elsewhere", ended!.EndReason);
        Assert.Null(ended.ApplianceToken);
    }

    [Fact]
    public async Task An_ended_session_forgets_its_token_and_takes_no_new_one()
    {
        await _store.AddAsync(NewSession("s-1"), CancellationToken.None);
        var at = _harness.Time.GetUtcNow();

        await _store.EndAsync("s-1", at, "signed-out", CancellationToken.None);
        await _store.ReplaceTokenAsync("s-1", new Secret("late renewal"), at.AddHours(2), CancellationToken.None);
        await _store.TouchAsync("s-1", at.AddHours(1), CancellationToken.None);
        await _store.EndAsync("s-1", at.AddHours(1), "idle", CancellationToken.None);

        var found = await _store.FindAsync("s-1", CancellationToken.None);
        Assert.Equal((at, "signed-out", null, at), (found!.EndedAt, found.EndReason, found.ApplianceToken, found.LastActivityAt));
        Assert.Empty(await _store.ListActiveAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Activity_moves_forward_only()
    {
        await _store.AddAsync(NewSession("s-1"), CancellationToken.None);
        var later = _harness.Time.GetUtcNow().AddMinutes(5);

        await _store.TouchAsync("s-1", later, CancellationToken.None);
        await _store.TouchAsync("s-1", later.AddMinutes(-3), CancellationToken.None);

        Assert.Equal(later, (await _store.FindAsync("s-1", CancellationToken.None))!.LastActivityAt);
    }

    [Fact]
    public async Task Other_sessions_of_the_account_end_and_only_those()
    {
        await _store.AddAsync(NewSession("mine"), CancellationToken.None);
        await _store.AddAsync(NewSession("elsewhere"), CancellationToken.None);
        await _store.AddAsync(NewSession("colleague") with { UserName = "other" }, CancellationToken.None);

        await _store.EndOthersAsync("ops", "mine", _harness.Time.GetUtcNow(), "password-changed", CancellationToken.None);

        Assert.Null((await _store.FindAsync("mine", CancellationToken.None))!.EndedAt);
        Assert.Equal("password-changed", (await _store.FindAsync("elsewhere", CancellationToken.None))!.EndReason);
        Assert.Null((await _store.FindAsync("colleague", CancellationToken.None))!.EndedAt);
    }

    [Fact]
    public async Task Listed_ids_open_nothing()
    {
        await _store.AddAsync(NewSession("s-1"), CancellationToken.None);
        var listed = Assert.Single(await _store.ListActiveAsync(CancellationToken.None));

        Assert.NotEqual("s-1", listed.Id);
        Assert.Null(await _store.FindAsync(listed.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Old_rows_are_pruned_and_young_ones_stay()
    {
        var now = _harness.Time.GetUtcNow();
        await _store.AddAsync(NewSession("ended-long-ago"), CancellationToken.None);
        await _store.EndAsync("ended-long-ago", now.AddDays(-8), "idle", CancellationToken.None);
        await _store.AddAsync(NewSession("alive"), CancellationToken.None);

        await _store.PruneAsync(now.AddDays(-7), CancellationToken.None);

        Assert.Null(await _store.FindAsync("ended-long-ago", CancellationToken.None));
        Assert.NotNull(await _store.FindAsync("alive", CancellationToken.None));
    }

    [Fact]
    public async Task A_changed_password_and_a_renewed_token_are_kept()
    {
        await _store.AddAsync(NewSession("s-1") with { PasswordChangeRequired = true }, CancellationToken.None);

        await _store.PasswordChangedAsync("s-1", CancellationToken.None);
        await _store.ReplaceTokenAsync("s-1", new Secret("new"), DateTimeOffset.UnixEpoch, CancellationToken.None);

        var found = await _store.FindAsync("s-1", CancellationToken.None);
        Assert.False(found!.PasswordChangeRequired);
        Assert.Equal(("new", DateTimeOffset.UnixEpoch), (found.ApplianceToken!.Reveal(), found.ApplianceTokenExpiresAt));
    }

    private async Task ReopenAsync()
    {
        await _harness.RestartAsync();
        _store = await _harness.OpenAsync<ISessionStore>();
    }

    private Session NewSession(string id) => new()
    {
        Id = id,
        UserName = "ops",
        SourceAddress = "10.0.0.5",
        CreatedAt = _harness.Time.GetUtcNow(),
        LastActivityAt = _harness.Time.GetUtcNow(),
        ExpiresAt = _harness.Time.GetUtcNow().AddHours(12),
        ApplianceToken = new Secret("token-canary"),
        ApplianceTokenExpiresAt = _harness.Time.GetUtcNow().AddHours(2),
        Kind = "command-line",
    };
}
