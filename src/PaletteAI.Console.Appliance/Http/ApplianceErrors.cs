using System.Globalization;
using System.Net;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance.Http;

/// <summary>The codes documented on <c>IAppliance</c>, each with its sentence and what to do.</summary>
internal static class ApplianceErrors
{
    public static Error NotConfigured { get; } = new(
        ErrorKind.Refused, "appliance-not-configured", "No appliance is configured.",
        "Set Appliance:Url to the https address of the appliance's Local UI, or start with --sandbox.");

    public static Error TooLarge { get; } = Unreadable("it is larger than 8 MiB");

    public static Error Unreachable(string address) => new(
        ErrorKind.RemoteFailed, "appliance-unreachable", $"The appliance at {address} does not accept connections, or closed this one.",
        "Hosts restart during a deployment: wait a minute. Otherwise check power, network and Appliance:Url.");

    /// <summary>Adds that nothing was sent, so that nothing can have happened.</summary>
    public static Error NotSent(Error error) => error with { Facts = new Dictionary<string, string> { [SignInFacts.Sent] = SignInFacts.No } };

    public static Error NoTls(string address) => new(
        ErrorKind.RemoteFailed, "appliance-unreachable", $"{address} answers, but not with TLS.",
        "Check Appliance:Url: the appliance's Local UI speaks https, on port 5080 unless it was moved.");

    public static Error TimedOut(string address, TimeSpan limit) => new(
        ErrorKind.RemoteTimeout, "appliance-timeout",
        string.Create(CultureInfo.InvariantCulture, $"The appliance at {address} did not answer within {limit.TotalSeconds:0} s."),
        "Try again; a host under load or in the middle of a restart answers late.");

    public static Error Unreadable(string why) => new(
        ErrorKind.RemoteFailed, "appliance-answer-unreadable", $"The appliance's answer cannot be used: {why}.",
        "Check that Appliance:Url leads to the appliance's Local UI; an unknown edition of its API may be the cause too.");

    public static Error FromStatus(Answer answer)
    {
        var status = (int)answer.Status;
        var said = answer.Message.Length > 0 ? $"it said: {answer.Message}" : $"it gave no reason (HTTP {status})";
        return status switch
        {
            401 => new Error(ErrorKind.Unauthenticated, "appliance-session-ended", "The appliance no longer accepts this session.", "Sign in again."),
            >= 300 and < 400 => Unreadable("it is a redirect, and redirects are not followed"),
            >= 400 and < 500 => new Error(
                answer.Status == HttpStatusCode.NotFound ? ErrorKind.NotFound : ErrorKind.Refused,
                "appliance-refused", $"The appliance refused: {said}", "Change what it names and try again."),
            >= 500 => new Error(ErrorKind.RemoteFailed, "appliance-failed", $"The appliance failed: {said}", "Try again; if it persists, look at the appliance's own logs.")
            {
                Facts = new Dictionary<string, string> { [SignInFacts.Status] = status.ToString(CultureInfo.InvariantCulture) },
            },
            _ => Unreadable($"its status is {status}"),
        };
    }
}
