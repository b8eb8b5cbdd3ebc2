using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Kubernetes.Access;

/// <summary>
/// Reads kubeconfigs as hostile input: bounded YAML, no programs, no files of this machine unless a folder is given they may be relative to.
/// Of the other contexts nothing is judged.
/// </summary>
internal static class KubeconfigReader
{
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads a kubeconfig.</summary>
    /// <param name="kubeconfig">YAML, JSON, or either in base64.</param>
    /// <param name="folder">Folder of a file given on the command line; null = files are refused.</param>
    public static Result<ClusterRoute> Read(Secret kubeconfig, string? folder = null)
    {
        var text = kubeconfig.Reveal();
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            return KubeconfigErrors.TooLarge;
        }

        var tree = Tree(Plain(text));
        return tree.IsSuccess ? Choose(tree.Value, folder) : tree.Error;
    }

    // A kubeconfig has colons; base64 has none.
    private static string Plain(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || trimmed.Contains(':', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new byte[trimmed.Length];
        return Convert.TryFromBase64String(trimmed, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
    }

    private static Result<ValueMap> Tree(string text)
    {
        var document = YamlReader.Read(text);
        var tree = ValueTreeReader.Read(document);
        return tree.IsSuccess ? tree : KubeconfigErrors.Unreadable(tree.Error.Message);
    }

    private static Result<ClusterRoute> Choose(ValueMap root, string? folder)
    {
        var current = Text(root, "current-context");
        if (Named(root, "contexts", current, "context") is not { } context || current.Length == 0)
        {
            return KubeconfigErrors.NoContext(current);
        }

        var (clusterName, userName) = (Text(context.Map, "cluster"), Text(context.Map, "user"));
        if (Named(root, "clusters", clusterName, "cluster") is not { } cluster)
        {
            return KubeconfigErrors.Missing("cluster", clusterName, "clusters");
        }

        if (Named(root, "users", userName, "user") is not { } user)
        {
            return KubeconfigErrors.Missing("user", userName, "users");
        }

        var access = WithServer(new ClusterRoute { Context = current, Cluster = clusterName, User = userName, Server = new Uri("https://invalid") }, cluster, folder);
        return access.IsSuccess ? WithUser(access.Value, user, folder) : access;
    }

    private static Result<ClusterRoute> WithServer(ClusterRoute access, Entry cluster, string? folder)
    {
        if (Text(cluster.Map, "proxy-url").Length > 0)
        {
            return KubeconfigErrors.Proxy(cluster.Path("proxy-url"));
        }

        var server = Text(cluster.Map, "server");
        if (!Uri.TryCreate(server, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.Scheme is not ("https" or "http"))
        {
            return KubeconfigErrors.Server(cluster.Path("server"), server.Length == 0 ? "it is empty" : "it is not an https URL");
        }

        var loopback = uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
        if (uri.Scheme == "http" && !loopback)
        {
            return KubeconfigErrors.Server(cluster.Path("server"), "it is not encrypted");
        }

        var any = cluster.Map.Find("insecure-skip-tls-verify") is ValueScalar { Flag: true };
        if (any && !loopback)
        {
            return KubeconfigErrors.SkipsTls(cluster.Path("insecure-skip-tls-verify"));
        }

        var pem = Material(cluster, "certificate-authority", folder);
        if (!pem.IsSuccess)
        {
            return pem.Error;
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(pem.Value);
            return pem.Value.Length > 0 && authorities.Count == 0
                ? KubeconfigErrors.Credentials(cluster.Path("certificate-authority-data"), "there is no certificate in it")
                : access with { Server = uri, TlsServerName = Text(cluster.Map, "tls-server-name"), Authorities = [.. authorities], AnyCertificate = any };
        }
        catch (CryptographicException)
        {
            return KubeconfigErrors.Credentials(cluster.Path("certificate-authority-data"), "it is not a certificate");
        }
    }

    private static Result<ClusterRoute> WithUser(ClusterRoute access, Entry user, string? folder)
    {
        foreach (var program in new[] { "exec", "auth-provider" })
        {
            if (user.Map.Find(program) is not (null or ValueScalar { Kind: ValueKind.Null }))
            {
                return KubeconfigErrors.RunsPrograms(user.Path(program));
            }
        }

        var token = Token(user, folder);
        if (!token.IsSuccess)
        {
            return token.Error;
        }

        var (certificate, key) = (Material(user, "client-certificate", folder), Material(user, "client-key", folder));
        if (!certificate.IsSuccess || !key.IsSuccess)
        {
            return (certificate.Error ?? key.Error)!;
        }

        if (certificate.Value.Length == 0 && key.Value.Length == 0)
        {
            return access with { Token = token.Value.IsEmpty ? null : token.Value };
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate.Value, key.Value);
            // TLS needs the key in a form that is not bound to this object.
            var usable = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
            return access with { ClientCertificate = usable, Token = token.Value.IsEmpty ? null : token.Value };
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return KubeconfigErrors.Credentials(user.Path("client-certificate-data"), "certificate and key do not belong together, or are neither");
        }
    }

    private static Result<Secret> Token(Entry user, string? folder)
    {
        if (Text(user.Map, "token") is { Length: > 0 } token)
        {
            return new Secret(token);
        }

        if (Text(user.Map, "tokenFile") is not { Length: > 0 } file)
        {
            return Secret.Empty;
        }

        var read = File(user.Path("tokenFile"), file, folder);
        return read.IsSuccess ? new Secret(read.Value.Trim()) : read.Error;
    }

    /// <summary>PEM text out of <c>NAME-data</c> (base64), else out of the file that <c>NAME</c> says; empty when there is neither.</summary>
    private static Result<string> Material(Entry entry, string name, string? folder)
    {
        if (Text(entry.Map, name + "-data") is { Length: > 0 } data)
        {
            var bytes = new byte[data.Length];
            return Convert.TryFromBase64String(data, bytes, out var length)
                ? Encoding.UTF8.GetString(bytes, 0, length)
                : KubeconfigErrors.Credentials(entry.Path(name + "-data"), "it is not base64");
        }

        return Text(entry.Map, name) is { Length: > 0 } file ? File(entry.Path(name), file, folder) : "";
    }

    private static Result<string> File(string path, string file, string? folder)
    {
        if (folder is null)
        {
            return KubeconfigErrors.FilePath(path);
        }

        try
        {
            var full = Path.Combine(folder, file);
            return new FileInfo(full).Length > MaxBytes ? KubeconfigErrors.FileMissing(path, file) : System.IO.File.ReadAllText(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return KubeconfigErrors.FileMissing(path, file);
        }
    }

    private static Entry? Named(ValueMap root, string list, string name, string what)
    {
        var items = (root.Find(list) as ValueList)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ValueMap item && Text(item, "name") == name)
            {
                return item.Find(what) is ValueMap map ? new Entry(map, $"{list}[{i}].{what}") : null;
            }
        }

        return null;
    }

    private static string Text(ValueMap map, string key) => map.Find(key) is ValueScalar { Kind: not ValueKind.Null } scalar ? scalar.Text : "";

    private sealed record Entry(ValueMap Map, string At)
    {
        public string Path(string key) => $"{At}.{key}";
    }
}
