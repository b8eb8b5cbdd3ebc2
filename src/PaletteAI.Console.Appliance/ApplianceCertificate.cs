using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PaletteAI.Console.Appliance.Http;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance;

/// <summary>Reads the configured appliance's certificate in a handshake and hangs up.</summary>
internal sealed class ApplianceCertificate(IDialer dialer, ApplianceEndpoint endpoint, TimeProvider time) : IApplianceCertificate
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    public string Endpoint => endpoint.Url() is { IsAbsoluteUri: true } url ? $"{url.Host}:{url.Port}" : "";

    public string FixedSha256 => endpoint.CertificateSha256();

    public async Task<Result<PresentedCertificate>> ReadAsync(CancellationToken ct)
    {
        if (endpoint.Url() is not { IsAbsoluteUri: true } url || url.Scheme != Uri.UriSchemeHttps)
        {
            return ApplianceErrors.NotConfigured;
        }
        using var limit = new CancellationTokenSource(_limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await using var tls = new SslStream(await dialer.ConnectAsync(url.Host, url.Port, both.Token));
            await tls.AuthenticateAsClientAsync(Handshake.Options(url.Host), both.Token);
            return tls.RemoteCertificate is X509Certificate2 shown
                ? new PresentedCertificate(PinnedConnector.Fingerprint(shown), shown.Subject, shown.NotBefore.ToUniversalTime(), shown.NotAfter.ToUniversalTime())
                : ApplianceErrors.NoTls(Endpoint);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ApplianceErrors.TimedOut(Endpoint, _limit);
        }
        catch (AuthenticationException)
        {
            return ApplianceErrors.NoTls(Endpoint);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return ApplianceErrors.Unreachable(Endpoint);
        }
    }
}
