namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>Whether a host can be asked at all.</summary>
internal static class AccessOfHost
{
    public const string NotAsked = "The host was not asked.";

    public static HostOutcome Reachable(HostUnderTest host, HostCheckFacts all) =>
        host.Problem is { Code: "unreachable" or "timeout" or "terminated" or "authentication-failed" } problem ? HostOutcome.Wrong(problem.Message)
        : host.Problem is not null || host.Facts is null ? HostOutcome.Pending("Nobody logged in.")
        : HostOutcome.Pass("The host answers over SSH.");

    public static HostOutcome KeyPinned(HostUnderTest host, HostCheckFacts all) =>
        host.Problem is { Code: "unknown-host-key" or "host-key-changed" } problem ? HostOutcome.Wrong(problem.Message)
        : host.KeyIsPinned is null ? HostOutcome.Pending("The host's key was not seen.")
        : HostOutcome.Pass("The host presents the key that was accepted.");

    public static HostOutcome Quiet(HostUnderTest host, HostCheckFacts all) =>
        host.Problem is { Code: "noisy-shell" } problem ? HostOutcome.Wrong(problem.Message)
        : host.Facts is null ? HostOutcome.Pending(NotAsked)
        : HostOutcome.Pass("The shell prints nothing of its own.");

    public static HostOutcome Root(HostUnderTest host, HostCheckFacts all) => host.HasRoot switch
    {
        true => HostOutcome.Pass(host.Facts is { AsRoot: true } ? "Root's rights are there." : "sudo works."),
        false => HostOutcome.Wrong($"Root's rights cannot be had: {host.RootProblem}"),
        null => HostOutcome.Pending(NotAsked),
    };
}
