using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Sandbox.Tests;

public sealed class ApplianceSandboxTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
    private ApplianceSandbox _sandbox = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ApplianceSandbox.StartAsync(
            new SandboxOptions { DataFolder = _folder, Password = new Secret("right one"), TimeScale = 10_000 }, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        _http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, UseCookies = false }) { BaseAddress = _sandbox.ApplianceUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_right_password_opens_the_current_host()
    {
        var token = await LogInAsync("right one");
        var host = await GetAsync("/v1/edge-mgmt/edgehosts/current", token);
        Assert.Equal("edge-1", host.GetProperty("metadata").GetProperty("id").GetString());
        Assert.Equal(64300, host.GetProperty("spec").GetProperty("hardwareSpec").GetProperty("memory").GetProperty("sizeInMB").GetInt64());
    }

    [Fact]
    public async Task A_leaders_token_is_refused_by_a_follower()
    {
        var token = await LogInAsync("right one");
        var follower = _sandbox.Map("10.10.10.12", 5080)!;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://127.0.0.1:{follower.Port}/v1/edge-mgmt/edgehosts/current"));
        request.Headers.TryAddWithoutValidation("Authorization", token);
        var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_right_one_out()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await PostLoginAsync("wrong")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await PostLoginAsync("right one")).StatusCode);
    }

    [Fact]
    public void Addresses_outside_the_simulated_network_lead_nowhere()
    {
        Assert.Null(_sandbox.Map("10.10.10.99", 5080));
        Assert.Null(_sandbox.Map("127.0.0.1", 22));
        Assert.Null(_sandbox.Map("example.org", 443));
    }

    private async Task<string> LogInAsync(string password)
    {
        var answer = await PostLoginAsync(password);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return body.GetProperty("Token").GetProperty("Authorization").GetString()!;
    }

    private Task<HttpResponseMessage> PostLoginAsync(string password) =>
        _http.PostAsJsonAsync("/v1/users/default/login?setCookie=false", new { username = "admin", password }, TestContext.Current.CancellationToken);

    private async Task<JsonElement> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", token);
        var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
