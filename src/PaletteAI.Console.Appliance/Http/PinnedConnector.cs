using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance.Http;

/// <summary>
/// Connects through <see cref="IDialer"/> and completes TLS itself: the certificate is compared with the accepted one before a byte of
/// a request is sent. Names and chains decide nothing, because an appliance's certificate is self-signed.
/// </summary>
internal sealed class PinnedConnector(IDialer dialer, ICertificatePins pins, ApplianceEndpoint endpoint)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var stream = await DialAsync(host, context.DnsEndPoint.Port, ct);
        // .NET takes an SslStream returned from a connect callback as the finished TLS connection.
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(Handshake.Options(host), ct);
            await CheckPinAsync(tls, $"{host}:{context.DnsEndPoint.Port}", ct);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    /// <summary>Upper-case hex pairs joined by colons.</summary>
    public static string Fingerprint(X509Certificate certificate) =>
        string.Join(':', Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())).Chunk(2).Select(pair => new string(pair)));

    private async ValueTask<Stream> DialAsync(string host, int port, CancellationToken ct)
    {
        try
        {
            return await dialer.ConnectAsync(host, port, ct);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private async ValueTask CheckPinAsync(SslStream tls, string address, CancellationToken ct)
    {
        var actual = Fingerprint(tls.RemoteCertificate ?? throw new AuthenticationException("The appliance showed no certificate."));
        var configured = endpoint.CertificateSha256();
        var expected = configured.Length > 0 ? configured : (await pins.FindAsync(address, ct))?.Sha256;
        if (expected is null)
        {
            throw new ApplianceException(Unknown(address, actual));
        }
        if (!CryptographicOperations.FixedTimeEquals(Digits(expected), Digits(actual)))
        {
            throw new ApplianceException(Changed(address, expected, actual));
        }
    }

    private static byte[] Digits(string fingerprint) =>
        [.. fingerprint.Where(char.IsAsciiHexDigit).Select(c => (byte)char.ToUpperInvariant(c))];

    private static Error Unknown(string address, string actual) =>
        new(ErrorKind.Refused, "appliance-certificate-unknown",
            $"The certificate of {address} has not been accepted yet. Its SHA-256 fingerprint is {actual}.",
            "Compare the fingerprint with the one on the appliance's own screen, then accept it.")
        {
            Facts = new Dictionary<string, string> { ["endpoint"] = address, ["sha256"] = actual },
        };

    private static Error Changed(string address, string expected, string actual) =>
        new(ErrorKind.Refused, "appliance-certificate-changed",
            $"The certificate of {address} is not the accepted one. Accepted: {expected}. Shown now: {actual}. Nothing was sent.",
            "Find out why it changed (a reinstalled appliance, or someone in between) before accepting the new one.")
        {
            Facts = new Dictionary<string, string> { ["endpoint"] = address, ["sha256"] = actual, ["expected"] = expected },
        };
}
