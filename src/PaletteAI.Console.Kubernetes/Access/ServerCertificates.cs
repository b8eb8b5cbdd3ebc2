using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Kubernetes.Http;

namespace PaletteAI.Console.Kubernetes.Access;

/// <summary>Looks at the certificate a server shows. It is only looked at: nothing is sent, so that one that is expired or strange can be told.</summary>
internal static class ServerCertificates
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    public static async Task<Result<ServerCertificate>> SeeAsync(ClusterRoute route, IDialer dialer, TimeProvider time, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var server = route.Server.ToString().TrimEnd('/');
        try
        {
            return await ShakeHandsAsync(route, dialer, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ClusterErrors.TimedOut(server, _limit);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return ClusterErrors.From(e, server);
        }
    }

    private static async Task<ServerCertificate> ShakeHandsAsync(ClusterRoute route, IDialer dialer, CancellationToken ct)
    {
        await using var stream = await dialer.ConnectAsync(route.Server.DnsSafeHost, route.Server.Port, ct);
        X509Certificate2? shown = null;
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = route.TlsServerName.Length > 0 ? route.TlsServerName : route.Server.DnsSafeHost,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => Keep(certificate),
        };
        await tls.AuthenticateAsClientAsync(options, ct);
        using var seen = shown ?? throw new AuthenticationException("The server showed no certificate.");
        return new ServerCertificate(
            seen.Subject, seen.Issuer, new DateTimeOffset(seen.NotBefore.ToUniversalTime()), new DateTimeOffset(seen.NotAfter.ToUniversalTime()),
            Convert.ToHexStringLower(seen.GetCertHash(HashAlgorithmName.SHA256)));

        // The stream disposes its own copy.
        bool Keep(X509Certificate? certificate)
        {
            shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return true;
        }
    }
}
