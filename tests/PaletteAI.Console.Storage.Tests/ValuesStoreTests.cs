using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Storage.Tests;

public sealed class ValuesStoreTests : IAsyncLifetime
{
    private const string Canary = "canary-77aa";
    private readonly StorageHarness _harness = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task A_draft_survives_a_restart_and_is_not_readable_on_the_disk()
    {
        var store = await _harness.OpenAsync<IValuesStore>();
        var saved = (await store.SaveDraftAsync(Draft(0, Canary), CancellationToken.None)).Require();
        await _harness.RestartAsync();
        store = await _harness.OpenAsync<IValuesStore>();

        Assert.Equal(saved, await store.FindDraftAsync("ops", CancellationToken.None));
        Assert.Equal((1, Canary), (saved.Version, saved.Text!.Reveal()));
        Assert.Null(await store.FindDraftAsync("dev", CancellationToken.None));
        Assert.DoesNotContain(Canary, _harness.Everything(), StringComparison.Ordinal);

        await _harness.LoseKeysAsync();
        store = await _harness.OpenAsync<IValuesStore>();
        Assert.Null((await store.FindDraftAsync("ops", CancellationToken.None))!.Text);
    }

    [Fact]
    public async Task Of_two_windows_the_later_one_is_told()
    {
        var store = await _harness.OpenAsync<IValuesStore>();
        Assert.Equal(1, (await store.SaveDraftAsync(Draft(0, "a"), CancellationToken.None)).Require().Version);
        Assert.Equal(ValuesErrors.DraftChangedElsewhere, (await store.SaveDraftAsync(Draft(0, "b"), CancellationToken.None)).Error?.Code);
        Assert.Equal(2, (await store.SaveDraftAsync(Draft(1, "c"), CancellationToken.None)).Require().Version);
        Assert.Equal(ValuesErrors.DraftChangedElsewhere, (await store.SaveDraftAsync(Draft(1, "d"), CancellationToken.None)).Error?.Code);
        Assert.False(await store.DeleteDraftAsync("ops", 1, CancellationToken.None));
        Assert.True(await store.DeleteDraftAsync("ops", 2, CancellationToken.None));
        Assert.Equal(ValuesErrors.DraftChangedElsewhere, (await store.SaveDraftAsync(Draft(2, "e"), CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task A_revision_comes_back_with_its_bytes_and_what_became_of_its_hosts()
    {
        var store = await _harness.OpenAsync<IValuesStore>();
        byte[] content = [0xFF, 0xFE, 0x00, .. Encoding.UTF8.GetBytes(Canary)];
        var added = await store.AddRevisionAsync(Revision("aa", ValuesRevisionKind.Saved) with { Author = "ops", Reason = "why", BaseSha256 = "00,11" }, content, CancellationToken.None);
        await store.UpdateRevisionAsync(added.Number, [new ValuesRevisionHost("h1", "edge-1", ValuesWriteState.Failed, "", "unreachable", "Away.", "Wait.") { Since = _harness.Time.GetUtcNow() }], CancellationToken.None);
        await _harness.RestartAsync();
        store = await _harness.OpenAsync<IValuesStore>();

        var read = Assert.Single(await store.ListRevisionsAsync(CancellationToken.None));
        Assert.Equal(added with { Hosts = read.Hosts }, read);
        Assert.Equal((ValuesWriteState.Failed, "unreachable", _harness.Time.GetUtcNow()), (read.Hosts[0].State, read.Hosts[0].ProblemCode, read.Hosts[0].Since!.Value));
        Assert.Equal(content, (await store.FindContentAsync("aa", CancellationToken.None))!.Value.ToArray());
        Assert.Null(await store.FindContentAsync("bb", CancellationToken.None));
        Assert.DoesNotContain(Canary, _harness.Everything(), StringComparison.Ordinal);

        await _harness.LoseKeysAsync();
        store = await _harness.OpenAsync<IValuesStore>();
        Assert.Null(await store.FindContentAsync("aa", CancellationToken.None));
        await store.KeepContentAsync("aa", content, CancellationToken.None);
        Assert.Equal(content, (await store.FindContentAsync("aa", CancellationToken.None))!.Value.ToArray());
    }

    [Fact]
    public async Task Old_revisions_go_but_not_the_shipped_one_nor_what_a_draft_began_from()
    {
        var store = await _harness.OpenAsync<IValuesStore>();
        await store.AddRevisionAsync(Revision("shipped", ValuesRevisionKind.Shipped), "a"u8.ToArray(), CancellationToken.None);
        await store.AddRevisionAsync(Revision("base", ValuesRevisionKind.Found), "b"u8.ToArray(), CancellationToken.None);
        await store.AddRevisionAsync(Revision("old", ValuesRevisionKind.Saved), "c"u8.ToArray(), CancellationToken.None);
        await store.SaveDraftAsync(Draft(0, "x") with { BaseSha256 = "other,base" }, CancellationToken.None);
        for (var i = 0; i < 300; i++)
        {
            await store.AddRevisionAsync(Revision($"n{i}", ValuesRevisionKind.Saved), "d"u8.ToArray(), CancellationToken.None);
        }

        var left = await store.ListRevisionsAsync(CancellationToken.None);
        Assert.Equal((301, "n299", "shipped"), (left.Length, left[0].Sha256, left[^1].Sha256));
        Assert.NotNull(await store.FindContentAsync("base", CancellationToken.None));
        Assert.Null(await store.FindContentAsync("old", CancellationToken.None));
    }

    private ValuesDraft Draft(long version, string text) => new("ops", version, new Secret(text), "base", _harness.Time.GetUtcNow());

    private ValuesRevision Revision(string sha256, ValuesRevisionKind kind) => new()
    {
        Kind = kind, Sha256 = sha256, Size = 1, At = _harness.Time.GetUtcNow(), Hosts = [new ValuesRevisionHost("h1", "edge-1", ValuesWriteState.There)],
    };
}
