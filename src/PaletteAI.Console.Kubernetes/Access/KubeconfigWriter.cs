using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Kubernetes.Access;

/// <summary>Writes a kubeconfig that needs no other file: one cluster, one user, one context.</summary>
internal static class KubeconfigWriter
{
    public static Secret Write(ClusterRoute access)
    {
        var cluster = new JsonObject { ["server"] = access.Server.ToString().TrimEnd('/') };
        var user = new JsonObject();
        if (access.Authorities.Count > 0)
        {
            cluster["certificate-authority-data"] = Base64(string.Join('\n', access.Authorities.Select(a => a.ExportCertificatePem())));
        }

        if (access.TlsServerName.Length > 0)
        {
            cluster["tls-server-name"] = access.TlsServerName;
        }

        if (access.AnyCertificate)
        {
            cluster["insecure-skip-tls-verify"] = true;
        }

        if (access.Token is { } token)
        {
            user["token"] = token.Reveal();
        }

        if (access.ClientCertificate is { } certificate)
        {
            user["client-certificate-data"] = Base64(certificate.ExportCertificatePem());
            user["client-key-data"] = Base64(Key(certificate));
        }

        return new Secret(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = access.Context,
            ["clusters"] = new JsonArray(new JsonObject { ["name"] = access.Cluster, ["cluster"] = cluster }),
            ["users"] = new JsonArray(new JsonObject { ["name"] = access.User, ["user"] = user }),
            ["contexts"] = new JsonArray(new JsonObject { ["name"] = access.Context, ["context"] = new JsonObject { ["cluster"] = access.Cluster, ["user"] = access.User } }),
        }.ToJsonString());
    }

    private static string Key(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey();
        return key?.ExportPkcs8PrivateKeyPem() ?? throw new CryptographicException("The client certificate's key is of an unknown kind.");
    }

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem + "\n"));
}
