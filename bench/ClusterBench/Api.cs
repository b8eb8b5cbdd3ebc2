using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PaletteAI.Console.Testing.Cluster;

namespace ClusterBench;

/// <summary>The control plane's API as somebody beside the console uses it.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    public Api(ControlPlane plane)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(plane.Folder, "pki", "ca.crt"));
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        _http = new HttpClient(handler) { BaseAddress = plane.Api, DefaultRequestVersion = HttpVersion.Version20, Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(plane.Folder, "token")).Trim());
    }

    public async Task SendAsync(HttpMethod method, string path, string json, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, Content = new StringContent(json, Encoding.UTF8, type) };
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Merges into the status of an object.</summary>
    public Task PatchStatusAsync(string path, string json) => SendAsync(HttpMethod.Patch, path + "/status", json, "application/strategic-merge-patch+json");

    /// <summary>Whether the API server says it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            return await _http.GetStringAsync(new Uri("/readyz", UriKind.Relative)) == "ok";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
