using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Storage.Stores;

namespace PaletteAI.Console.Storage.Tests;

public sealed class DraftStoreTests : IAsyncLifetime
{
    private readonly StorageHarness _harness = new();
    private IDraftStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await _harness.OpenAsync<IDraftStore>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task A_draft_comes_back_whole_after_a_restart()
    {
        var saved = await SaveAsync(FullDraft());
        await ReopenAsync();

        var found = await _store.FindAsync("d-1", CancellationToken.None);

        Assert.NotNull(found);
        Assert.Equal(StoredJson.Write(saved), StoredJson.Write(found));
        Assert.Equal("hunter2-canary", found.Secrets["registryPassword"].Reveal());
        Assert.Equal(StringComparer.Ordinal, found.Spec.ProfileConfig.KeyComparer);
    }

    [Fact]
    public void The_full_draft_of_these_tests_sets_every_property()
    {
        var empty = new Draft { Id = "", Owner = "", Spec = new InstallSpec() };
        var full = FullDraft() with { Version = 1, UpdatedAt = DateTimeOffset.MaxValue, LostSecrets = ["x"] };

        Assert.All(typeof(Draft).GetProperties(BindingFlags.Public | BindingFlags.Instance), p => Assert.NotEqual(p.GetValue(empty), p.GetValue(full)));
    }

    [Fact]
    public async Task Secrets_are_not_on_the_disk_in_clear()
    {
        await SaveAsync(FullDraft());
        await _harness.RestartAsync();

        Assert.DoesNotContain("hunter2-canary", _harness.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_lost_keys_the_names_are_asked_for_again()
    {
        await SaveAsync(FullDraft());
        await _harness.LoseKeysAsync();
        await ReopenAsync();

        var found = await _store.FindAsync("d-1", CancellationToken.None);

        Assert.Empty(found!.Secrets);
        Assert.Equal(["registryPassword"], found.LostSecrets);
        Assert.Equal("edge-ai", found.Spec.Name);
    }

    [Fact]
    public async Task Entering_a_lost_value_again_heals_the_draft()
    {
        await SaveAsync(FullDraft());
        await _harness.LoseKeysAsync();
        await ReopenAsync();
        var lost = (await _store.FindAsync("d-1", CancellationToken.None))!;

        var kept = await SaveAsync(lost with { Owner = "ada" });
        Assert.Equal(["registryPassword"], kept.LostSecrets);
        await SaveAsync(kept with { Secrets = new Dictionary<string, Secret> { ["registryPassword"] = new("again") } });

        var found = (await _store.FindAsync("d-1", CancellationToken.None))!;
        Assert.Empty(found.LostSecrets);
        Assert.Equal("again", found.Secrets["registryPassword"].Reveal());
    }

    [Fact]
    public async Task A_save_on_an_old_version_changes_nothing()
    {
        var first = await SaveAsync(FullDraft());
        var second = await SaveAsync(first with { Owner = "ada" });

        var late = await _store.SaveAsync(first with { Owner = "bob" }, CancellationToken.None);

        Assert.Equal("draft-changed-elsewhere", late.Error?.Code);
        Assert.Equal((2, "ada"), (second.Version, (await _store.FindAsync("d-1", CancellationToken.None))!.Owner));
    }

    [Fact]
    public async Task Of_many_saves_at_once_exactly_one_wins()
    {
        var draft = await SaveAsync(FullDraft());

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => Task.Run(() => _store.SaveAsync(draft with { Owner = $"user-{i}" }, CancellationToken.None))));

        var winner = Assert.Single(results, r => r.IsSuccess);
        Assert.Equal(winner.Value!.Owner, (await _store.FindAsync("d-1", CancellationToken.None))!.Owner);
    }

    [Fact]
    public async Task A_deleted_draft_is_gone_and_cannot_be_saved_over()
    {
        var draft = await SaveAsync(FullDraft());
        await _store.DeleteAsync("d-1", CancellationToken.None);
        await _store.DeleteAsync("d-1", CancellationToken.None);

        Assert.Null(await _store.FindAsync("d-1", CancellationToken.None));
        Assert.Equal("draft-changed-elsewhere", (await _store.SaveAsync(draft, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task The_newest_change_is_listed_first()
    {
        await SaveAsync(FullDraft());
        _harness.Time.Advance(TimeSpan.FromMinutes(1));
        await SaveAsync(FullDraft() with { Id = "d-2" });
        _harness.Time.Advance(TimeSpan.FromMinutes(1));
        var first = (await _store.FindAsync("d-1", CancellationToken.None))!;
        await SaveAsync(first);

        Assert.Equal(["d-1", "d-2"], (await _store.ListAsync(CancellationToken.None)).Select(d => d.Id));
    }

    [Fact]
    public async Task A_damaged_row_does_not_hide_the_others()
    {
        await SaveAsync(FullDraft());
        await SaveAsync(FullDraft() with { Id = "d-2" });
        await _harness.TamperAsync("UPDATE drafts SET spec = '{' WHERE id = 'd-1'");

        Assert.Equal("d-2", Assert.Single(await _store.ListAsync(CancellationToken.None)).Id);
    }

    [Fact]
    public async Task A_draft_beyond_the_limit_is_refused_with_a_sentence()
    {
        var huge = FullDraft() with { Spec = new InstallSpec { Name = new string('x', 1_100_000) } };

        Assert.Equal("draft-too-large", (await _store.SaveAsync(huge, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Text_as_typed_survives_whatever_it_is()
    {
        await Gen.String[0, 40].SampleAsync(
            async text =>
            {
                var stored = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
                var id = Guid.NewGuid().ToString("N");
                await SaveAsync(new Draft { Id = id, Owner = "ops", Spec = new InstallSpec { Name = text, Cluster = new() { NtpServers = [text] } } });
                var found = (await _store.FindAsync(id, CancellationToken.None))!.Spec;
                Assert.Equal((stored, stored), (found.Name, found.Cluster.NtpServers[0]));
                await _store.DeleteAsync(id, CancellationToken.None);
            },
            iter: 60);
    }

    private async Task<Draft> SaveAsync(Draft draft) => (await _store.SaveAsync(draft, CancellationToken.None)).Require();

    private async Task ReopenAsync()
    {
        await _harness.RestartAsync();
        _store = await _harness.OpenAsync<IDraftStore>();
    }

    private static Draft FullDraft() => new()
    {
        Id = "d-1",
        Owner = "ops",
        Spec = new InstallSpec
        {
            Name = "edge-ai",
            Tags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("env", "lab"),
            Profile = new ProfileReference("palette-ai-appliance", "1.0.0"),
            ProfileConfig = ImmutableSortedDictionary.Create<string, ConfigValue>(StringComparer.Ordinal)
                .Add("rootDomain", ConfigValue.OfText("")).Add("RootDomain", ConfigValue.OfBoolean(true)),
            Cluster = new ClusterSettings { Vip = "10.10.10.100", DnsName = "x", NtpServers = ["a"], SshKeys = ["ssh-ed25519 AAAA"] },
            NodePools =
            [
                new NodePool
                {
                    Name = "control-plane-pool",
                    AllowWorkers = true,
                    Taints = [new Taint("dedicated", "ai", "NoSchedule")],
                    Hosts = [new PoolHost("edge-1", "", PoolHost.AutoNic)],
                },
            ],
        },
        Secrets = new Dictionary<string, Secret> { ["registryPassword"] = new("hunter2-canary") },
        VisitedSteps = ["name", "profile"],
        Accepted = ["storage-drive-wiped"],
        Parked = new Dictionary<string, string> { ["spec.cluster.vip"] = "10.10.10.101" },
    };
}
