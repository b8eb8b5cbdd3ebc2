using System.Text;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Tests.Drafts;

/// <summary>Drafts through the door: made, saved at every field commit, kept apart from secrets, bounded.</summary>
public sealed class DraftOperationTests : IAsyncLifetime
{
    private const string Password = "ociPackRegistryPassword";
    private readonly Door _door = new();
    private Caller _ops = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _door.Appliance.Archive = new ProfileArchive("/archive", [PaletteAiProfile.Profile], true);
        _ops = await _door.EnterAsync();
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task A_new_draft_has_the_defaults_for_this_appliance_and_is_found_again()
    {
        _door.Appliance.Peers = [Host("edge-2"), Host("edge-3")];

        var made = await CreateAsync();

        Assert.Equal(("ops", 1), (made.Owner, made.Version));
        Assert.Equal(["control-plane-pool", "worker-pool"], made.Spec.NodePools.Select(p => p.Name));
        Assert.Equal(made.Id, (await _door.RunAsync(new GetDraft(made.Id), _ops)).Require().Id);
        Assert.Equal(made.Id, Assert.Single((await _door.RunAsync(new ListDrafts(), _ops)).Require()).Id);
    }

    [Fact]
    public async Task Without_hosts_there_is_no_draft_but_the_reason()
    {
        _door.Appliance.Away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "It reboots.");

        Assert.Equal("appliance-unreachable", (await _door.RunAsync(new CreateDraft(), _ops)).Error?.Code);
    }

    [Fact]
    public async Task What_is_typed_is_stored_also_when_it_breaks_every_rule()
    {
        var made = await CreateAsync();

        var saved = (await SaveAsync(made, made.Spec with { Name = "Not A Name!" })).Require();

        Assert.Equal(("Not A Name!", 2), (saved.Spec.Name, saved.Version));
    }

    [Fact]
    public async Task The_second_of_two_windows_is_told_who_was_first_and_when()
    {
        var made = await CreateAsync();
        var other = await _door.EnterAsync("other", "s2");
        await _door.RunAsync(new SaveDraft(made.Id, made.Version, made.Spec with { Name = "theirs" }), other);

        var error = (await SaveAsync(made, made.Spec with { Name = "mine" })).Error!;

        Assert.Equal(DraftErrors.ChangedElsewhere, error.Code);
        Assert.Contains("other changed this draft at 2026-08-01 12:00:00 UTC", error.Message, StringComparison.Ordinal);
        Assert.Equal("theirs", (await _door.RunAsync(new GetDraft(made.Id), _ops)).Require().Spec.Name);
    }

    [Fact]
    public async Task A_deleted_draft_is_gone_and_deleting_it_twice_is_no_fault()
    {
        var made = await CreateAsync();
        Assert.True((await _door.RunAsync(new DeleteDraft(made.Id), _ops)).IsSuccess);
        Assert.True((await _door.RunAsync(new DeleteDraft(made.Id), _ops)).IsSuccess);

        Assert.Equal(DraftErrors.NotFound, (await SaveAsync(made, made.Spec)).Error?.Code);
        Assert.Equal(DraftErrors.NotFound, (await _door.RunAsync(new GetDraft(made.Id), _ops)).Error?.Code);
        Assert.Equal(DraftErrors.NotFound, (await _door.RunAsync(new ExportDraft(made.Id), _ops)).Error?.Code);
        Assert.Equal(DraftErrors.NotFound, (await _door.RunAsync(new CheckVariables(made.Id), _ops)).Error?.Code);
    }

    [Fact]
    public async Task A_sensitive_value_never_stays_in_the_spec_and_can_be_replaced_and_forgotten()
    {
        var made = await CreateAsync();
        var typed = made.Spec with { ProfileConfig = made.Spec.ProfileConfig.SetItem(Password, ConfigValue.OfText("Canary-1")) };

        var first = (await SaveAsync(made, typed)).Require();
        Assert.Equal([Password], first.StoredSecrets);
        Assert.DoesNotContain(Password, first.Spec.ProfileConfig.Keys);

        var second = (await SaveAsync(first, first.Spec, (Password, new Secret("Canary-2")))).Require();
        Assert.Equal("Canary-2", (await _door.Drafts.FindAsync(made.Id, Ct))!.Secrets[Password].Reveal());

        var third = (await SaveAsync(second, second.Spec, (Password, null))).Require();
        Assert.Empty(third.StoredSecrets);
        Assert.All(_door.Drafts.Saved, d => Assert.DoesNotContain("Canary", InstallSpecWriter.Write(d.Spec, new HashSet<string>()).Text, StringComparison.Ordinal));
        Assert.DoesNotContain("Canary", string.Join('\n', _door.Audit.Rows) + string.Join('\n', _door.Log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sensitive_once_stays_so_while_the_appliance_is_away()
    {
        var made = await CreateAsync();
        var first = (await SaveAsync(made, made.Spec, (Password, new Secret("Canary-1")))).Require();
        _door.Appliance.Away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "It reboots.");
        _door.Time.Advance(TimeSpan.FromMinutes(1));

        var typed = first.Spec with { ProfileConfig = first.Spec.ProfileConfig.SetItem(Password, ConfigValue.OfText("Canary-2")) };
        var second = (await SaveAsync(first, typed)).Require();

        Assert.DoesNotContain(Password, second.Spec.ProfileConfig.Keys);
        Assert.Equal([Password], second.StoredSecrets);
    }

    [Fact]
    public async Task A_file_is_not_imported_while_nobody_knows_which_of_its_values_are_secret()
    {
        _door.Appliance.Away = new Error(ErrorKind.RemoteFailed, "appliance-unreachable", "It reboots.");

        var refused = await _door.RunAsync(new ImportDraft(Encoding.UTF8.GetBytes(InstallSpecExample.Text)), _ops);

        Assert.Equal("appliance-unreachable", refused.Error?.Code);
        Assert.Empty(_door.Drafts.Saved);
    }

    [Fact]
    public async Task A_draft_does_not_grow_without_bounds_in_one_save_or_in_many()
    {
        var made = await CreateAsync();
        var longText = new string('x', 65 * 1024);
        var refused = (await SaveAsync(made, made.Spec with { Name = longText })).Error!;
        Assert.Equal(("text-too-long", "metadata.name"), (refused.Code, refused.Path));

        var draft = made;
        Error? grown = null;
        for (var i = 0; i < 20 && grown is null; i++)
        {
            var next = await SaveAsync(draft, draft.Spec, ($"secret-{i}", new Secret(new string('x', 60 * 1024))));
            grown = next.Error;
            draft = next.Value ?? draft;
        }

        Assert.Equal("draft-too-large", grown?.Code);
    }

    [Fact]
    public async Task There_are_at_most_a_hundred_drafts()
    {
        for (var i = 0; i < 100; i++)
        {
            await CreateAsync();
        }

        Assert.Equal("too-many-drafts", (await _door.RunAsync(new CreateDraft(), _ops)).Error?.Code);
        Assert.Equal("too-many-drafts", (await _door.RunAsync(new ImportDraft(Encoding.UTF8.GetBytes(InstallSpecExample.Text)), _ops)).Error?.Code);
    }

    [Fact]
    public async Task Steps_and_acceptances_are_kept_without_doubles_and_inventions()
    {
        var made = await CreateAsync();

        var saved = (await _door.RunAsync(
            new SaveDraft(made.Id, made.Version, made.Spec) { VisitedSteps = ["name", "nonsense", "review", "name"], Accepted = ["a", "", "a", new string('x', 201)] }, _ops)).Require();

        Assert.Equal(["review", "name"], saved.VisitedSteps);
        Assert.Equal(["a"], saved.Accepted);
    }

    private async Task<DraftView> CreateAsync() => (await _door.RunAsync(new CreateDraft(), _ops)).Require();

    private Task<Result<DraftView>> SaveAsync(DraftView made, InstallSpec spec, params (string Name, Secret? Value)[] secrets) => _door.RunAsync(
        new SaveDraft(made.Id, made.Version, spec) { SecretChanges = secrets.ToDictionary(s => s.Name, s => s.Value) }, _ops);

    private static EdgeHost Host(string uid) => new() { Uid = uid, Name = uid, Architecture = "amd64", Status = "Ready" };
}
