using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;

namespace PaletteAI.Console.Domain.Tests.Checks;

/// <summary>What host checks mean for Deploy Cluster.</summary>
public sealed class HostCheckGateTests
{
    private static readonly DateTimeOffset _now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_failures_of_severity_error_refuse_it_and_each_sentence_is_said_once()
    {
        var report = Report(
            Row("unreachable", CheckStatus.Failed, Severity.Error, "cannot be reached"), Row("ssh-reachable", CheckStatus.Failed, Severity.Error, "cannot be reached"),
            Row("memory", CheckStatus.Warning, Severity.Warning, "is small"), Row("vip-free", CheckStatus.Pending, Severity.Error, "not asked"));
        Assert.Equal("unreachable", Assert.Single(HostCheckGate.Blocking(report)).Code);
    }

    [Fact]
    public void What_has_no_answer_is_named_and_accepted_only_where_a_failure_would_refuse()
    {
        Assert.Equal("", HostCheckGate.ToAccept(Report(Row("memory", CheckStatus.Pending, Severity.Warning, "not known"))));
        Assert.Equal("A host check has no answer: vip-free.", HostCheckGate.ToAccept(Report(Row("vip-free", CheckStatus.Pending, Severity.Error, "a"), Row("vip-free", CheckStatus.Pending, Severity.Error, "b") with { Host = "edge-2" })));
    }

    [Theory]
    [InlineData(CheckStatus.Passed, CheckStatus.Warning, true)]
    [InlineData(CheckStatus.Passed, CheckStatus.Pending, true)]
    [InlineData(CheckStatus.Warning, CheckStatus.Warning, false)]
    [InlineData(CheckStatus.Warning, CheckStatus.Passed, false)]
    [InlineData(CheckStatus.Ignored, CheckStatus.Ignored, false)]
    [InlineData(CheckStatus.Ignored, CheckStatus.Failed, true)]
    public void Only_something_worse_than_what_was_seen_counts_as_changed(CheckStatus seen, CheckStatus now, bool changed) =>
        Assert.Equal(changed, HostCheckGate.Worse(Report(Row("memory", seen, Severity.Warning, "a")), Report(Row("memory", now, Severity.Warning, "b"))).Length > 0);

    [Fact]
    public void A_check_is_set_aside_for_its_host_only_where_its_row_allows_it_and_only_while_it_does_not_hold()
    {
        var report = Report(
            Row("memory", CheckStatus.Warning, Severity.Warning, "is small") with { Ignorable = true }, Row("memory", CheckStatus.Warning, Severity.Warning, "is small") with { Ignorable = true, Host = "edge-2" },
            Row("vip-free", CheckStatus.Failed, Severity.Error, "is in use"), Row("cpu", CheckStatus.Passed, Severity.Warning, "has 16 cores") with { Ignorable = true });
        var ignored = report.WithIgnored([Ignored("memory", "edge-1"), Ignored("vip-free", ""), Ignored("cpu", "")]);
        Assert.Equal([CheckStatus.Ignored, CheckStatus.Warning, CheckStatus.Failed, CheckStatus.Passed], ignored.Results.Select(r => r.Status));
        Assert.Contains("Set aside by ops: lab hardware", ignored.Results[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_expires_with_its_lifetime()
    {
        var row = Row("vip-free", CheckStatus.Passed, Severity.Error, "nobody answers");
        Assert.False(row.IsExpired(_now + TimeSpan.FromMinutes(2)));
        Assert.True(row.IsExpired(_now + TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1)));
    }

    private static IgnoredCheck Ignored(string id, string host) => new(id, host, "lab hardware", "ops", _now);

    private static HostCheckReport Report(params HostCheckResult[] rows) => new([.. rows]);

    private static HostCheckResult Row(string id, CheckStatus status, Severity severity, string message) =>
        new(id, "edge-1", status, severity, false, message, "", new CheckEvidence("command", "output", _now, TimeSpan.FromMinutes(2)));
}
