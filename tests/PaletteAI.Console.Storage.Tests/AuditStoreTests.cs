using CsCheck;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Storage.Tests;

public sealed class AuditStoreTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new();
    private IAuditStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await _harness.OpenAsync<IAuditStore>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Rows_come_newest_first_numbered_without_gaps_and_verify()
    {
        await AppendAsync(5);

        var rows = await _store.ListAsync(new AuditFilter(), CancellationToken.None);

        Assert.Equal([5, 4, 3, 2, 1], rows.Select(r => r.Number));
        Assert.Equal(5, rows.Select(r => r.Hash).Distinct().Count());
        Assert.Null(await _store.FindBrokenLinkAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_empty_log_verifies() => Assert.Null(await _store.FindBrokenLinkAsync(CancellationToken.None));

    [Fact]
    public async Task A_restart_goes_on_with_the_same_chain()
    {
        await AppendAsync(3);
        await _harness.RestartAsync();
        _store = await _harness.OpenAsync<IAuditStore>();
        await AppendAsync(2);

        Assert.Equal(5, (await _store.ListAsync(new AuditFilter(), CancellationToken.None))[0].Number);
        Assert.Null(await _store.FindBrokenLinkAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Concurrent_writers_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => _store.AppendAsync(Entry(i), CancellationToken.None))));

        Assert.Equal(40, (await _store.ListAsync(new AuditFilter(), CancellationToken.None)).Count);
        Assert.Null(await _store.FindBrokenLinkAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'somebody else' WHERE number = 3", 3)]
    [InlineData("UPDATE audit SET at = at + 1 WHERE number = 1", 1)]
    [InlineData("UPDATE audit SET detail = subject, subject = detail WHERE number = 4", 4)]
    [InlineData("DELETE FROM audit WHERE number = 3", 3)]
    [InlineData("DELETE FROM audit WHERE number >= 5", 5)]
    [InlineData("DELETE FROM audit WHERE number = 1", 1)]
    [InlineData("DELETE FROM audit", 1)]
    [InlineData("UPDATE audit SET number = number + 10 WHERE number = 6", 6)]
    [InlineData("INSERT INTO audit SELECT 7, at, actor, source, via, operation, subject, outcome, detail, correlation_id, hash FROM audit WHERE number = 6", 7)]
    [InlineData("UPDATE audit_head SET number = 5", 6)]
    [InlineData("DELETE FROM audit_head", 1)]
    public async Task Tampering_is_found_at_the_row(string sql, long expected)
    {
        await AppendAsync(6);
        await _harness.TamperAsync(sql);

        Assert.Equal(expected, await _store.FindBrokenLinkAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Any_texts_are_stored_and_verify()
    {
        var text = Gen.String[0, 50];
        await Gen.Select(text, text, text, text).SampleAsync(
            async (actor, subject, detail, source) =>
            {
                await _store.AppendAsync(
                    Entry(0) with { Actor = actor, Subject = subject, Detail = detail, Source = source }, CancellationToken.None);
                Assert.Null(await _store.FindBrokenLinkAsync(CancellationToken.None));
            },
            iter: 60);
    }

    [Fact]
    public async Task Changing_any_character_of_any_field_is_found()
    {
        await AppendAsync(4);
        string[] columns = ["actor", "source", "via", "operation", "subject", "outcome", "detail", "correlation_id", "hash"];
        await Gen.Select(Gen.Int[0, columns.Length - 1], Gen.Int[1, 4]).SampleAsync(
            async (index, number) =>
            {
                var column = columns[index];
                await _harness.TamperAsync($"UPDATE audit SET {column} = {column} || 'x' WHERE number = {number}");
                Assert.Equal(number, await _store.FindBrokenLinkAsync(CancellationToken.None));
                await _harness.TamperAsync($"UPDATE audit SET {column} = substr({column}, 1, length({column}) - 1) WHERE number = {number}");
                Assert.Null(await _store.FindBrokenLinkAsync(CancellationToken.None));
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public async Task Filters_select_what_they_say()
    {
        await _store.AppendAsync(Entry(1) with { Actor = "ada", Operation = "clusters.deploy", Subject = "cluster 100%_a" }, CancellationToken.None);
        await _store.AppendAsync(Entry(2) with { Actor = "bob", Operation = "drafts.save", At = At(60) }, CancellationToken.None);
        await _store.AppendAsync(Entry(3) with { Actor = "ada", Operation = "drafts.save", At = At(120) }, CancellationToken.None);

        Assert.Equal((long[])[3, 1], await NumbersAsync(new AuditFilter(Actor: "ada")));
        Assert.Equal((long[])[3, 2], await NumbersAsync(new AuditFilter(Operation: "drafts.save")));
        Assert.Equal((long[])[2], await NumbersAsync(new AuditFilter(From: At(60), To: At(120))));
        Assert.Equal((long[])[2, 1], await NumbersAsync(new AuditFilter(BeforeNumber: 3)));
        Assert.Equal((long[])[3], await NumbersAsync(new AuditFilter(Limit: 1)));
        Assert.Equal((long[])[1], await NumbersAsync(new AuditFilter(Text: "100%_A")));
        Assert.Empty(await NumbersAsync(new AuditFilter(Text: "100__a")));
        Assert.Empty(await NumbersAsync(new AuditFilter(Actor: "' OR 1=1 --")));
    }

    [Fact]
    public async Task Long_texts_are_cut_and_still_verify()
    {
        await _store.AppendAsync(Entry(1) with { Subject = new string('s', 100_000), Detail = new string('d', 100_000) }, CancellationToken.None);

        var row = Assert.Single(await _store.ListAsync(new AuditFilter(), CancellationToken.None));
        Assert.Equal((512, 4096), (row.Subject.Length, row.Detail.Length));
        Assert.Null(await _store.FindBrokenLinkAsync(CancellationToken.None));
    }

    private async Task<long[]> NumbersAsync(AuditFilter filter) => [.. (await _store.ListAsync(filter, CancellationToken.None)).Select(r => r.Number)];

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _store.AppendAsync(Entry(i), CancellationToken.None);
        }
    }

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static AuditEntry Entry(int i) => new()
    {
        At = At(i),
        Actor = "ops",
        Source = "10.0.0.5",
        Via = "browser",
        Operation = "clusters.deploy",
        Subject = $"cluster edge-{i}",
        Outcome = "succeeded",
        Detail = $"detail {i}",
        CorrelationId = $"c{i}",
    };
}
