using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaletteAI.Console.Tests.Cli;

/// <summary><c>spec validate</c> agrees with the case tables: every case that concerns a spec, made into a whole one.</summary>
public sealed class SpecValidateCases
{
    public static TheoryData<string, string> Labels => Rows("k8s-labels.json", _ => true);

    public static TheoryData<string, string> Taints => Rows("k8s-taints.json", c => Text(c, "kind") == "taint" || (c.TryGetProperty("add", out var add) && add.ValueKind == JsonValueKind.Array));

    public static TheoryData<string, string> Names => Rows("k8s-names.json", c => !Text(c, "kind").StartsWith("assistedService", StringComparison.Ordinal));

    // What answers in the network is known to a probe only.
    public static TheoryData<string, string> Vips => Rows("vip.json", c => Text(c, "kind").Length == 0 && !c.TryGetProperty("answeringArp", out _));

    // A list is what a person pastes into one field of the form; a spec has one entry per server.
    public static TheoryData<string, string> Ntp => Rows("ntp.json", c => Text(c, "kind") == "entry");

    public static TheoryData<string, string> SshKeys => Rows("ssh-keys.json", _ => true);

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Labels_agree(string name, string json)
    {
        var c = Parse(json);
        var (input, spec) = (Text(c, "input"), SpecBuilder.ThreeNodes());
        var colon = input.IndexOf(':', StringComparison.Ordinal);
        var (key, value) = Text(c, "kind") switch
        {
            "labelKey" => (input, "x"),
            "labelValue" => ("zone", input),
            // The text form splits at the first colon; without one it is no label at all.
            _ => colon < 0 ? ("", "") : (input[..colon], input[(colon + 1)..]),
        };
        spec.FirstPool["labels"] = new JsonObject { [key] = value };
        var run = await AssertAsync(name, c, spec, "spec.nodePools[0].labels");
        if (c.TryGetProperty("kubeletNodeLabelsFlag", out var may))
        {
            Assert.Equal(!may.GetBoolean(), Findings(run).Any(f => Text(f, "code") == "label-set-after-join"));
        }
    }

    [Theory]
    [MemberData(nameof(Taints))]
    public async Task Taints_agree(string name, string json)
    {
        var c = Parse(json);
        var spec = SpecBuilder.ThreeNodes();
        spec.FirstPool["taints"] = Text(c, "kind") == "taint"
            ? new JsonArray(Taint(Text(c, "input")))
            : new JsonArray([.. c.GetProperty("input").EnumerateArray().Select(t => (JsonNode)Taint(t.GetString()!))]);
        await AssertAsync(name, c, spec, "spec.nodePools[0].taints");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Names_agree(string name, string json)
    {
        var c = Parse(json);
        var (input, spec, path) = (Text(c, "input"), SpecBuilder.ThreeNodes(), "");
        switch (Text(c, "kind").Split(' ')[0])
        {
            case "dns1123Label":
                spec.Spec["metadata"]!["name"] = input;
                path = "metadata.name";
                break;
            case "poolName":
                spec = c.GetProperty("worker").GetBoolean() ? SpecBuilder.Of([.. Enumerable.Range(11, 4).Select(i => new SpecBuilder.Node($"10.10.10.{i}", 24, i == 14))]) : spec;
                spec.Pools[^1]!["name"] = input;
                path = $"spec.nodePools[{spec.Pools.Count - 1}].name";
                break;
            default:
                spec.FirstHost["hostName"] = input;
                path = "spec.nodePools[0].hosts[0].hostName";
                break;
        }

        await AssertAsync(name, c, spec, path);
    }

    [Theory]
    [MemberData(nameof(Vips))]
    public async Task Virtual_addresses_agree(string name, string json)
    {
        var c = Parse(json);
        var spec = SpecBuilder.Of([.. c.GetProperty("hosts").EnumerateArray().Select(h => new SpecBuilder.Node(Text(h, "ip"), h.GetProperty("prefix").GetInt32(), Text(h, "role") == "worker"))]);
        spec.Cluster["vip"] = Text(c, "vip");
        spec.Config["podCidr"] = Text(c, "podCidr");
        spec.Config["serviceCidr"] = Text(c, "serviceCidr");
        if (Text(c, "gateway") is { Length: > 0 } gateway)
        {
            spec.OnEveryNetwork("gateway", () => gateway);
        }

        if (c.TryGetProperty("dnsOrNtp", out var servers))
        {
            spec.OnEveryNetwork("dns", () => JsonNode.Parse(servers.GetRawText())!);
        }

        var run = await AssertAsync(name, c, spec, "spec.cluster.vip");
        if (!c.GetProperty("valid").GetBoolean() && !name.Contains("newline", StringComparison.Ordinal))
        {
            Assert.Contains(Findings(run), f => Text(f, "code") == Text(c, "reason") && Text(f, "path") == "spec.cluster.vip");
        }
    }

    [Theory]
    [MemberData(nameof(Ntp))]
    public async Task Time_servers_agree(string name, string json)
    {
        var c = Parse(json);
        var spec = SpecBuilder.ThreeNodes();
        spec.Cluster["ntpServers"] = new JsonArray(Text(c, "input"));
        var run = await AssertAsync(name, c, spec, "spec.cluster.ntpServers[0]");
        if (Text(c, "normalized") is { Length: > 0 } normalised && normalised != Text(c, "input"))
        {
            Assert.Contains(Findings(run), f => Text(f, "severity") == "info" && Text(f, "message").Contains(normalised, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(SshKeys))]
    public async Task Ssh_keys_agree(string name, string json)
    {
        var c = Parse(json);
        var spec = SpecBuilder.ThreeNodes();
        var text = c.TryGetProperty("base64", out var raw) ? Encoding.UTF8.GetString(raw.GetBytesFromBase64()) : Text(c, "text");
        spec.Cluster["sshKeys"] = new JsonArray(text);
        await AssertAsync(name, c, spec, "spec.cluster.sshKeys[0]");
    }

    private static async Task<CliRun> AssertAsync(string name, JsonElement c, SpecBuilder spec, string path)
    {
        var run = await spec.ValidateAsync();
        var valid = c.GetProperty("valid").GetBoolean();
        Assert.True(run.ExitCode == (valid ? 0 : 2), $"{name}: exit {run.ExitCode}\n{run.Error}");
        Assert.Equal(valid, run.Json[0].GetProperty("valid").GetBoolean());
        var errors = Findings(run).Where(f => Text(f, "severity") == "error").ToList();
        Assert.True(valid || errors.Exists(f => Text(f, "path").StartsWith(path, StringComparison.Ordinal)), $"{name}: no error at {path}\n{run.Error}");
        Assert.All(errors, f => Assert.True(Text(f, "code").Length > 0 && Text(f, "message").Length > 0 && Text(f, "fix").Length > 0, run.Error));
        return run;
    }

    private static JsonObject Taint(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var left = colon < 0 ? text : text[..colon];
        var equals = left.IndexOf('=', StringComparison.Ordinal);
        return new JsonObject { ["key"] = equals < 0 ? left : left[..equals], ["value"] = equals < 0 ? "" : left[(equals + 1)..], ["effect"] = colon < 0 ? "" : text[(colon + 1)..] };
    }

    private static IEnumerable<JsonElement> Findings(CliRun run) => run.Json[0].GetProperty("findings").EnumerateArray();

    private static TheoryData<string, string> Rows(string file, Func<JsonElement, bool> which)
    {
        var data = new TheoryData<string, string>();
        foreach (var (row, index) in Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", file))).EnumerateArray().Select((r, i) => (r, i)).Where(p => which(p.r)))
        {
            var name = Text(row, "name") is { Length: > 0 } named ? named : Text(row, "input");
            data.Add($"{index} {(name.Length > 60 ? name[..60] : name)}", row.GetRawText());
        }

        return data;
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
