using PaletteAI.Console.Hosting;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Tests.Api;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Checks;

/// <summary>Host keys, facts and diagnostics through the one door of a served console.</summary>
public sealed class HostTrustOperationTests : IAsyncLifetime
{
    private const string Host = "10.10.10.12";
    private ServedConsole _console = null!;
    private ApiCaller _api = null!;

    public async ValueTask InitializeAsync()
    {
        _console = await ServedConsole.StartAsync();
        _api = new ApiCaller(_console);
        await _api.SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task A_changed_key_stops_the_host_and_only_the_presented_fingerprint_is_accepted()
    {
        Assert.Equal(200, (await _api.GetAsync($"/api/v1/values?host={Host}")).Status);
        Break("key-changed");
        var stopped = await _api.GetAsync($"/api/v1/values?host={Host}");
        Assert.Equal("host-key-changed", stopped.Code);

        var shown = (await _api.GetAsync($"/api/v1/hosts/key?address={Host}&port=22")).Json;
        var (presented, accepted) = (shown.GetProperty("fingerprint").GetString()!, shown.GetProperty("acceptedFingerprint").GetString()!);
        Assert.NotEqual(accepted, presented);
        Assert.Equal("host-key-not-presented", (await TrustAsync(accepted)).Code);
        Assert.Equal("host-key-changed", (await _api.GetAsync($"/api/v1/values?host={Host}")).Code);

        Assert.Equal(200, (await TrustAsync(presented)).Status);
        Assert.Equal(200, (await _api.GetAsync($"/api/v1/values?host={Host}")).Status);

        Assert.Equal(204, (await _api.SendAsync(HttpMethod.Delete, $"/api/v1/hosts/keys?address={Host}&port=22")).Status);
        Assert.Equal("unknown-host-key", (await _api.GetAsync($"/api/v1/values?host={Host}")).Code);
        Assert.Equal(404, (await _api.SendAsync(HttpMethod.Delete, $"/api/v1/hosts/keys?address={Host}&port=22")).Status);
    }

    [Fact]
    public async Task Verbs_that_go_to_hosts_themselves_trust_what_was_accepted_here_and_nothing_else()
    {
        var trust = (await AcceptedKeys.ReadAsync(_console.DataFolder, TestContext.Current.CancellationToken)).Require();
        var keys = await trust.GetAsync(TestContext.Current.CancellationToken);
        var accepted = keys.Entries.First(e => e.Hosts.Matches(Host, 22)).Key;
        Assert.Equal(HostKeyJudgement.Trusted, keys.Judge(Host, 22, accepted).Judgement);
        Assert.Equal(HostKeyJudgement.Unknown, keys.Judge(Host, 2222, accepted).Judgement);
        Assert.Equal(HostKeyJudgement.Unknown, keys.Judge("10.10.10.99", 22, accepted).Judgement);
        var nowhere = await AcceptedKeys.ReadAsync(Path.Combine(_console.DataFolder, "nowhere"), TestContext.Current.CancellationToken);
        Assert.Equal("data-folder-empty", nowhere.Error!.Code);
    }

    [Fact]
    public async Task Facts_and_diagnostics_come_over_the_API_and_say_that_they_are_simulated()
    {
        var facts = (await _api.GetAsync("/api/v1/hosts/facts?host=edge-2")).Json[0];
        Assert.Equal(("edge-2", true), (facts.GetProperty("facts").GetProperty("hostName").GetString(), facts.GetProperty("facts").GetProperty("isSimulated").GetBoolean()));
        var ping = await _api.SendAsync(HttpMethod.Post, "/api/v1/diagnostics", new { host = "edge-1", kind = "ping", target = Host });
        Assert.True(ping.Json.GetProperty("worked").GetBoolean());
        Assert.Equal("value-not-accepted", (await _api.SendAsync(HttpMethod.Post, "/api/v1/diagnostics", new { host = "edge-1", kind = "ping", target = "-f" })).Code);
        Assert.Equal("value-not-accepted", (await _api.SendAsync(HttpMethod.Post, "/api/v1/diagnostics", new { host = "edge-1", kind = "reboot", target = Host })).Code);
    }

    [Fact]
    public async Task A_stored_log_in_is_listed_without_its_secrets()
    {
        var stored = await _api.SendAsync(HttpMethod.Put, "/api/v1/hosts/credentials", new { address = Host, port = 22, user = "ops", password = "Canary-7741", makeKey = false });
        Assert.Equal(200, stored.Status);
        var listed = await _api.GetAsync("/api/v1/hosts/credentials");
        Assert.True(listed.Json[0].GetProperty("hasPassword").GetBoolean());
        Assert.DoesNotContain("Canary-7741", stored.Text + listed.Text + (await _api.GetAsync("/api/v1/audit")).Text, StringComparison.Ordinal);
        Assert.Equal(204, (await _api.SendAsync(HttpMethod.Delete, $"/api/v1/hosts/credentials?address={Host}")).Status);
    }

    private Task<ApiAnswer> TrustAsync(string fingerprint) => _api.SendAsync(HttpMethod.Put, "/api/v1/hosts/keys", new { address = Host, port = 22, fingerprint });

    private void Break(string fault) => File.WriteAllText(Path.Combine(_console.DataFolder, "sandbox", "three-nodes", "hosts", "edge-2", "faults"), fault);
}
