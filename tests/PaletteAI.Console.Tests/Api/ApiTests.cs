using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Api;

/// <summary>The HTTP API of a served console with its sandbox, over real TLS.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private ServedConsole _console = null!;
    private ApiCaller _api = null!;

    public async ValueTask InitializeAsync()
    {
        _console = await ServedConsole.StartAsync();
        _api = new ApiCaller(_console);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_but_sign_in_answers_a_stranger()
    {
        foreach (var operation in OperationCatalog.Default.All.Where(o => o.Path.Length > 0 && o.Permission != Permission.Anonymous))
        {
            var answer = await _api.SendAsync(new HttpMethod(operation.Method), operation.Path, operation.Method is "GET" or "DELETE" ? null : new { });
            Assert.Equal((operation.Name, 401, "application/problem+json"), (operation.Name, answer.Status, answer.MediaType));
        }

        Assert.Equal(401, (await _api.GetAsync("/api/v1/openapi.json")).Status);
        _api.Token = "no-such-session";
        Assert.Equal((401, "not-signed-in"), ((await _api.GetAsync("/api/v1/hosts")).Status, (await _api.GetAsync("/api/v1/hosts")).Code));
    }

    [Fact]
    public async Task A_token_opens_the_api_until_it_is_given_back()
    {
        await _api.SignInAsync();
        var hosts = await _api.GetAsync("/api/v1/hosts");
        Assert.Equal((200, 3), (hosts.Status, hosts.Json.GetProperty("hosts").GetArrayLength()));
        Assert.Equal("leader", hosts.Json.GetProperty("hosts")[0].GetProperty("role").GetString());
        Assert.Contains("no-store", hosts.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        var cluster = await _api.GetAsync("/api/v1/cluster");
        Assert.Equal((200, JsonValueKind.Null), (cluster.Status, cluster.Json.GetProperty("cluster").ValueKind));

        Assert.Equal(204, (await _api.SendAsync(HttpMethod.Delete, "/api/v1/sessions/current")).Status);
        Assert.Equal(401, (await _api.GetAsync("/api/v1/hosts")).Status);
    }

    [Fact]
    public async Task A_wrong_password_says_so_and_shows_nothing()
    {
        var answer = await _api.SendAsync(HttpMethod.Post, "/api/v1/sessions", new { userName = "admin", password = "wrong-canary" });
        Assert.Equal((401, "wrong-credentials"), (answer.Status, answer.Code));
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_console.Log.All, l => l.Contains("canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", 400, "request-malformed")]
    [InlineData("[]", 400, "request-malformed")]
    [InlineData("null", 400, "request-malformed")]
    [InlineData("{\"userName\": 1, \"password\": \"x\"}", 400, "request-malformed")]
    [InlineData("{\"userName\": \"a\", \"password\": {\"x\": 1}}", 400, "request-malformed")]
    [InlineData("{\"userName\": \"a\", \"pasword\": \"x\"}", 400, "request-malformed")]
    [InlineData("{\"userName\": \"a\", \"userName\": \"b\", \"password\": \"x\"}", 400, "request-malformed")]
    [InlineData("{\"userName\": \"\", \"password\": \"\"}", 422, "user-name-required")]
    [InlineData("{}", 422, "user-name-required")]
    public async Task Hostile_bodies_are_refused_with_a_code(string body, int status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await _api.SendAsync(HttpMethod.Post, "/api/v1/sessions", content);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Bodies_that_are_no_JSON_or_too_large_are_refused()
    {
        using var form = new FormUrlEncodedContent([new("userName", "admin")]);
        Assert.Equal((400, "json-expected"), await CodeOf(form));
        using var large = JsonContent.Create(new { userName = new string('x', 2 * 1024 * 1024), password = "x" });
        await large.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        Assert.Equal((413, "request-too-large"), await CodeOf(large));

        async Task<(int, string)> CodeOf(HttpContent content)
        {
            var answer = await _api.SendAsync(HttpMethod.Post, "/api/v1/sessions", content);
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task Queries_are_typed_and_unknown_ones_refused()
    {
        await _api.SignInAsync();
        var rows = await _api.GetAsync("/api/v1/audit?limit=1&operation=access.sign-in&from=2020-01-01T00:00:00Z");
        Assert.Equal((200, 1), (rows.Status, rows.Json.GetArrayLength()));
        Assert.Equal("api", rows.Json[0].GetProperty("via").GetString());
        foreach (var (query, status, code) in new[] { ("limit=many", 400, "request-malformed"), ("limit=0", 422, "limit-out-of-range"), ("lmit=1", 400, "request-malformed"), ("limit=1&limit=2", 400, "query-twice"), ("from=yesterday", 400, "request-malformed") })
        {
            var answer = await _api.GetAsync("/api/v1/audit?" + query);
            Assert.Equal((query, status, code), (query, answer.Status, answer.Code));
        }

        Assert.True((await _api.GetAsync("/api/v1/audit/verification")).Json.GetProperty("intact").GetBoolean());
        Assert.Equal((404, "no-such-route"), ((await _api.GetAsync("/api/v1/nothing")).Status, (await _api.GetAsync("/api/v1/nothing")).Code));
        Assert.Equal(405, (await _api.SendAsync(HttpMethod.Put, "/api/v1/hosts", new { })).Status);
    }

    [Fact]
    public async Task A_browsers_cookie_changes_nothing_from_another_page()
    {
        var cookies = await _console.SignInAsync();
        foreach (var headers in new (string, string)[][] { [], [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Sec-Fetch-Site", "none")] })
        {
            using var refused = await _console.SendAsync(HttpMethod.Delete, "/api/v1/sessions/current", cookies, null, headers);
            Assert.Equal(403, (int)refused.StatusCode);
        }

        using var read = await _console.SendAsync(HttpMethod.Get, "/api/v1/hosts", cookies);
        Assert.Equal(200, (int)read.StatusCode);
        using var own = await _console.SendAsync(HttpMethod.Delete, "/api/v1/sessions/current", cookies, null, ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(204, (int)own.StatusCode);

        var stranger = await _api.SendAsync(HttpMethod.Put, "/api/v1/appliance/certificate", new { sha256 = "00" }, ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal((403, "cross-site-request"), (stranger.Status, stranger.Code));
    }

    [Fact]
    public async Task A_spec_that_is_not_valid_names_its_fields()
    {
        await _api.SignInAsync();
        var unread = await _api.SendAsync(HttpMethod.Post, "/api/v1/deployments", new { spec = "kind: InstallSpec\nmetdata: {}\n", secrets = new { }, accepted = Array.Empty<string>() });
        Assert.Equal(422, unread.Status);
        Assert.Contains(unread.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "unknown-field" && f.GetProperty("severity").GetString() == "error");

        var open = await _api.SendAsync(HttpMethod.Post, "/api/v1/deployments", new { spec = InstallSpecExample.Text, secrets = new { }, accepted = Array.Empty<string>() });
        Assert.InRange(open.Status, 409, 422);
        Assert.NotEqual("", open.Json.GetProperty("fix").GetString());
        Assert.Equal((400, "idempotency-key-malformed"), await Keyed(new string('k', 201)));

        async Task<(int, string)> Keyed(string key)
        {
            var answer = await _api.SendAsync(HttpMethod.Post, "/api/v1/deployments", new { }, ("Idempotency-Key", key));
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task The_document_lists_every_operation()
    {
        await _api.SignInAsync();
        var answer = await _api.GetAsync("/api/v1/openapi.json");
        Assert.Equal(200, answer.Status);
        var ids = answer.Json.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value.GetProperty("operationId").GetString()!).ToList();
        Assert.Equal(OperationCatalog.Default.All.Where(o => o.Path.Length > 0).Select(o => o.Name).Order(), ids.Order());
        Assert.Equal(["actor", "beforeNumber", "from", "limit", "operation", "text", "to"],
            answer.Json.GetProperty("paths").GetProperty("/api/v1/audit").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!).Order());
        Assert.StartsWith("3.", answer.Json.GetProperty("openapi").GetString(), StringComparison.Ordinal);
    }
}
