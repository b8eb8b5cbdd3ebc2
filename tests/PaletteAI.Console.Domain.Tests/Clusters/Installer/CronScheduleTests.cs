using System.Globalization;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Domain.Tests.Clusters.Installer;

public class CronScheduleTests
{
    [Theory]
    [InlineData("*/5 * * * *", "", "2026-05-01T12:01:00Z", "2026-05-01T12:05:00Z")]
    [InlineData("*/5 * * * *", "", "2026-05-01T12:05:00Z", "2026-05-01T12:10:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-05-01T12:00:00Z", "2026-05-02T00:30:00Z")]
    [InlineData("TZ=America/New_York 0 8 * * *", "", "2026-05-01T00:00:00Z", "2026-05-01T12:00:00Z")]
    [InlineData("CRON_TZ=UTC 0 8 * * *", "", "2026-05-01T00:00:00Z", "2026-05-01T08:00:00Z")]
    [InlineData("@hourly", "", "2026-05-01T12:01:00Z", "2026-05-01T13:00:00Z")]
    // Both days given: either fires. 2026-05-08 is a Friday, 2026-05-13 the 13th.
    [InlineData("0 0 13 * 5", "", "2026-05-02T00:00:00Z", "2026-05-08T00:00:00Z")]
    [InlineData("0 0 13 * 5", "", "2026-05-08T00:00:00Z", "2026-05-13T00:00:00Z")]
    // The clock leaps from 02:00 to 03:00 on 2026-03-29: 02:30 is left out that day.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z")]
    public void The_next_run_is_the_one_Kubernetes_would_make(string schedule, string zone, string after, string expected) =>
        Assert.Equal(Time(expected), CronSchedule.Parse(schedule, zone).Require().Next(Time(after)));

    [Fact]
    public void Every_counts_from_the_last_run()
    {
        var schedule = CronSchedule.Parse("@every 90m").Require();

        Assert.Equal(Time("2026-05-01T13:30:00Z"), schedule.Next(Time("2026-05-01T12:40:00Z"), Time("2026-05-01T12:00:00Z")));
        Assert.Equal(Time("2026-05-01T15:00:00Z"), schedule.Next(Time("2026-05-01T13:30:00Z"), Time("2026-05-01T12:00:00Z")));
    }

    [Theory]
    [InlineData("*/5 * * * *", "2026-05-01T11:50:00Z", "2026-05-01T12:03:00Z", "2026-05-01T12:00:00Z")]
    [InlineData("*/5 * * * *", "2026-05-01T12:00:00Z", "2026-05-01T12:03:00Z", null)]
    [InlineData("0 0 1 1 *", "2020-01-01T00:00:00Z", "2026-05-01T12:00:00Z", "2026-01-01T00:00:00Z")]
    public void The_run_that_was_due_last_is_found(string schedule, string since, string now, string? expected) =>
        Assert.Equal(expected is null ? null : Time(expected), CronSchedule.Parse(schedule).Require().LastBetween(Time(since), Time(now)));

    [Theory]
    [InlineData("", "", "schedule-unreadable")]
    [InlineData("* * * *", "", "schedule-unreadable")]
    [InlineData("61 * * * *", "", "schedule-unreadable")]
    [InlineData("@every soon", "", "schedule-unreadable")]
    [InlineData("* * * * *", "Mars/Olympus", "time-zone-unknown")]
    public void What_is_no_schedule_is_refused(string schedule, string zone, string code) =>
        Assert.Equal(code, CronSchedule.Parse(schedule, zone).Error?.Code);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
