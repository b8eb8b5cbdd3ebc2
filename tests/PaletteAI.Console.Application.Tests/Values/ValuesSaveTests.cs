using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Merging;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Values;

public sealed class ValuesSaveTests
{
    private const string Edited = "# shipped\nglobal:\n  metrics:\n    timeout: 7s # queries\n    scrapeInterval: 15s\n";

    [Fact]
    public async Task Only_the_labelled_hosts_copy_is_written_and_the_plan_says_why()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 2);
        var ops = await world.OperatorAsync("ops");
        var opened = await ops.OpenAsync();
        Assert.Equal((AuthorityKind.LabelledNode, false), (opened.Authority.Kind, opened.IsDrifting));
        Assert.Equal(["h2"], opened.Copies.Where(c => c.Counts).Select(c => c.Host));

        ops.Text = Edited;
        var plan = await ops.PlanAsync();
        Assert.Equal([("h2", ValuesTargetState.Write)], plan.Targets.Select(t => (t.Host, t.State)));
        Assert.Contains("edge-1, edge-3 keep their own copy", plan.LeftAlone, StringComparison.Ordinal);
        Assert.Equal(["-    timeout: 5s # queries", "+    timeout: 7s # queries"], Signed(plan));
        Assert.Equal([("global.metrics.timeout", "\"5s\"", "\"7s\"")], plan.KeyChanges.Select(k => (k.Path, k.Before!, k.After!)));

        var saved = (await ops.SaveAsync([])).Require();
        Assert.True(saved.IsComplete);
        Assert.Equal([ValuesWorld.Shipped, Edited, ValuesWorld.Shipped], [world[1].Text, world[2].Text, world[3].Text]);
        Assert.Equal((ValuesRevisionKind.Saved, "ops", "because"), (world.Store.Revisions[^1].Kind, world.Store.Revisions[^1].Author, world.Store.Revisions[^1].Reason));
        Assert.NotEmpty(saved.Hosts[0].Backup);
    }

    [Fact]
    public async Task Without_the_node_selector_every_host_is_written_and_drift_is_the_alarm()
    {
        await using var world = new ValuesWorld().WithCluster(selects: false);
        world[3].Put("a: 1\n");
        var ops = await world.OperatorAsync("ops");
        var opened = await ops.OpenAsync();
        Assert.True(opened is { IsDrifting: true, Authority: { Kind: AuthorityKind.EveryCopy, IsDriftAlarm: true } });
        Assert.Equal(ForecastKind.Chance, opened.Installer.Forecast!.Kind);

        ops.Text = Edited;
        var acceptance = Assert.Single((await ops.PlanAsync()).Acceptances);
        Assert.Equal("overwrite:h3", acceptance.Id);
        var refused = (await ops.SaveAsync([])).Error!;
        Assert.Equal((ValuesErrors.NeedsAcceptance, "overwrite:h3"), (refused.Code, Assert.Single(refused.Findings).Code));
        Assert.Equal("a: 1\n", world[3].Text);

        Assert.True((await ops.SaveAsync([acceptance.Id])).Require().IsComplete);
        Assert.All(new[] { 1, 2, 3 }, i => Assert.Equal(Edited, world[i].Text));
    }

    [Fact]
    public async Task A_host_without_the_file_gets_it_unless_one_came_meanwhile()
    {
        await using var world = new ValuesWorld().WithCluster(selects: false);
        world[3].Remove();
        var ops = await world.OperatorAsync("ops");
        Assert.Equal(HostErrors.NotFound, (await ops.OpenAsync()).Copies.Single(c => c.Host == "h3").Problem?.Code);
        ops.Text = Edited;
        var plan = await ops.PlanAsync();
        Assert.Equal(ValuesTargetState.Create, plan.Targets.Single(t => t.Host == "h3").State);
        Assert.Empty(plan.Acceptances);

        world[3].Gate = what =>
        {
            if (what == "write")
            {
                world[3].Gate = _ => ApiFault.None;
                world[3].Put("theirs: true\n");
            }

            return ApiFault.None;
        };
        var saved = (await ops.SaveAsync([])).Require();
        Assert.Equal("file-changed", saved.Hosts.Single(h => h.Host == "h3").ProblemCode);
        Assert.Equal("theirs: true\n", world[3].Text);

        world[3].Remove();
        await ops.OpenAsync();
        Assert.True((await ops.SaveAsync([])).Require().IsComplete);
        Assert.All(new[] { 1, 2, 3 }, i => Assert.Equal(Edited, world[i].Text));
    }

    [Fact]
    public async Task Before_there_is_a_cluster_every_host_is_written()
    {
        await using var world = new ValuesWorld();
        var ops = await world.OperatorAsync("ops");
        Assert.Equal(AuthorityKind.NoCluster, (await ops.OpenAsync()).Authority.Kind);
        ops.Text = Edited;
        Assert.Equal(3, (await ops.SaveAsync([])).Require().Hosts.Length);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_is_left_out_when_accepted_and_catches_up_with_the_next_save()
    {
        await using var world = new ValuesWorld().WithCluster(selects: false);
        var ops = await world.OperatorAsync("ops");
        world[2].Away = new Error(ErrorKind.RemoteFailed, "unreachable", "edge-2 could not be reached.", "Check the cable.");
        await ops.OpenAsync();
        ops.Text = Edited;
        Assert.Equal("leave-out:h2", Assert.Single((await ops.PlanAsync()).Acceptances).Id);

        var saved = (await ops.SaveAsync(["leave-out:h2"])).Require();
        Assert.False(saved.IsComplete);
        Assert.Equal((ValuesWriteState.Failed, "unreachable"), (saved.Hosts[1].State, saved.Hosts[1].ProblemCode));

        // The console never read this host before: what it has may be anybody's.
        world[2].Away = null;
        await ops.OpenAsync();
        var plan = await ops.PlanAsync();
        Assert.Equal([ValuesTargetState.Same, ValuesTargetState.Overwrite, ValuesTargetState.Same], plan.Targets.Select(t => t.State));
        Assert.True((await ops.SaveAsync(["overwrite:h2"])).Require().IsComplete);
        Assert.Equal(Edited, world[2].Text);
    }

    [Fact]
    public async Task A_write_that_fails_on_one_host_is_listed_with_what_to_do_and_saving_again_mends_it()
    {
        await using var world = new ValuesWorld().WithCluster(selects: false);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = Edited;
        world[3].Gate = what => what == "write" ? Testing.Fakes.ApiFault.Before : Testing.Fakes.ApiFault.None;

        var saved = (await ops.SaveAsync([])).Require();
        Assert.Equal([ValuesWriteState.Written, ValuesWriteState.Written, ValuesWriteState.Failed], saved.Hosts.Select(h => h.State));
        Assert.Contains("copy the file to edge-3", saved.Hosts[2].Fix, StringComparison.Ordinal);

        world[3].Gate = _ => Testing.Fakes.ApiFault.None;
        Assert.True((await ops.OpenAsync()).IsDrifting);
        Assert.Empty((await ops.PlanAsync()).Acceptances);
        Assert.True((await ops.SaveAsync([])).Require().IsComplete);
        Assert.Equal(Edited, world[3].Text);
    }

    [Fact]
    public async Task Joining_with_a_host_that_missed_a_save_does_not_undo_it()
    {
        await using var world = new ValuesWorld().WithCluster(selects: false);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = Edited;
        world[3].Gate = what => what == "write" ? Testing.Fakes.ApiFault.Before : Testing.Fakes.ApiFault.None;
        Assert.False((await ops.SaveAsync([])).Require().IsComplete);

        await ops.OpenAsync();
        var merge = (await ops.RunAsync(new MergeValues(new Secret(ops.Text), ops.Base, "h3", new Dictionary<string, MergeChoice>()))).Require();
        Assert.Equal(Edited, merge.Text.Reveal());
        Assert.Empty(merge.Conflicts);
    }

    [Fact]
    public async Task An_old_file_that_somebody_put_back_on_purpose_is_not_taken_for_one_left_behind()
    {
        await using var world = new ValuesWorld().WithCluster(selects: false);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = Edited;
        Assert.True((await ops.SaveAsync([])).Require().IsComplete);
        world[2].Put(ValuesWorld.Shipped);

        await ops.OpenAsync();
        ops.Text = Edited + "more: 1\n";
        Assert.Equal("overwrite:h2", Assert.Single((await ops.PlanAsync()).Acceptances).Id);
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_the_deed_counts_as_written()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = Edited;
        world[1].Gate = what => what == "write" ? Testing.Fakes.ApiFault.After : Testing.Fakes.ApiFault.None;
        Assert.True((await ops.SaveAsync([])).Require().IsComplete);
    }

    [Fact]
    public async Task A_file_that_was_changed_meanwhile_is_merged_by_key_and_nothing_was_written()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var (ops, dev) = (await world.OperatorAsync("ops"), await world.OperatorAsync("dev"));
        await ops.OpenAsync();
        await dev.OpenAsync();
        dev.Text = dev.Text.Replace("15s", "30s # slower", StringComparison.Ordinal);
        Assert.True((await dev.SaveAsync([])).IsSuccess);
        ops.Text = Edited;

        var refused = (await ops.SaveAsync([])).Error!;
        Assert.Equal((ValuesErrors.Changed, "h1"), (refused.Code, refused.Facts["hosts"]));
        Assert.Equal(dev.Text, world[1].Text);

        var merge = (await ops.RunAsync(new MergeValues(new Secret(ops.Text), ops.Base, "h1", new Dictionary<string, MergeChoice>()))).Require();
        Assert.True(merge is { KeepsComments: true, Conflicts.Length: 0 });
        (ops.Text, ops.Base, ops.Seen) = (merge.Text.Reveal(), merge.BaseSha256, merge.Seen);
        Assert.True((await ops.SaveAsync([])).IsSuccess);
        Assert.Contains("timeout: 7s # queries\n    scrapeInterval: 30s # slower", world[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_sides_of_a_key_are_named_masked_when_secret()
    {
        await using var world = new ValuesWorld("dex:\n  config:\n    clientSecret: CanaryBase\n").WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        world[1].Put("dex:\n  config:\n    clientSecret: CanaryTheirs\n");
        ops.Text = "dex:\n  config:\n    clientSecret: CanaryMine\n";

        var merge = (await ops.RunAsync(new MergeValues(new Secret(ops.Text), ops.Base, "h1", new Dictionary<string, MergeChoice>()))).Require();
        var conflict = Assert.Single(merge.Conflicts);
        Assert.Equal(("dex.config.clientSecret", "\"***\"", "\"***\"", "\"***\""), (conflict.Path, conflict.Base!, conflict.Mine!, conflict.Theirs!));
        var chosen = (await ops.RunAsync(new MergeValues(new Secret(ops.Text), ops.Base, "h1", new Dictionary<string, MergeChoice> { [conflict.Path] = MergeChoice.Mine }))).Require();
        Assert.Equal(ops.Text, chosen.Text.Reveal());
    }

    [Theory]
    [InlineData("a: [", ValuesErrors.Unreadable)]
    [InlineData(ValuesWorld.Shipped, ValuesErrors.NothingToSave)]
    public async Task What_cannot_be_saved_is_refused_with_the_reason(string text, string code)
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = text;
        Assert.Equal(code, (await ops.PlanAsync()).Refusal?.Code);
        Assert.Equal(code, (await ops.SaveAsync(["everything"])).Error?.Code);
        Assert.Equal(ValuesWorld.Shipped, world[1].Text);
    }

    [Fact]
    public async Task Lock_outs_are_accepted_one_by_one()
    {
        const string before = "dex:\n  config:\n    enablePasswordDB: true\n    connectors:\n      - {type: oidc, id: corp, name: C, config: {issuer: \"https://x\", clientID: a, clientSecret: b, redirectURI: c}}\n    staticPasswords:\n      - {email: a@b.example, hash: \"$2y$12$abcdefghijklmnopqrstuuYJZ5ZyYcIq1BgYTyq5z0xdOoWm4NXzq\", username: a, userID: \"1\"}\n";
        await using var world = new ValuesWorld(before).WithCluster(selects: true, 1);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = "dex:\n  config:\n    enablePasswordDB: true\n    connectors: []\n    staticPasswords: []\n";

        var ids = (await ops.PlanAsync()).Acceptances.Select(a => a.Id).ToList();
        Assert.Equal(["connector-lost:corp", "no-users-no-connectors:dex.config.staticPasswords", "user-lost:a@b.example"], ids.Order());
        Assert.Equal(ValuesErrors.NeedsAcceptance, (await ops.SaveAsync(ids.Skip(1))).Error?.Code);
        Assert.True((await ops.SaveAsync(ids)).IsSuccess);
    }

    [Fact]
    public async Task What_happens_next_counts_the_keys_the_run_will_change()
    {
        await using var world = new ValuesWorld().WithCluster(selects: true, 1);
        world.Door.Time.Advance(TimeSpan.FromMinutes(1));
        world.RunInstaller();
        var ops = await world.OperatorAsync("ops");
        var opened = await ops.OpenAsync();
        Assert.Equal((opened.File!.Sha256, ForecastKind.Same), (opened.Installer.LastAppliedSha256, opened.Installer.Forecast!.Kind));

        ops.Text = Edited.Replace("15s", "20s", StringComparison.Ordinal);
        var next = (await ops.PlanAsync()).Next;
        Assert.Equal((ForecastKind.Changed, 2, "The next run will apply 2 changed keys."), (next.Kind, next.ChangedKeys, next.Message));
        Assert.NotNull(next.At);
        Assert.True((await ops.SaveAsync([])).IsSuccess);

        world.Door.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ForecastKind.Changed, (await ops.OpenAsync()).Installer.Forecast!.Kind);
    }

    [Fact]
    public async Task A_save_that_was_cut_off_is_told_apart_host_by_host_afterwards()
    {
        await using var world = new ValuesWorld().WithCluster(selects: false);
        var ops = await world.OperatorAsync("ops");
        await ops.OpenAsync();
        ops.Text = Edited;
        world[2].Gate = what => what == "write" ? Testing.Fakes.ApiFault.Before : Testing.Fakes.ApiFault.None;
        world.Store.Updating = _ => throw new InvalidOperationException("killed");
        Assert.False((await ops.SaveAsync([])).IsSuccess);

        world.Store.Updating = _ => { };
        world[2].Gate = _ => Testing.Fakes.ApiFault.None;
        await ops.OpenAsync();
        var revision = world.Store.Revisions.Last(r => r.Kind == ValuesRevisionKind.Saved);
        Assert.Equal([ValuesWriteState.Written, ValuesWriteState.Failed, ValuesWriteState.Written], revision.Hosts.Select(h => h.State));
        Assert.Equal("save-interrupted", revision.Hosts[1].ProblemCode);
    }

    private static IEnumerable<string> Signed(ValuesSavePlan plan) =>
        plan.FileDiff.Where(l => l.Kind is TextDiffKind.Added or TextDiffKind.Removed).Select(l => (l.Kind == TextDiffKind.Added ? "+" : "-") + l.Text);
}
