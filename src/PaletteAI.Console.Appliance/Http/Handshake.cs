using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PaletteAI.Console.Appliance.Http;

/// <summary>How TLS is spoken with an appliance.</summary>
internal static class Handshake
{
    /// <summary>Any certificate completes the handshake: whoever uses it compares the fingerprint before sending anything.</summary>
    public static SslClientAuthenticationOptions Options(string host) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
#pragma warning disable CA5359 // Self-signed certificates are the normal case; the pin decides.
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
#pragma warning restore CA5359
    };
}
