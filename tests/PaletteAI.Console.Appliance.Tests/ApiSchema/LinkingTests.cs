using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Appliance.Tests.ApiSchema;

/// <summary>Linking in the sandbox: each host at its own address with its own token, and in the reference's words.</summary>
public sealed class LinkingTests : IAsyncLifetime
{
    private const string Current = "/v1/edge-mgmt/edgehosts/current";
    private readonly string _folder = Directory.CreateTempSubdirectory("linking-").FullName;
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly Dictionary<int, (HttpClient Http, string Token)> _hosts = [];
    private readonly List<string> _problems = [];
    private ApplianceSandbox _sandbox = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ApplianceSandbox.StartAsync(
            new SandboxOptions { DataFolder = _folder, Password = new Secret("right one"), TimeScale = 1 }, _time, NullLoggerFactory.Instance, Ct);
        foreach (var number in new[] { 1, 2, 3 })
        {
            var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Subject == $"CN=edge-{number}", UseCookies = false })
            {
                BaseAddress = new UriBuilder("https", "127.0.0.1", _sandbox.Map($"10.10.10.1{number}", 5080)!.Port).Uri,
            };
            _hosts[number] = (http, "");
            var (_, body) = await CallAsync(number, HttpMethod.Post, "/v1/users/default/login", new JsonObject { ["username"] = "admin", ["password"] = "right one" });
            _hosts[number] = (http, body!["Token"]!["Authorization"]!.GetValue<string>());
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (http, _) in _hosts.Values)
        {
            http.Dispose();
        }

        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(_problems);
    }

    [Fact]
    public async Task A_host_is_unlinked_and_linked_again_with_a_token_of_the_leader()
    {
        Assert.Equal(["edge-2", "edge-3"], await PeersAsync(1));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(1, HttpMethod.Post, Current + "/unlink?peerId=edge-3")).Status);
        Assert.Equal(["edge-2"], await PeersAsync(1));
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(3, HttpMethod.Get, Current + "/link/status")).Status);

        var token = await MintAsync(1);
        var (status, body) = await CallAsync(3, HttpMethod.Post, Current + "/link", new JsonObject { ["token"] = token });

        Assert.Equal((HttpStatusCode.OK, "InProgress"), (status, body!["status"]!.GetValue<string>()));
        Assert.Equal("Syncing", await ContentAsync("edge-3"));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("Synced", await ContentAsync("edge-3"));
        Assert.Equal("Completed", (await CallAsync(3, HttpMethod.Get, Current + "/link/status")).Body!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_that_has_run_out_links_nothing_and_is_replaced()
    {
        await CallAsync(1, HttpMethod.Post, Current + "/unlink?peerId=edge-3");
        var old = await MintAsync(1);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(old, await MintAsync(1));
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(3, HttpMethod.Post, Current + "/link", new JsonObject { ["token"] = old })).Status);
        Assert.NotEqual(old, await MintAsync(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("e30=")]
    [InlineData("WzFd")]
    public async Task A_token_nobody_minted_is_refused(string token)
    {
        await CallAsync(1, HttpMethod.Post, Current + "/unlink?peerId=edge-3");

        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(3, HttpMethod.Post, Current + "/link", new JsonObject { ["token"] = token })).Status);
    }

    [Fact]
    public async Task The_leader_stays_and_only_a_leader_mints()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(1, HttpMethod.Post, Current + "/unlink?peerId=edge-1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(2, HttpMethod.Post, Current + "/unlink?peerId=edge-3")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await CallAsync(2, HttpMethod.Post, Current + "/link/generate-token")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(2, HttpMethod.Post, Current + "/link", new JsonObject { ["token"] = await MintAsync(1) })).Status);
    }

    [Fact]
    public async Task A_linked_host_sees_the_leader_among_its_peers()
    {
        var peers = (await CallAsync(2, HttpMethod.Get, Current + "/link/status")).Body!["peers"]!.AsArray();

        Assert.Equal([("edge-1", "leader"), ("edge-3", "follower")], peers.Select(p => (p!["id"]!.GetValue<string>(), p["role"]!.GetValue<string>())));
    }

    private async Task<string[]> PeersAsync(int number) =>
        [.. (await CallAsync(number, HttpMethod.Get, Current + "/link/status")).Body!["peers"]!.AsArray().Select(p => p!["id"]!.GetValue<string>())];

    private async Task<string> ContentAsync(string uid) =>
        (await CallAsync(1, HttpMethod.Get, Current + "/link/status")).Body!["peers"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == uid)!["contentSyncStatus"]!.GetValue<string>();

    private async Task<string> MintAsync(int number) => (await CallAsync(number, HttpMethod.Post, Current + "/link/generate-token")).Body!["token"]!.GetValue<string>();

    private async Task<(HttpStatusCode Status, JsonObject? Body)> CallAsync(int number, HttpMethod method, string path, JsonObject? body = null)
    {
        var (http, token) = _hosts[number];
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        using var answer = await http.SendAsync(request, Ct);
        var sent = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(Ct);
        var read = await answer.Content.ReadAsByteArrayAsync(Ct);
        var parts = path.Split('?');
        var exchange = new Exchange(
            method.Method, parts[0], parts.Length > 1 ? "?" + parts[1] : "", "application/json", sent, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "", read);
        _problems.AddRange(ApiDocument.Editions.SelectMany(exchange.Judge));
        return (answer.StatusCode, JsonNode.Parse(read) as JsonObject);
    }
}
