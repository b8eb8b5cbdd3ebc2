using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace PaletteAI.Console.Sandbox.Kubernetes.Pki;

/// <summary>The admin kubeconfig, as kubeadm writes it.</summary>
internal static class KubeconfigText
{
    public static string WithCertificate(string cluster, string server, ClusterPki pki) => Text(
        cluster, server, pki,
        $"""
            client-certificate-data: {Base64(pki.Admin.ExportCertificatePem())}
            client-key-data: {Base64(PrivateKey(pki))}
        """);

    public static string WithToken(string cluster, string server, ClusterPki pki) => Text(cluster, server, pki, $"    token: {pki.Token}");

    private static string Text(string cluster, string server, ClusterPki pki, string credentials) =>
        $"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {Base64(pki.Authority.ExportCertificatePem())}
            server: {server}
          name: {Quoted(cluster)}
        contexts:
        - context:
            cluster: {Quoted(cluster)}
            user: {Quoted(cluster + "-admin")}
          name: {Quoted($"{cluster}-admin@{cluster}")}
        current-context: {Quoted($"{cluster}-admin@{cluster}")}
        kind: Config
        preferences: {"{}"}
        users:
        - name: {Quoted(cluster + "-admin")}
          user:
        {credentials}

        """;

    private static string PrivateKey(ClusterPki pki)
    {
        using var key = pki.Admin.GetECDsaPrivateKey() ?? throw new CryptographicException("The client certificate has no key.");
        return key.ExportECPrivateKeyPem();
    }

    // JSON strings are YAML; the name comes from a request.
    private static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '@') ? text : JsonSerializer.Serialize(text);

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem + "\n"));
}
