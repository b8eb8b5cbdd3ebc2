using System.Threading.Channels;
using Bunit;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Operations.Pods;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Features.Clusters.Logs;

namespace PaletteAI.Console.Tests.Clusters;

public sealed class LogViewerTests : PageContext
{
    private readonly Channel<LogBatch> _live = Channel.CreateUnbounded<LogBatch>();
    private Result<PodLog> _whole = new PodLog("mural-system", "canvas-0", "", [new LogLine(null, "crashed before")], false);

    public LogViewerTests()
    {
        Gateway.Answer<FollowPodLogs, LogFollowing>(_ => new LogFollowing(_live.Reader.ReadAllAsync()));
        Gateway.Answer<GetPodLogs, PodLog>(_ => _whole);
    }

    [Fact]
    public void Lines_come_as_they_are_written()
    {
        var log = Viewer();
        Write("one");
        Until(log, "one");
        Write("two", "three");
        Until(log, "onetwothree");
        Assert.Contains("3 lines", log.Find(".log-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void While_paused_new_lines_are_counted_and_shown_at_once_afterwards()
    {
        var log = Viewer();
        Write("one");
        Until(log, "one");
        Press(log, "Pause");
        Write("two", "three");

        log.WaitForAssertion(() => Assert.Contains(log.FindAll("button"), b => b.TextContent == "Resume (2 new)"));
        Assert.Equal("one", Shown(log));
        Press(log, "Resume (2 new)");
        Assert.Equal("onetwothree", Shown(log));
    }

    [Fact]
    public void A_search_shows_the_lines_that_match_and_marks_what_matched()
    {
        var log = Viewer();
        Write("level=INFO ready", "level=ERROR failed", "error again");
        Until(log, "again");

        log.Find(".log-search").Change("error");

        Assert.Equal("level=ERROR failederror again", Shown(log));
        Assert.Equal(["ERROR", "error"], log.FindAll("mark").Select(m => m.TextContent));
        Assert.Contains("2 of 3 lines match", log.Find(".log-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_run_before_the_last_restart_is_one_press_away_and_back()
    {
        var log = Viewer(p => p.Add(v => v.Containers, ["canvas", "proxy"]).Add(v => v.WithPrevious, ["canvas"]));

        Press(log, "Previous run");
        Until(log, "crashed before");
        Assert.Equal((true, "canvas"), (Asked<GetPodLogs>().Previous, Asked<GetPodLogs>().Container));
        Assert.DoesNotContain(log.FindAll("button"), b => b.TextContent == "Pause");

        Press(log, "Previous run");
        log.WaitForAssertion(() => Assert.Equal(2, Gateway.Asked.Count(a => a.Operation is FollowPodLogs)));
    }

    [Fact]
    public void Another_container_is_another_log()
    {
        var log = Viewer(p => p.Add(v => v.Containers, ["canvas", "proxy"]));
        Write("one");
        Until(log, "one");

        log.Find("select").Change("proxy");

        log.WaitForAssertion(() => Assert.Equal("proxy", Asked<FollowPodLogs>().Log.Container));
        Assert.Equal("", log.Find(".log-lines").QuerySelectorAll(".log-piece").Aggregate("", (t, e) => t + e.TextContent));
    }

    [Fact]
    public void How_it_ended_is_said_and_a_refusal_is_an_error_with_its_way_out()
    {
        var log = Viewer();
        Write("one");
        Assert.True(_live.Writer.TryWrite(new LogBatch([], 0, new LogEnd("The container ended with exit code 3.", null))));
        Assert.True(_live.Writer.TryComplete());
        log.WaitForAssertion(() => Assert.Contains("The container ended with exit code 3.", log.Find(".log-state").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Live", log.Find(".log-state").TextContent, StringComparison.Ordinal);

        _whole = new Error(ErrorKind.Invalid, "cluster-request-invalid", "container \"canvas\" is waiting to start", "Wait for it.");
        var waiting = Viewer(p => p.Add(v => v.IsLive, false));
        waiting.WaitForAssertion(() => Assert.Contains("waiting to start", waiting.Find(".error-panel").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_log_keeps_a_bounded_number_of_lines_and_says_how_many_are_not_shown()
    {
        var text = new LogText();
        var lines = Enumerable.Range(0, 12_345).Select(i => new LogLine(null, $"{i}")).ToList();
        foreach (var batch in lines.Chunk(37))
        {
            text.Add(batch);
        }

        var kept = text.Pieces.SelectMany(p => p.Lines).Select(l => l.Text).ToList();
        Assert.InRange(kept.Count, LogText.MostLines, LogText.MostLines + 100);
        Assert.Equal(lines.TakeLast(kept.Count).Select(l => l.Text), kept);
        Assert.Equal((kept.Count, 12_345L - kept.Count), (text.Count, text.Lost));
        Assert.All(text.Pieces, p => Assert.InRange(p.Lines.Length, 1, 100));
    }

    private static string Shown(IRenderedComponent<LogViewer> log) => string.Concat(log.FindAll(".log-piece > div").Select(d => d.TextContent));

    private static void Until(IRenderedComponent<LogViewer> log, string text) => log.WaitForAssertion(() => Assert.Contains(text, Shown(log), StringComparison.Ordinal));

    private static void Press(IRenderedComponent<LogViewer> log, string button) => log.FindAll("button").Single(b => b.TextContent == button).Click();

    private T Asked<T>() => Gateway.Asked.Select(a => a.Operation).OfType<T>().Last();

    private void Write(params string[] lines) => Assert.True(_live.Writer.TryWrite(new LogBatch([.. lines.Select(l => new LogLine(null, l))], 0, null)));

    private IRenderedComponent<LogViewer> Viewer(Action<ComponentParameterCollectionBuilder<LogViewer>>? more = null) => Render<LogViewer>(p =>
    {
        p.Add(v => v.Namespace, "mural-system").Add(v => v.Pod, "canvas-0");
        more?.Invoke(p);
    });
}
