using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>Why something on a host failed: a closed set of codes, so that callers can act on each.</summary>
public static class HostErrors
{
    /// <summary>No connection could be made.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The host did not answer in time.</summary>
    public const string TimedOut = "timeout";

    /// <summary>Nobody has accepted a key of this host.</summary>
    public const string UnknownHostKey = "unknown-host-key";

    /// <summary>The host presents another key than the accepted one.</summary>
    public const string HostKeyChanged = "host-key-changed";

    /// <summary>The host refuses the log-in.</summary>
    public const string AuthenticationFailed = "authentication-failed";

    /// <summary>The user may not do this.</summary>
    public const string AccessDenied = "access-denied";

    /// <summary>sudo refuses.</summary>
    public const string SudoDenied = "sudo-denied";

    /// <summary>The shell prints text of its own.</summary>
    public const string NoisyShell = "noisy-shell";

    /// <summary>The file or program is not there.</summary>
    public const string NotFound = "not-found";

    /// <summary>The connection or the command was ended from the other side.</summary>
    public const string Terminated = "terminated";

    /// <summary>More output than was allowed.</summary>
    public const string OutputTooLarge = "output-too-large";

    /// <summary>Codes of the connection as such: every check of the host waits for them.</summary>
    public static ImmutableHashSet<string> OfConnection { get; } =
        [Unreachable, TimedOut, UnknownHostKey, HostKeyChanged, AuthenticationFailed, NoisyShell, Terminated];

    /// <summary>Failures that may be gone at the next try.</summary>
    public static bool IsPassing(Error error) => error is { Code: Unreachable or TimedOut or Terminated };

    /// <summary>No connection could be made.</summary>
    public static Error OfUnreachable(string host, string why) => new(
        ErrorKind.RemoteFailed, Unreachable, $"{host} cannot be reached: {why}", "Check address, port, cable and firewall.") { Facts = Facts(host) };

    internal static Error OfTimeout(string host, string what) => new(
        ErrorKind.RemoteTimeout, TimedOut, $"{host} did not answer in time: {what}", "Check the network and the host's load, then try again.") { Facts = Facts(host) };

    internal static Error OfTermination(string host, string what) => new(
        ErrorKind.RemoteFailed, Terminated, $"{host}: {what}", "Look at what happened on the host, then try again.") { Facts = Facts(host) };

    internal static Error OfAuthentication(string host, string user, string why) => new(
        ErrorKind.RemoteFailed, AuthenticationFailed, $"{host} refuses {user}: {why}", "Give the right user, key or password.") { Facts = Facts(host) };

    internal static Error OfNoise(string host, string noise) => new(
        ErrorKind.RemoteFailed, NoisyShell, $"The shell of {host} prints text before every command: '{noise}'.",
        "Remove what prints from .bashrc and the like, or let it print for interactive shells only.") { Facts = Facts(host) };

    internal static Error OfSudo(string host, string why) => new(
        ErrorKind.RemoteFailed, SudoDenied, $"sudo refuses on {host}: {why}", "Allow the user to run sudo, or give the password it asks for.") { Facts = Facts(host) };

    internal static Error OfAccess(string host, string what) => new(
        ErrorKind.RemoteFailed, AccessDenied, $"{host}: {what}", "Log in as a user who may, or one who may use sudo.") { Facts = Facts(host) };

    internal static Error OfMissing(string host, string what) => new(
        ErrorKind.RemoteFailed, NotFound, $"{host}: {what} is not there.", "Check the path.") { Facts = Facts(host) };

    internal static Error OfOutput(string host, int limit) => new(
        ErrorKind.RemoteFailed, OutputTooLarge, $"{host} sent more than {limit} bytes; the command was ended.", "Look on the host itself.") { Facts = Facts(host) };

    /// <summary>The presented key is not trusted.</summary>
    public static Error OfHostKey(string host, int port, HostKeyVerdict verdict)
    {
        var facts = Facts(host).SetItem("keyType", verdict.Presented.Type).SetItem("fingerprint", verdict.Presented.Fingerprint);
        if (verdict.Judgement == HostKeyJudgement.Unknown)
        {
            return new Error(
                ErrorKind.RemoteFailed, UnknownHostKey,
                Joined($"No key of {host}:{port} was accepted yet. It presents {verdict.Presented.Type} {verdict.Presented.Fingerprint}.", verdict.Note),
                "Compare the fingerprint with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on the host, then accept it.") { Facts = facts };
        }

        var known = string.Join(", ", verdict.Known.Select(k => $"{k.Type} {k.Fingerprint}"));
        var message = verdict.Judgement == HostKeyJudgement.Revoked
            ? $"The key {host}:{port} presents, {verdict.Presented.Type} {verdict.Presented.Fingerprint}, is marked as revoked."
            : $"{host}:{port} presents another key than the accepted one: {verdict.Presented.Type} {verdict.Presented.Fingerprint} instead of {known}.";
        return new Error(
            ErrorKind.RemoteFailed, HostKeyChanged, message,
            "If the host was installed anew, compare the fingerprint on the host itself, then accept the new key. If not, somebody may be in between: do not go on.")
        { Facts = facts.SetItem("knownFingerprints", string.Join(", ", verdict.Known.Select(k => k.Fingerprint))) };
    }

    private static string Joined(string message, string note) => note.Length == 0 ? message : $"{message} {note}";

    private static ImmutableDictionary<string, string> Facts(string host) => ImmutableDictionary<string, string>.Empty.Add("host", host);
}
