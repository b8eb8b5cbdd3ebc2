using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PaletteAI.Console.Sandbox.Kubernetes.Pki;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>Who asks: the holder of the client certificate, or of the token, or nobody known.</summary>
internal static class Access
{
    /// <summary>Whether the caller is the administrator; false for one without credentials.</summary>
    /// <exception cref="ApiException">401: credentials are given and are wrong.</exception>
    public static bool Of(HttpContext http, ClusterPki pki)
    {
        if (http.Connection.ClientCertificate is { } certificate)
        {
            return certificate.RawData.AsSpan().SequenceEqual(pki.Admin.RawData) ? true : throw Unauthorized();
        }

        var header = http.Request.Headers.Authorization.ToString();
        return header.Length > 0 && (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes($"Bearer {pki.Token}")) ? true : throw Unauthorized());
    }

    private static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");
}
