using System.Text.Json;
using CsCheck;
using PaletteAI.Console.Domain.Access.SshKeys;
using PaletteAI.Console.Domain.Hosts.Addresses;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Domain.Tests.Installs.Rules;

public sealed class RuleCases
{
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Names => CaseTable.Rows("k8s-names.json", c => !c.Kind().StartsWith("assistedService", StringComparison.Ordinal));

    public static TheoryData<string, string> Labels => CaseTable.Rows("k8s-labels.json", _ => true);

    public static TheoryData<string, string> LabelCommands => CaseTable.Rows("k8s-label-commands.json", _ => true);

    public static TheoryData<string, string> Taints => CaseTable.Rows("k8s-taints.json", _ => true);

    public static TheoryData<string, string> Vips => CaseTable.Rows("vip.json", c => c.Kind().Length == 0);

    public static TheoryData<string, string> Overlaps => CaseTable.Rows("vip.json", c => c.Kind() == "cidrOverlap");

    public static TheoryData<string, string> Ntp => CaseTable.Rows("ntp.json", _ => true);

    public static TheoryData<string, string> SshKeys => CaseTable.Rows("ssh-keys.json", _ => true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_judged_as_Kubernetes_does(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var input = c.Text("input");
        var problem = c.Kind() switch
        {
            var k when k.StartsWith("dns1123Label", StringComparison.Ordinal) => KubernetesNames.CheckLabel(input),
            var k when k.StartsWith("dns1123Subdomain", StringComparison.Ordinal) => KubernetesNames.CheckSubdomain(input),
            "poolName" => KubernetesNames.CheckPoolName(input, c.GetProperty("worker").GetBoolean()),
            var k when k.StartsWith("hostName", StringComparison.Ordinal) => KubernetesNames.CheckHostName(input),
            var k => throw new InvalidOperationException(k),
        };
        Assert.True(c.Valid() == problem is null, $"{name}: {problem}");
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void A_label_is_judged_as_Kubernetes_does(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var input = c.Text("input");
        if (c.Kind() != "poolLabel(key:value)")
        {
            var problem = c.Kind() == "labelKey" ? LabelRules.CheckKey(input) : LabelRules.CheckValue(input);
            Assert.True(c.Valid() == problem is null, $"{name}: {problem}");
            return;
        }

        var label = LabelRules.ParsePoolLabel(input);
        Assert.True(c.Valid() == label.IsSuccess, name);
        if (label.IsSuccess)
        {
            Assert.Equal((c.Text("key"), c.Text("value")), label.Value);
            Assert.Equal(!c.TryGetProperty("kubeletNodeLabelsFlag", out var may) || may.GetBoolean(), LabelRules.KubeletMaySet(label.Value.Key));
        }
    }

    [Theory]
    [MemberData(nameof(LabelCommands))]
    public void Label_arguments_are_read_as_kubectl_reads_them(string name, string json)
    {
        var c = CaseTable.Parse(json);
        if (c.Kind() == "kubectlLabelOverwrite")
        {
            var wanted = c.GetProperty("labels").EnumerateObject().Select(l => $"{l.Name}={l.Value.GetString()}");
            var existing = c.GetProperty("existing").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!);
            Assert.Equal(c.Valid(), LabelCommand.Parse(wanted).Require().Conflicts(existing).IsEmpty);
            return;
        }

        var command = LabelCommand.Parse(c.GetProperty("input").EnumerateArray().Select(a => a.GetString()!));
        Assert.True(c.Valid() == command.IsSuccess, name);
        if (command.IsSuccess)
        {
            Assert.Equal(c.GetProperty("set").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!), command.Value.Set.ToDictionary());
            Assert.Equal(c.GetProperty("remove").EnumerateArray().Select(r => r.GetString()), command.Value.Remove);
        }
    }

    [Theory]
    [MemberData(nameof(Taints))]
    public void A_taint_is_read_as_kubectl_reads_it(string name, string json)
    {
        var c = CaseTable.Parse(json);
        if (c.Kind() == "taint")
        {
            var taint = TaintSyntax.Parse(c.Text("input"));
            Assert.True(c.Valid() == taint.IsSuccess, $"{name}: {taint.Error?.Message}");
            if (taint.IsSuccess && c.TryGetProperty("parsed", out var parsed))
            {
                Assert.Equal(new Taint(parsed.Text("key"), parsed.Text("value"), parsed.Text("effect")), taint.Value);
            }

            return;
        }

        var changes = TaintSyntax.ParseList(c.GetProperty("input").EnumerateArray().Select(t => t.GetString()!));
        Assert.True(c.Valid() == changes.IsSuccess, $"{name}: {changes.Error?.Message}");
        if (changes.IsSuccess)
        {
            Assert.Equal(Items(c.GetProperty("add"), "Key", "Value", "Effect"), changes.Value.Add.Select(t => $"{t.Key}|{t.Value}|{t.Effect}"));
            Assert.Equal(Items(c.GetProperty("remove"), "Key", "Effect"), changes.Value.Remove.Select(t => $"{t.Key}|{t.Effect}"));
        }
    }

    [Fact]
    public void Every_taint_that_is_read_prints_as_it_was()
    {
        var name = Gen.String[Gen.Char["abcXYZ019-_."], 1, 12].Where(t => LabelRules.CheckValue(t) is null);
        Gen.Select(name, Gen.OneOf(name, Gen.Const("")), Gen.Int[0, 2].Select(i => TaintSyntax.Effects[i]))
            .Sample((key, value, effect) => TaintSyntax.Parse(TaintSyntax.Format(new Taint(key, value, effect))).Require() == new Taint(key, value, effect));
    }

    [Theory]
    [MemberData(nameof(Vips))]
    public void A_virtual_address_is_judged_by_every_rule(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var question = new VipQuestion(c.Text("vip"), [.. c.GetProperty("hosts").EnumerateArray().Select((h, i) => new VipHost($"host {i}", h.Text("ip"), h.GetProperty("prefix").GetInt32(), h.Text("role") != "worker"))])
        {
            PodCidr = c.Text("podCidr"),
            ServiceCidr = c.Text("serviceCidr"),
            Gateways = Texts(c, "gateway"),
            DnsOrNtp = Texts(c, "dnsOrNtp"),
            Answering = Texts(c, "answeringArp"),
        };
        var problem = VipRules.Check(question);
        Assert.True(c.Valid() == problem is null, $"{name}: {problem?.Message}");
        Assert.Equal(c.Text("reason"), problem?.Code ?? "");
    }

    [Theory]
    [MemberData(nameof(Overlaps))]
    public void Networks_that_share_addresses_overlap(string name, string json)
    {
        var c = CaseTable.Parse(json);
        Assert.True(Cidr.TryParseAny(c.Text("a"), out var a, out _) && Cidr.TryParseAny(c.Text("b"), out var b, out _) && c.Valid() == !a.Overlaps(b), name);
    }

    [Theory]
    [MemberData(nameof(Ntp))]
    public void An_NTP_server_is_judged_and_normalised(string name, string json)
    {
        var c = CaseTable.Parse(json);
        if (c.Kind() == "entry")
        {
            var verdict = NtpServers.Check(c.Text("input"));
            Assert.True(c.Valid() == verdict.Problem is null, $"{name}: {verdict.Problem}");
            Assert.Equal(c.Text("normalized"), verdict.Normalized);
            return;
        }

        var servers = NtpServers.SplitPasted(c.Text("input"));
        Assert.True(c.Valid() == servers.All(s => NtpServers.Check(s).Problem is null), name);
        if (c.Valid())
        {
            Assert.Equal(c.GetProperty("normalized").EnumerateArray().Select(s => s.GetString()!), servers);
        }
    }

    [Theory]
    [MemberData(nameof(SshKeys))]
    public void A_public_key_is_judged_as_OpenSSH_does(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var text = c.TryGetProperty("base64", out var raw) ? System.Text.Encoding.UTF8.GetString(raw.GetBytesFromBase64()) : c.Text("text");
        var verdict = SshPublicKeys.Check(text, _now);
        Assert.True(c.Valid() == verdict.IsAccepted, $"{name}: {string.Join("; ", verdict.Problems.Select(p => p.Message))}");
        if (c.TryGetProperty("fingerprint", out var fingerprint) && verdict.IsAccepted)
        {
            Assert.Equal(fingerprint.GetString(), verdict.Keys[0].Fingerprint);
            Assert.Equal(c.GetProperty("bits").GetInt32(), verdict.Keys[0].Bits);
        }

        Assert.DoesNotContain(verdict.Problems, p => text.Length > 40 && (p.Message + p.Fix).Contains(text.Trim()[..40], StringComparison.Ordinal));
    }

    [Fact]
    public void An_address_reads_back_as_it_prints()
    {
        Gen.Byte.Array[4].Sample(b => IpText.TryParse(string.Join('.', b), out var ip) && ip.ToString() == string.Join('.', b));
        Gen.Byte.Array[16].Where(b => b[0] != 0).Sample(b => IpText.TryParse(new System.Net.IPAddress(b).ToString(), out var ip) && ip.ToString() == new System.Net.IPAddress(b).ToString());
    }

    private static IEnumerable<string> Items(JsonElement list, params string[] fields) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(t => string.Join('|', fields.Select(f => t.Text(f)))) : [];

    private static System.Collections.Immutable.ImmutableArray<string> Texts(JsonElement c, string name) =>
        !c.TryGetProperty(name, out var value) ? [] : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [value.GetString()!];
}
