using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Labels;

namespace PaletteAI.Console.Domain.Tests.Clusters.Installer;

public class InstallerTests
{
    private static readonly DateTimeOffset _now = new(2026, 5, 1, 12, 2, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_found_by_what_it_mounts_or_selects_whatever_its_name()
    {
        var plain = CronJob("backup") with { Volumes = [new VolumeFacts("v", VolumeKind.HostPath, "/usr/local/palette-ai-old")] };
        var byFile = CronJob("a") with { Volumes = [new VolumeFacts("v", VolumeKind.HostPath, "/usr/local/palette-ai/values.yaml")] };
        var byFolder = CronJob("b") with { Volumes = [new VolumeFacts("v", VolumeKind.HostPath, "/usr/local/palette-ai/")] };

        Assert.Null(InstallerFinder.Find([plain]).CronJob);
        Assert.Equal("a", InstallerFinder.Find([plain, byFile]).CronJob?.Name);
        Assert.Equal("b", InstallerFinder.Find([byFolder]).CronJob?.Name);
        Assert.Equal("c", InstallerFinder.Find([plain, Selecting("c")]).CronJob?.Name);
    }

    [Fact]
    public void A_setting_overrides_and_of_several_the_better_one_is_taken_and_the_others_are_told()
    {
        var both = Selecting("z") with { Volumes = [new VolumeFacts("v", VolumeKind.HostPath, InstallerFinder.ValuesFolder)] };

        Assert.Equal("a", InstallerFinder.Find([both, Selecting("a")], "mural-system/a").CronJob?.Name);
        Assert.Null(InstallerFinder.Find([both], "mural-system/other").CronJob);
        var found = InstallerFinder.Find([Selecting("a"), both]);
        Assert.Equal(("z", "a"), (found.CronJob?.Name, Assert.Single(found.Others).Name));
    }

    [Fact]
    public void Selecting_by_affinity_counts_when_every_term_asks_for_it()
    {
        var asks = new NodeRequirement(InstallerLabel.Key, "In", ["true"]);
        var other = new NodeRequirement("zone", "Exists", []);

        Assert.True(InstallerLabel.IsSelectedBy(new SchedulingHints { RequiredTerms = [[asks, other], [asks]] }));
        Assert.False(InstallerLabel.IsSelectedBy(new SchedulingHints { RequiredTerms = [[asks], [other]] }));
        Assert.False(InstallerLabel.IsSelectedBy(new SchedulingHints { RequiredTerms = [[new NodeRequirement(InstallerLabel.Key, "NotIn", ["true"])]] }));
    }

    [Fact]
    public void Without_a_labelled_node_it_says_in_one_sentence_why_it_is_pending()
    {
        var status = Read(Selecting("i"), [], [Node("edge-1")]);

        Assert.Equal("No node carries the label palette.ai/helm-config=true, which the installer's pod asks for.", status.PendingReason);
        Assert.Equal(LabelState.Waiting, LabelJudgement.Of(status).State);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 12, 5, 0, TimeSpan.Zero), status.NextRun);
    }

    [Fact]
    public void Suspended_it_has_no_next_run_and_waits_for_nothing()
    {
        var status = Read(Selecting("i") with { Suspended = true }, [], [Node("edge-1")]);

        Assert.Null(status.NextRun);
        Assert.Equal("", status.PendingReason);
    }

    [Fact]
    public void Runs_are_told_apart_by_owner_and_a_missed_one_is_noticed()
    {
        var cronJob = Selecting("i") with { LastScheduledAt = _now.AddMinutes(-22) };
        var done = Job("i-1", "uid-i", "Complete", _now.AddMinutes(-20));
        var foreign = Job("i-2", "uid-earlier", "Failed", _now.AddMinutes(-10));
        var status = Read(cronJob, [done, foreign], [Node("edge-1", isLabelled: true)]);

        Assert.Equal(("i-1", RunResult.Succeeded), (status.LastRun?.Name, status.LastRun!.Result));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), status.MissedRun);
        Assert.Equal(LabelState.Right, LabelJudgement.Of(status).State);
    }

    [Fact]
    public void While_a_run_goes_on_under_Forbid_none_is_missed()
    {
        var cronJob = Selecting("i") with { LastScheduledAt = _now.AddMinutes(-22), ConcurrencyPolicy = "Forbid" };

        Assert.Null(Read(cronJob, [Job("i-1", "uid-i", "", _now)], [Node("edge-1", isLabelled: true)]).MissedRun);
    }

    [Fact]
    public void The_guard_names_every_unfinished_run_also_one_made_by_hand()
    {
        var byHand = new JobFacts { Meta = new FactMeta("mural-system", "i-test", "u", "1", _now, null), IsManual = true };

        Assert.Equal("i-test", RunGuard.Check(Selecting("i"), [byHand]).Error!.Facts["jobs"]);
        Assert.True(RunGuard.Check(Selecting("i"), [Job("i-1", "uid-i", "Failed", _now)]).IsSuccess);
    }

    [Fact]
    public void The_name_of_a_run_fits_into_a_label_and_counts_on()
    {
        var cronJob = CronJob(new string('x', 52));

        var name = RunGuard.NextName(cronJob, [Job($"{new string('x', 38)}-manual-7", "uid", "Complete", _now)]);

        Assert.Equal($"{new string('x', 38)[..(name.Length - "-manual-8".Length)]}-manual-8", name);
        Assert.InRange(name.Length, 1, 52);
    }

    [Theory]
    [InlineData("abc", "abc", ForecastKind.Same)]
    [InlineData("abc", "def", ForecastKind.Changed)]
    [InlineData("", "def", ForecastKind.Unknown)]
    [InlineData("abc", "", ForecastKind.Unknown)]
    public void The_forecast_compares_the_labelled_hosts_file_with_the_last_run(string file, string last, ForecastKind expected)
    {
        NodeFacts[] nodes = [Node("edge-1", isLabelled: true), Node("edge-2")];
        var forecast = RunForecast.Of(Read(Selecting("i"), [], nodes), nodes, [new HostValues("edge-1", file), new HostValues("edge-2", "other")], last);

        Assert.Equal((expected, "edge-1"), (forecast.Kind, Assert.Single(forecast.Nodes)));
    }

    [Fact]
    public void Without_a_selector_differing_files_make_the_next_run_a_matter_of_chance()
    {
        NodeFacts[] nodes = [Node("edge-1"), Node("edge-2")];
        var status = Read(CronJob("i") with { Volumes = [new VolumeFacts("v", VolumeKind.HostPath, InstallerFinder.ValuesFolder)] }, [], nodes);

        Assert.Equal(ForecastKind.Chance, RunForecast.Of(status, nodes, [new HostValues("edge-1", "a"), new HostValues("edge-2", "b")], "a").Kind);
        Assert.Equal(ForecastKind.Same, RunForecast.Of(status, nodes, [new HostValues("edge-1", "a"), new HostValues("edge-2", "a")], "a").Kind);
    }

    [Fact]
    public void Rolling_back_puts_the_label_back_unless_somebody_else_labelled_a_node()
    {
        LabelStep[] done = [new("edge-1", "1", null, "true")];

        Assert.Equal([("edge-1", "true")], LabelPlan.RollBack(done, [Node("edge-1"), Node("edge-2")]).Select(s => (s.Node, s.Value ?? "")));
        Assert.Empty(LabelPlan.RollBack(done, [Node("edge-1"), Node("edge-2", isLabelled: true)]));
    }

    private static InstallerStatus Read(CronJobFacts cronJob, ImmutableArray<JobFacts> jobs, IReadOnlyList<NodeFacts> nodes) =>
        InstallerReader.Read(new HealthInput { Now = _now, Cluster = ClusterSnapshot.Empty with { CronJobs = [cronJob], Jobs = jobs, Nodes = nodes } });

    private static CronJobFacts CronJob(string name) => new()
    {
        Meta = new FactMeta("mural-system", name, $"uid-{name}", "1", _now.AddMinutes(-1), null), Schedule = "*/5 * * * *",
    };

    private static CronJobFacts Selecting(string name) => CronJob(name) with { Scheduling = new SchedulingHints { NodeSelector = FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) } };

    private static JobFacts Job(string name, string owner, string condition, DateTimeOffset at) => new()
    {
        Meta = new FactMeta("mural-system", name, $"uid-{name}", "1", at, null),
        Owner = new OwnerFacts("CronJob", "i", owner),
        Conditions = condition.Length == 0 ? [] : [new ConditionFacts(condition, "True", "", "", at)],
    };

    private static NodeFacts Node(string name, bool isLabelled = false) => new()
    {
        Meta = new FactMeta("", name, "", "1", null, null), Labels = isLabelled ? FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) : FactLabels.Empty,
    };
}
