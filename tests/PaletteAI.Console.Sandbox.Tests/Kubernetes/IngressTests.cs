using System.Net;
using PaletteAI.Console.Sandbox.Kubernetes.Store;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Sandbox.Tests.Kubernetes;

/// <summary>The three endpoints, and each layer on the way to them broken alone.</summary>
public sealed class IngressTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Endpoints_answer_once_installed_and_each_layer_breaks_alone()
    {
        var faults = new SandboxFaults();
        await using var cluster = await RunningCluster.StartAsync(_time, 1, faults: faults);
        Assert.Null(cluster.Sandbox.Map("10.10.10.99", 443));
        _time.Advance(TimeSpan.FromMinutes(60));
        Assert.NotEmpty(cluster.Store.Now.List(ResourceType.Node));
        _time.Advance(TimeSpan.FromMinutes(5));
        foreach (var path in new[] { "/system", "/", "/ai" })
        {
            Assert.Equal((HttpStatusCode.OK, "CN=ai.example.org"), await AskAsync(cluster, "10.10.10.100", path));
        }

        faults.Endpoints.BrokenPath = "/ai";
        Assert.Equal(HttpStatusCode.BadGateway, (await AskAsync(cluster, "10.10.10.12", "/ai")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(cluster, "ai.example.org", "/system")).Status);
        faults.Endpoints.WrongCertificate = true;
        Assert.Equal("CN=another.example.org", (await AskAsync(cluster, "10.10.10.100", "/")).Certificate);
        faults.Endpoints.VipAway = true;
        Assert.Null(cluster.Sandbox.Map("10.10.10.100", 443));
        Assert.NotNull(cluster.Sandbox.Map("10.10.10.11", 443));
        faults.Endpoints.IngressAway = true;
        Assert.Null(cluster.Sandbox.Map("10.10.10.11", 443));
    }

    private static async Task<(HttpStatusCode Status, string Certificate)> AskAsync(RunningCluster cluster, string host, string path)
    {
        var subject = "";
        using var http = new HttpClient(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                subject = certificate!.Subject;
                return true;
            },
        });
        var answer = await http.GetAsync(new Uri($"https://127.0.0.1:{cluster.Sandbox.Map(host, 443)!.Port}{path}"), TestContext.Current.CancellationToken);
        return (answer.StatusCode, subject);
    }
}
