namespace PaletteAI.Console.Domain.Deployments;

/// <summary>The first thing the eye finds.</summary>
internal static class DeploymentSentence
{
    public static string Say(DeploymentCourse course, TimeSpan elapsed, TroubleFinder troubles, bool isOverrun, DeploymentPace pace) => course.State switch
    {
        CourseState.Succeeded => $"Running and healthy, as the appliance reports; it took {SpanText.Of(elapsed)}.",
        CourseState.Failed => $"Failed after {SpanText.Of(elapsed)}: {Trimmed(course.Failure?.Message ?? "the appliance reports Error without a reason")}.",
        _ => Live(elapsed, troubles, isOverrun, pace),
    };

    private static string Live(TimeSpan elapsed, TroubleFinder troubles, bool isOverrun, DeploymentPace pace)
    {
        var progress = isOverrun
            ? $"{SpanText.Of(elapsed)}, longer than the usual {SpanText.Of(pace.LongestUsual)}"
            : $"{SpanText.OfAbout(elapsed, pace.Typical)}, {(troubles.IsStalled ? "no news for too long" : "on track")}";
        return troubles.Restart is { } restart
            ? $"Deploying: {Trimmed(restart)}. {progress}."
            : $"Deploying: {troubles.WaitsFor}. {progress}.";
    }

    private static string Trimmed(string sentence) => sentence.TrimEnd('.', ' ');
}
