using System.Collections.Immutable;
using CsCheck;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using static PaletteAI.Console.Domain.Clusters.Installer.PathStepState;

namespace PaletteAI.Console.Domain.Tests.Clusters.Installer;

public sealed class GuidedPathTests
{
    private static readonly DateTimeOffset _now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly NodeValues _shipped = new("edge-1", "aa", true, "");
    private static readonly NodeValues _edited = new("edge-1", "bb", false, "");
    private static readonly NodeValues _unread = new("edge-1", "", null, "edge-1 does not answer.");

    [Fact]
    public void At_first_the_file_is_to_be_edited_and_the_rest_comes_later() =>
        Assert.Equal([Current, Later, Later, Later, Later], Steps(Status(), [_shipped], ""));

    [Fact]
    public void An_edited_file_ticks_the_first_step_and_a_choice_the_second()
    {
        Assert.Equal([Done, Current, Later, Later, Later], Steps(Status(), [_edited, _shipped with { Node = "edge-2" }], ""));
        Assert.Equal([Done, Done, Current, Later, Later], Steps(Status(), [_edited], "edge-1"));
        Assert.Equal([Current, Done, Later, Later, Later], Steps(Status(), [_edited, _shipped with { Node = "edge-2" }], "edge-2"));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_unknown_with_why_and_holds_nothing_up()
    {
        var path = GuidedPath.Of(Status(), [_unread], "edge-1");

        Assert.Equal([Unknown, Done, Current, Later, Later], path.Steps.Select(s => s.State));
        Assert.Contains("edge-1 does not answer.", path.Steps[0].Message, StringComparison.Ordinal);
        Assert.Equal(Unknown, GuidedPath.Of(Status(), null, "").Steps[0].State);
    }

    [Fact]
    public void Labelled_it_goes_from_pending_to_running_to_succeeded()
    {
        var labelled = Status("edge-1");
        var pending = labelled with { Runs = [Run(RunResult.Running)], PendingReason = "Its image is pulled." };
        var running = pending with { PendingReason = "" };
        var failed = labelled with { Runs = [Run(RunResult.Failed)] };
        var succeeded = labelled with { Runs = [Run(RunResult.Succeeded)], EverSucceeded = true };

        Assert.Equal([Done, Done, Done, InProgress, Later], Steps(labelled, [_edited], ""));
        Assert.Equal([Done, Done, Done, InProgress, Later], Steps(pending, [_edited], ""));
        Assert.Contains("Its image is pulled.", GuidedPath.Of(pending, [_edited], "").Steps[3].Message, StringComparison.Ordinal);
        Assert.Equal([Done, Done, Done, Done, InProgress], Steps(running, [_edited], ""));
        Assert.Equal([Done, Done, Done, Done, Failed], Steps(failed, [_edited], ""));
        Assert.Equal([Done, Done, Done, Done, Done], Steps(succeeded, [_edited], ""));
    }

    [Fact]
    public void Installed_with_the_shipped_file_the_first_step_was_left_out() =>
        Assert.Equal([Skipped, Done, Done, InProgress, Later], Steps(Status("edge-1"), [_shipped], ""));

    [Fact]
    public void Two_labels_are_wrong_whatever_was_chosen()
    {
        var path = GuidedPath.Of(Status("edge-1", "edge-2"), [_edited], "edge-1");

        Assert.Equal((Failed, Failed), (path.Steps[1].State, path.Steps[2].State));
    }

    [Fact]
    public void It_is_shown_only_while_a_first_run_waits_for_a_node()
    {
        Assert.True(GuidedPath.IsWanted(Status()));
        Assert.False(GuidedPath.IsWanted(Status() with { EverSucceeded = true }));
        Assert.False(GuidedPath.IsWanted(Status() with { Place = new InstallerPlace(false, []) }));
        Assert.False(GuidedPath.IsWanted(new InstallerStatus()));
    }

    [Fact]
    public void There_are_always_five_steps_with_words_and_one_at_most_is_the_one_to_do_now()
    {
        var files = OneOf<NodeValues[]?>(null, [], [_shipped], [_edited], [_unread], [_edited, _unread with { Node = "edge-2" }]);
        var labels = OneOf<string[]>([], ["edge-1"], ["edge-1", "edge-2"], ["stranger"]);
        var runs = OneOf(RunResult.Running, RunResult.Failed, RunResult.Succeeded).Array[0, 3];
        Gen.Select(files, labels, runs, OneOf("", "It waits."), OneOf("", "edge-1", "gone")).Sample((f, l, r, pending, chosen) =>
        {
            var status = Status(l) with { Runs = [.. r.Select(Run)], PendingReason = pending, EverSucceeded = r.Contains(RunResult.Succeeded) };
            var path = GuidedPath.Of(status, f, chosen);
            Assert.Equal(5, path.Steps.Length);
            Assert.All(path.Steps, s => Assert.EndsWith(".", s.Message, StringComparison.Ordinal));
            Assert.InRange(path.Steps.Count(s => s.State == Current), 0, 1);
        });
    }

    private static IEnumerable<PathStepState> Steps(InstallerStatus status, NodeValues[] files, string chosen) => GuidedPath.Of(status, files, chosen).Steps.Select(s => s.State);

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static InstallerRun Run(RunResult result) => new("installer-1", _now, result == RunResult.Running ? null : _now, result, false, "");

    private static InstallerStatus Status(params string[] labelled) => new() { CronJob = new CronJobFacts { Meta = FactMeta.None }, Place = new InstallerPlace(true, [.. labelled]) };
}
