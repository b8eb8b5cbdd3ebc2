using System.Globalization;
using System.Security.Authentication;
using System.Text.Json;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Kubernetes.Http;

/// <summary>What went wrong with a cluster's API, each with its sentence and what to do.</summary>
internal static class ClusterErrors
{
    public const string GoneCode = "cluster-version-gone";

    public const string ConflictCode = "cluster-conflict";

    public const string NotFoundCode = "cluster-not-found";

    private const int MaxMessage = 400;

    public static Error TimedOut(string server, TimeSpan limit) => new(
        ErrorKind.RemoteTimeout, "cluster-timeout", string.Create(CultureInfo.InvariantCulture, $"The cluster's API at {server} did not answer within {limit.TotalSeconds:0} s."),
        "Try again; look at the control plane's nodes and at the VIP if it persists.");

    public static Error Unreadable(string server) => new(
        ErrorKind.RemoteFailed, "cluster-answer-unreadable", $"What answers at {server} does not answer like a Kubernetes API.", "Check the server in the kubeconfig.");

    public static Error Gone { get; } = new(ErrorKind.RemoteFailed, GoneCode, "The version to go on from is gone.");

    /// <summary>Whether an error is of the whole API and not of one kind of objects.</summary>
    public static bool ConcernsAll(Error error) =>
        error.Kind == ErrorKind.RemoteTimeout || error.Code is "cluster-unreachable" or "cluster-certificate-untrusted" or "cluster-refused";

    public static Error From(Exception e, string server)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
            {
                return new Error(
                    ErrorKind.RemoteFailed, "cluster-certificate-untrusted", $"The certificate of {server} is not one that the kubeconfig trusts, or is for another name.",
                    "Fetch the kubeconfig again; if the certificate was replaced, find out why.");
            }
        }

        return new Error(
            ErrorKind.RemoteFailed, "cluster-unreachable", $"The cluster's API at {server} does not accept connections, or closed this one.",
            "Wait if a control-plane node restarts; otherwise check the VIP and the network.");
    }

    public static Error FromStatus(int status, ReadOnlySpan<byte> body, string server)
    {
        var said = Message(body);
        var sentence = said.Length > 0 ? $"The cluster's API refused: {said}" : string.Create(CultureInfo.InvariantCulture, $"The cluster's API at {server} answered {status}.");
        return status switch
        {
            401 => new Error(ErrorKind.RemoteFailed, "cluster-refused", "The cluster's API does not accept the credentials of the kubeconfig.", "Fetch the kubeconfig again; its certificate may have expired."),
            403 => new Error(ErrorKind.Forbidden, "cluster-forbidden", sentence, "Use a kubeconfig with the needed rights."),
            404 => new Error(ErrorKind.NotFound, NotFoundCode, sentence, "Look whether it was deleted meanwhile."),
            409 => new Error(ErrorKind.Refused, ConflictCode, sentence, "Somebody else changed it; look again and repeat."),
            410 => Gone,
            422 or 400 => new Error(ErrorKind.Invalid, "cluster-request-invalid", sentence, "Change what it names."),
            >= 300 and < 400 => Unreadable(server),
            _ => new Error(ErrorKind.RemoteFailed, "cluster-failed", sentence, "Try again; look at the control plane if it persists."),
        };
    }

    /// <summary>Code of a watch's ERROR object; 0 when there is none.</summary>
    public static int CodeOf(ReadOnlySpan<byte> status) => Read(status, "code"u8, static (ref Utf8JsonReader r) => r.TryGetInt32(out var code) ? code : 0);

    private static string Message(ReadOnlySpan<byte> body)
    {
        var text = Read(body, "message"u8, static (ref Utf8JsonReader r) => r.TokenType == JsonTokenType.String ? r.GetString() : null) ?? "";
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > MaxMessage ? line[..MaxMessage] + "…" : line;
    }

    private delegate T? Reader<out T>(ref Utf8JsonReader json);

    private static T? Read<T>(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name, Reader<T> read)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var found = json.ValueTextEquals(name);
                json.Read();
                if (found)
                {
                    return read(ref json);
                }

                json.Skip();
            }
        }
        catch (JsonException)
        {
            // Not an answer of an API server.
        }

        return default;
    }
}
