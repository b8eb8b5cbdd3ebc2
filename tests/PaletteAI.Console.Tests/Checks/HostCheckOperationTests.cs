using System.Text.Json;
using System.Text.Json.Nodes;
using PaletteAI.Console.Api;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Tests.Api;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Checks;

/// <summary>Host checks through the one door of a served console, with the sandbox's hosts.</summary>
public sealed class HostCheckOperationTests : IAsyncLifetime
{
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
    public async Task A_run_is_seen_by_everybody_and_its_facts_are_judged_by_whatever_spec_is_asked_for()
    {
        var before = await StateAsync();
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, true), (before.GetProperty("run").ValueKind, before.GetProperty("report").ValueKind, before.GetProperty("isSimulated").GetBoolean()));

        var report = (await PostAsync("/api/v1/hosts/checks", new JsonObject { ["hosts"] = new JsonArray(), ["spec"] = Spec() })).Json;
        Assert.DoesNotContain(Rows(report), r => Status(r) is "failed" or "error");

        var after = await StateAsync(Spec());
        Assert.Equal(("10.10.10.100", "admin"), (after.GetProperty("probedVip").GetString(), after.GetProperty("run").GetProperty("actor").GetString()));
        Assert.All(Rows(after.GetProperty("report"), "vip-free"), r => Assert.Equal("passed", Status(r)));

        // Nobody looked for another VIP, so what was found says nothing about it.
        var other = await StateAsync(Spec("10.10.10.101"));
        Assert.All(Rows(other.GetProperty("report"), "vip-free"), r => Assert.Equal("pending", Status(r)));
        Assert.All(Rows(other.GetProperty("report"), "vip-in-network"), r => Assert.Equal("passed", Status(r)));
    }

    [Fact]
    public async Task Deploy_is_refused_while_a_host_check_fails_and_when_the_hosts_say_something_new()
    {
        Break("edge-2", "address-taken 10.10.10.100");
        var refused = await DeployAsync();
        Assert.Equal((409, "host-checks-failed"), (refused.Status, refused.Code));
        Assert.Contains("edge-2", refused.Text, StringComparison.Ordinal);

        Break("edge-2", "slow-disk");
        var changed = await DeployAsync();
        Assert.Equal((409, "host-checks-changed"), (changed.Status, changed.Code));
        Assert.Contains("etcd-write-latency", changed.Text, StringComparison.Ordinal);

        // Now it was seen.
        var deployed = await DeployAsync();
        Assert.Equal(200, deployed.Status);
    }

    [Fact]
    public async Task A_check_is_set_aside_with_a_reason_only_where_its_row_allows_it()
    {
        Break("edge-2", "slow-disk");
        await PostAsync("/api/v1/hosts/checks", new JsonObject { ["hosts"] = new JsonArray() });
        Assert.Equal("warning", Status(Rows((await StateAsync()).GetProperty("report"), "etcd-write-latency").Single(r => r.GetProperty("host").GetString() == "edge-2")));

        Assert.Equal("check-not-ignorable", (await IgnoreAsync("vip-free", "not needed")).Code);
        Assert.Equal("check-unknown", (await IgnoreAsync("nonsense", "because it is")).Code);
        Assert.Equal(200, (await IgnoreAsync("etcd-write-latency", "lab hardware")).Status);
        var row = Rows((await StateAsync()).GetProperty("report"), "etcd-write-latency").Single(r => r.GetProperty("host").GetString() == "edge-2");
        Assert.Equal("ignored", Status(row));
        Assert.Contains("Set aside by admin: lab hardware", row.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("lab hardware", (await _api.GetAsync("/api/v1/audit")).Text, StringComparison.Ordinal);

        Assert.Equal(204, (await _api.SendAsync(HttpMethod.Delete, "/api/v1/checks/ignored?id=etcd-write-latency&host=")).Status);
        Assert.Equal("warning", Status(Rows((await StateAsync()).GetProperty("report"), "etcd-write-latency").Single(r => r.GetProperty("host").GetString() == "edge-2")));
    }

    private static IEnumerable<JsonElement> Rows(JsonElement report, string? id = null) =>
        report.GetProperty("results").EnumerateArray().Where(r => id is null || r.GetProperty("id").GetString() == id);

    private static string Status(JsonElement row) => row.GetProperty("status").GetString()!;

    private void Break(string host, string fault) => File.WriteAllText(Path.Combine(_console.DataFolder, "sandbox", "three-nodes", "hosts", host, "faults"), fault);

    private Task<ApiAnswer> PostAsync(string path, JsonNode body) => _api.SendAsync(HttpMethod.Post, path, body);

    private Task<ApiAnswer> IgnoreAsync(string id, string reason) => _api.SendAsync(HttpMethod.Put, "/api/v1/checks/ignored", new { id, reason, host = "" });

    private async Task<JsonElement> StateAsync(JsonNode? spec = null)
    {
        var answer = await PostAsync("/api/v1/hosts/checks/state", new JsonObject { ["spec"] = spec });
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private async Task<ApiAnswer> DeployAsync()
    {
        var spec = Spec();
        var open = await PostAsync("/api/v1/deployments", new JsonObject { ["spec"] = spec.DeepClone(), ["secrets"] = new JsonObject(), ["accepted"] = new JsonArray() });
        var codes = open.Json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()!).Distinct().Select(c => (JsonNode)c).ToArray();
        return await PostAsync("/api/v1/deployments", new JsonObject { ["spec"] = spec, ["secrets"] = new JsonObject(), ["accepted"] = new JsonArray(codes) });
    }

    private static JsonNode Spec(string vip = "10.10.10.100") => JsonSerializer.SerializeToNode(
        InstallSpecReader.Read(InstallSpecExample.Text.Replace("10.10.10.100", vip, StringComparison.Ordinal)).Spec, ApiJson.Options)!;
}
