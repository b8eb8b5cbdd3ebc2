using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Kubernetes.Probes;

/// <summary>The connections of one probe: always to the target's own host, whatever name a request is for. Remembers how the first one did.</summary>
internal sealed class ProbeLine(IDialer dialer, ProbeTarget target, ProbeTimes times, TimeProvider time)
{
    private ConnectFailure _connect;
    private string _connectProblem = "";
    private string _tlsProblem = "";
    private TimeSpan? _connectTook;
    private CertificateSeen? _certificate;

    /// <summary>Whether a connection came about: what fails afterwards is HTTP's.</summary>
    public bool IsThrough { get; private set; }

    public ProbeObservation Describe(ProbeObservation seen) => seen with
    {
        Connect = _connect, ConnectProblem = _connectProblem, ConnectTook = _connectTook, TlsProblem = _tlsProblem, Certificate = _certificate,
    };

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(times.Connect, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var stream = await DialAsync(context.DnsEndPoint.Port, both.Token, ct);
        // .NET takes an SslStream returned from a connect callback as the finished TLS connection.
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await ShakeHandsAsync(tls, context.DnsEndPoint.Host, both.Token, ct);
            IsThrough = true;
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private async ValueTask<Stream> DialAsync(int port, CancellationToken limited, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        try
        {
            var stream = await dialer.ConnectAsync(target.Host, port, limited);
            _connectTook ??= time.GetElapsedTime(started);
            return stream;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            (_connect, _connectProblem) = IsThrough ? (_connect, _connectProblem) : (FailureOf(e), e.Message);
            throw;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            (_connect, _connectProblem) = IsThrough ? (_connect, _connectProblem) : (ConnectFailure.TimedOut, "It does not answer.");
            throw new IOException("The connection was not made in time.", e);
        }
    }

    private async ValueTask ShakeHandsAsync(SslStream tls, string name, CancellationToken limited, CancellationToken ct)
    {
        try
        {
            await tls.AuthenticateAsClientAsync(Options(name), limited);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException)
        {
            _tlsProblem = IsThrough ? _tlsProblem : e.InnerException?.Message is { Length: > 0 } inner ? $"{e.Message} {inner}" : e.Message;
            throw;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            _tlsProblem = IsThrough ? _tlsProblem : "the handshake was not finished in time.";
            throw new IOException(_tlsProblem, e);
        }
    }

    // Every certificate is let through: the probe is to see what is there, and judges later. Nothing secret is sent.
    [SuppressMessage("Security", "CA5359", Justification = "What is shown is judged layer by layer afterwards.")]
    private SslClientAuthenticationOptions Options(string name) => new()
    {
        TargetHost = name,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        // Neither revocation lists nor missing issuers are fetched: nothing leaves the appliance.
        CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            _certificate ??= certificate is X509Certificate2 shown ? Describe(shown, name, chain, errors) : null;
            return true;
        },
    };

    private static CertificateSeen Describe(X509Certificate2 shown, string name, X509Chain? chain, SslPolicyErrors errors)
    {
        // Times are judged by themselves, with our clock.
        string[] problems = [.. (chain?.ChainStatus ?? []).Where(s => s.Status is not (X509ChainStatusFlags.NoError or X509ChainStatusFlags.NotTimeValid)).Select(s => s.StatusInformation.Trim()).Distinct()];
        var isTrusted = !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) || problems.Length == 0;
        return new CertificateSeen(
            shown.Subject, shown.Issuer, NamesOf(shown), shown.NotBefore.ToUniversalTime(), shown.NotAfter.ToUniversalTime(), Convert.ToHexStringLower(SHA256.HashData(shown.RawData)),
            Matches(shown, name), isTrusted, isTrusted ? "" : string.Join(" ", problems));
    }

    private static bool Matches(X509Certificate2 shown, string name)
    {
        try
        {
            return shown.MatchesHostname(name, allowWildcards: true, allowCommonName: false);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static ImmutableArray<string> NamesOf(X509Certificate2 shown)
    {
        try
        {
            return [.. shown.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString())))];
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return [];
        }
    }

    private static ConnectFailure FailureOf(Exception e) => (e as SocketException ?? e.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => ConnectFailure.Refused,
        SocketError.TimedOut => ConnectFailure.TimedOut,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown => ConnectFailure.Unreachable,
        _ => ConnectFailure.Other,
    };
}
