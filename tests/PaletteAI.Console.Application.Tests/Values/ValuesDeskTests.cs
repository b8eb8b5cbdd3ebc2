using System.Text;
using PaletteAI.Console.Application.Operations.HostValues;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Application.Tests.Values;

public sealed class ValuesDeskTests
{
    [Fact]
    public async Task Every_copy_is_shown_with_hash_size_time_and_whether_it_is_the_shipped_one()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        world[2].Put("a: 1\n");
        world[3].Away = new Error(ErrorKind.RemoteFailed, "unreachable", "edge-3 could not be reached.", "Check the cable.");

        var copies = (await ops.OpenAsync()).Copies;
        Assert.Equal([("edge-1", true, (bool?)true), ("edge-2", false, false), ("edge-3", false, null)], copies.Select(c => (c.Name, c.Counts, c.IsShipped)));
        Assert.Equal((world[2].Sha256, 5L, world.Door.Time.GetUtcNow(), "600"), (copies[1].Sha256, copies[1].Size, copies[1].ModifiedAt!.Value, copies[1].Mode));
        Assert.Equal("unreachable", copies[2].Problem!.Code);
    }

    [Fact]
    public async Task A_host_without_a_log_in_does_not_keep_the_others_away()
    {
        await using var world = new ValuesWorld();
        await world.Credentials.RemoveAsync(HostCredentials.AllHosts, ValuesWorld.Ct);
        await world.Credentials.SaveAsync(HostCredentials.Simulated with { Address = "10.10.10.11" }, ValuesWorld.Ct);
        var opened = await (await world.OperatorAsync("ops")).OpenAsync();
        Assert.Equal([true, false, false], opened.Copies.Select(c => c.Problem is null));
        Assert.NotNull(opened.File);
    }

    [Fact]
    public async Task Without_any_readable_file_it_says_so_and_offers_none()
    {
        await using var world = new ValuesWorld();
        foreach (var i in new[] { 1, 2, 3 })
        {
            world[i].Away = new Error(ErrorKind.RemoteFailed, "unreachable", "It could not be reached.");
        }

        var opened = await (await world.OperatorAsync("ops")).OpenAsync();
        Assert.Null(opened.File);
        Assert.Equal("values-not-readable", opened.Problem!.Code);
    }

    [Fact]
    public async Task A_file_in_another_encoding_goes_back_in_it()
    {
        await using var world = new ValuesWorld();
        var utf16 = new UnicodeEncoding(false, true);
        foreach (var i in new[] { 1, 2, 3 })
        {
            world[i].Put([.. utf16.GetPreamble(), .. utf16.GetBytes("a: é\r\n")]);
        }

        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = ops.Text.Replace("é", "ü", StringComparison.Ordinal);
        Assert.True((await ops.SaveAsync([])).IsSuccess);
        Assert.Equal([.. utf16.GetPreamble(), .. utf16.GetBytes("a: ü\r\n")], world[1].Content!);
    }

    [Fact]
    public async Task Unsaved_edits_survive_belong_to_their_author_and_are_gone_after_the_save()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var (ops, dev) = (await world.OperatorAsync("ops"), await world.OperatorAsync("dev"));
        await ops.OpenAsync();
        var first = (await ops.RunAsync(new SaveValuesDraft(new Secret("a: [not yaml"), ops.Base, 0))).Require();
        Assert.Equal(ValuesErrors.DraftChangedElsewhere, (await ops.RunAsync(new SaveValuesDraft(new Secret("x"), ops.Base, 0))).Error?.Code);
        var second = (await ops.RunAsync(new SaveValuesDraft(new Secret("a: 1\n"), ops.Base, first.Version))).Require();

        var again = await world.OperatorAsync("ops");
        var draft = (await again.OpenAsync()).Draft!;
        Assert.Equal(("a: 1\n", false, second.Version), (draft.Text!.Reveal(), draft.IsStale, draft.Version));
        Assert.Null((await dev.OpenAsync()).Draft);

        world[1].Put("b: 2\n");
        Assert.True((await again.OpenAsync()).Draft!.IsStale);
        world[1].Put(ValuesWorld.Shipped);
        (again.Text, again.Base) = ("a: 1\n", draft.BaseSha256);
        Assert.False((await again.SaveAsync([], draft: second.Version)).Require().DraftKept);
        Assert.Null((await again.OpenAsync()).Draft);
    }

    [Fact]
    public async Task A_draft_that_grew_in_another_window_is_not_thrown_away_by_the_save()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        await ops.RunAsync(new SaveValuesDraft(new Secret("a: 1\n"), ops.Base, 0));
        await ops.RunAsync(new SaveValuesDraft(new Secret("a: 2\n"), ops.Base, 1));
        ops.Text = "a: 1\n";
        Assert.True((await ops.SaveAsync([], draft: 1)).Require().DraftKept);
        Assert.Equal(ValuesErrors.DraftChangedElsewhere, (await ops.RunAsync(new DiscardValuesDraft(1))).Error?.Code);
        Assert.True((await ops.RunAsync(new DiscardValuesDraft(2))).IsSuccess);
    }

    [Fact]
    public async Task The_history_knows_what_was_shipped_found_and_saved_and_any_two_can_be_compared_and_read()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text += "secretToken: CanaryNew\n";
        Assert.True((await ops.SaveAsync([], "first, CanaryNew")).IsSuccess);
        world[1].Put("by: hand\n");
        await ops.OpenAsync();

        var revisions = (await ops.RunAsync(new ListValuesRevisions())).Require();
        Assert.Equal([ValuesRevisionKind.Found, ValuesRevisionKind.Saved, ValuesRevisionKind.Shipped], revisions.Select(r => r.Kind));
        Assert.Equal(("ops", "first, ***"), (revisions[1].Author, revisions[1].Reason));
        Assert.Equal(["edge-1", "edge-2", "edge-3"], revisions[2].Hosts.Select(h => h.Name));

        var compared = (await ops.RunAsync(new CompareValuesRevisions(revisions[2].Sha256, revisions[1].Sha256))).Require();
        Assert.Equal(("secretToken", "\"***\"", true), (compared.KeyChanges.Single().Path, compared.KeyChanges.Single().After!, compared.KeyChanges.Single().IsSecret));
        Assert.DoesNotContain(compared.FileDiff, l => l.Text.Contains("Canary", StringComparison.Ordinal));
        Assert.Equal(ValuesWorld.Shipped, (await ops.RunAsync(new ReadValuesRevision(revisions[2].Sha256))).Require().Text.Reveal());
        Assert.Equal(ValuesErrors.ContentGone, (await ops.RunAsync(new ReadValuesRevision(new string('0', 64)))).Error?.Code);
    }

    [Fact]
    public async Task What_the_command_line_writes_is_in_the_history_with_its_author_and_conflicts_with_older_edits()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var (ops, script) = (await world.OperatorAsync("ops"), await world.OperatorAsync("script"));
        await ops.OpenAsync();
        Assert.True((await script.RunAsync(new PutHostValues("h1", "a: 1\n", world[1].Sha256))).IsSuccess);
        Assert.Equal("file-changed", (await script.RunAsync(new PutHostValues("h1", "a: 2\n", ops.Base))).Error?.Code);
        Assert.Equal(("script", "values put", ops.Base), (world.Store.Revisions[^1].Author, world.Store.Revisions[^1].Reason, world.Store.Revisions[^1].BaseSha256));

        ops.Text += "b: 1\n";
        Assert.Equal(ValuesErrors.Changed, (await ops.SaveAsync([])).Error?.Code);
        Assert.True((await script.RunAsync(new RestoreHostValues("h1", ""))).IsSuccess);
        Assert.Equal(ValuesWorld.Shipped, world[1].Text);
        Assert.Equal("values restore", world.Store.Revisions[^1].Reason);
    }

    [Fact]
    public async Task After_the_console_lost_its_keys_what_is_on_the_hosts_can_be_compared_again()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        world.Store.LoseContents();
        await ops.OpenAsync();
        Assert.Equal(ValuesWorld.Shipped, (await ops.RunAsync(new ReadValuesRevision(ops.Base))).Require().Text.Reveal());
        Assert.Single(world.Store.Revisions);
    }

    [Fact]
    public async Task A_revision_goes_back_to_the_hosts_by_the_same_guarded_save()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        var shipped = (await ops.OpenAsync()).File!;
        ops.Text = "a: 1\n";
        Assert.True((await ops.SaveAsync([])).IsSuccess);
        await ops.OpenAsync();
        ops.Text = (await ops.RunAsync(new ReadValuesRevision(shipped.Sha256))).Require().Text.Reveal();
        Assert.True((await ops.SaveAsync([], "back to the shipped file")).IsSuccess);
        Assert.Equal(ValuesWorld.Shipped, world[1].Text);
    }

    [Fact]
    public async Task One_copy_goes_to_all_hosts_when_they_are_named()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        world[1].Put("a: 1\n");
        await ops.OpenAsync();
        var plan = await ops.PlanAsync("h1", "h2", "h3");
        Assert.Equal([ValuesTargetState.Same, ValuesTargetState.Overwrite, ValuesTargetState.Overwrite], plan.Targets.Select(t => t.State));
        Assert.True((await ops.SaveAsync(plan.Acceptances.Select(a => a.Id), targets: ["h1", "h2", "h3"])).Require().IsComplete);
        Assert.All(new[] { 1, 2, 3 }, i => Assert.Equal("a: 1\n", world[i].Text));
    }

    [Fact]
    public async Task What_the_installer_knows_comes_from_the_deployment_and_the_rest_is_said_to_be_unknown()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        var unknown = (await ops.OpenAsync()).Surroundings;
        Assert.Null(unknown.Context);
        Assert.Contains(unknown.Unknown, u => u.Contains("not deployed from this console", StringComparison.Ordinal));

        world.Door.Appliance.Delete();
        await world.Deployments.BeginAsync(new DeploymentRecord
        {
            Id = "d1", ClusterName = "edge-ai", StartedBy = "ops", StartedAt = world.Door.Time.GetUtcNow(), PlanSha256 = "", Hosts = [], HostUids = [],
            TokenExpiresAt = world.Door.Time.GetUtcNow(),
            SpecYaml = "apiVersion: console.palette.ai/v1alpha1\nkind: InstallSpec\nmetadata: {name: edge-ai}\nspec:\n  profile: {name: palette-ai-appliance, version: 1.0.0}\n  profileConfig: {rootDomain: ai.lab.example, disableStaticDexUsers: true}\n  cluster: {vip: 10.10.10.100}\n",
        }, ValuesWorld.Ct);
        world.WithCluster(selects: true, 1);
        world.Door.Time.Advance(TimeSpan.FromMinutes(1));
        var known = (await ops.OpenAsync()).Surroundings;
        Assert.True(known.Context is { RootDomain: "ai.lab.example", DisableStaticDexUsers: true, IsAirgap: false });
        Assert.Single(known.Unknown);
    }

    [Fact]
    public async Task Secrets_are_revealed_by_an_audited_act_and_the_row_names_the_place_alone()
    {
        await using var world = new ValuesWorld();
        var ops = await world.OperatorAsync("ops");
        Assert.Equal("CanaryX", (await ops.RunAsync(new RevealValue(new Secret("a:\n  token: CanaryX\n"), "a.token"))).Require().Reveal());
        Assert.Equal("path-not-found", (await ops.RunAsync(new RevealValue(new Secret("a: 1\n"), "b"))).Error?.Code);
        Assert.Equal(["values a.token", "values b"], world.Door.Audit.Rows.Select(r => r.Subject));
        world.Door.Policy.Denied.Add(Permission.ReadCredentials);
        Assert.Equal(ErrorKind.Forbidden, (await ops.RunAsync(new RevealValue(new Secret("a: 1\n"), "a"))).Error?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await ops.RunAsync(new OpenValues())).Error?.Kind);
    }

    [Fact]
    public async Task A_password_is_hashed_when_both_entries_are_the_same()
    {
        await using var world = new ValuesWorld();
        var ops = await world.OperatorAsync("ops");
        var hash = (await ops.RunAsync(new HashLocalUserPassword(new Secret("correct horse"), new Secret("correct horse")))).Require();
        Assert.True(Security.PasswordHashing.Matches(new Secret("correct horse"), hash.Hash));
        Assert.True(Guid.TryParse(hash.UserId, out _));
        Assert.Equal("passwords-differ", (await ops.RunAsync(new HashLocalUserPassword(new Secret("a"), new Secret("b")))).Error?.Code);
    }

    [Fact]
    public async Task A_spokes_secret_is_looked_for_by_name()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        world.Cluster.Facts = world.Cluster.Facts with { Secrets = [new SecretName { Meta = new FactMeta("mural-system", "edge-kubeconfig", "s1", "1", null, null) }] };
        var ops = await world.OperatorAsync("ops");
        Assert.Equal(["mural-system"], (await ops.RunAsync(new FindSpokeSecret("edge-kubeconfig"))).Require().Namespaces);
        Assert.False((await ops.RunAsync(new FindSpokeSecret("other"))).Require().IsThere);
    }
}
