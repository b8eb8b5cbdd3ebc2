using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Domain.Tests.Installs;

public sealed class InstallSpecWriterTests
{
    private static readonly HashSet<string> _noSecrets = [];

    private static readonly Gen<string> _text = Gen.OneOf(
        Gen.String[Gen.Char["ab0-_.: #'\"\\,{}[]&*!|>%@\n\t~yn/=+é😀\u00A0\u0085"], 0, 12].Select(Whole),
        Gen.Int[0, 14].Select(i => new[] { "yes", "null", "~", "0777", "1e3", "1:20", "<<", "---", "- a", "a: b", "# c", ".inf", "true", "2001-12-14", "AAAA b" }[i]),
        Gen.String[0, 10].Select(Whole));

    private static readonly Gen<ConfigValue> _value = Gen.OneOf(
        _text.Select(ConfigValue.OfText),
        Gen.Bool.Select(ConfigValue.OfBoolean),
        Gen.Int[0, 100_000].Select(n => new ConfigValue(ConfigValueKind.Number, n.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        _text.Where(t => t.Length > 0 && !t.Contains('\0')).Select(t => new ConfigValue(ConfigValueKind.FromEnvironment, t)),
        _text.Where(t => t.Length > 0 && !t.Contains('\0')).Select(t => new ConfigValue(ConfigValueKind.FromFile, t)));

    private static readonly Gen<NodePool> _pool = Gen.Select(_text, Gen.Bool, Gen.Bool, Gen.Dictionary(_text, _text)[0, 3], Gen.Select(_text, _text, _text).Array[0, 3], Gen.Select(_text, _text, _text).Array[0, 3])
        .Select((name, controlPlane, allow, labels, taints, hosts) => new NodePool
        {
            Name = name,
            Role = controlPlane ? PoolRole.ControlPlane : PoolRole.Worker,
            AllowWorkers = allow,
            Labels = labels.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Taints = [.. taints.Select(t => new Taint(t.Item1, t.Item2, t.Item3))],
            Hosts = [.. hosts.Select(h => new PoolHost(h.Item1, h.Item2, h.Item3))],
        });

    private static readonly Gen<InstallSpec> _spec = Gen.Select(_text, _text, Gen.Dictionary(_text, _value)[0, 4], _pool.Array[0, 3], _text.Array[0, 3], Gen.Dictionary(_text, _text)[0, 3])
        .Select((name, other, config, pools, texts, tags) => new InstallSpec
        {
            Name = name,
            Tags = tags.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Profile = new ProfileReference(name, other),
            ProfileConfig = config.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Cluster = new ClusterSettings { Vip = other, DnsName = name, NtpServers = [.. texts], SshKeys = [.. texts.Reverse()] },
            NodePools = [.. pools],
        });

    [Fact]
    public void Every_spec_reads_back_as_it_was_written() => _spec.Sample(
        spec =>
        {
            var text = InstallSpecWriter.Write(spec, _noSecrets).Text;
            var reading = InstallSpecReader.Read(text);
            Assert.False(reading.HasErrors, text + string.Join('\n', reading.Findings));
            Assert.Equal(JsonSerializer.Serialize(spec), JsonSerializer.Serialize(reading.Spec));
        },
        iter: 3000);

    [Fact]
    public void Every_text_survives_quoting() => _text.Sample(
        text =>
        {
            var root = YamlReader.Read($"a: {YamlQuoting.Scalar(text)}\nb: {{k: {YamlQuoting.Scalar(text)}}}\n").Root as YamlMapping;
            var value = Assert.IsType<YamlScalar>(root!.Entries[0].Value).Value;
            Assert.Equal((ScalarKind.Text, text), (value.Kind, value.Text));
            Assert.Equal(text, ((YamlScalar)((YamlMapping)root.Entries[1].Value).Entries[0].Value).Value.Text);
        },
        iter: 20000);

    [Fact]
    public void Secret_is_left_out_with_a_finding_and_a_reference_stays()
    {
        var spec = new InstallSpec
        {
            ProfileConfig = ImmutableSortedDictionary<string, ConfigValue>.Empty
                .Add("password", ConfigValue.OfText("hunter2"))
                .Add("token", new ConfigValue(ConfigValueKind.FromEnvironment, "TOKEN"))
                .Add("empty", ConfigValue.OfText("")),
        };

        var written = InstallSpecWriter.Write(spec, new HashSet<string> { "password", "token", "empty" });

        Assert.DoesNotContain("hunter2", written.Text, StringComparison.Ordinal);
        Assert.Contains("token: {fromEnv: TOKEN}", written.Text, StringComparison.Ordinal);
        var finding = Assert.Single(written.Findings);
        Assert.Equal(("spec.profileConfig.password", "secret-left-out", Severity.Warning), (finding.Path, finding.Code, finding.Severity));
    }

    [Fact]
    public void Plain_words_stay_plain()
    {
        var text = InstallSpecWriter.Write(InstallSpecReader.Read(InstallSpecExample.Text).Spec!, _noSecrets).Text;
        Assert.Contains("name: edge-ai\n", text, StringComparison.Ordinal);
        Assert.Contains("vip: 10.10.10.100\n", text.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("version: 1.0.0}", text.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("mongoReplicas: 3\n", text, StringComparison.Ordinal);
    }

    // Lone surrogates cannot be written as UTF-8; they are replaced, so they do not come back.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(r => r.ToString()));
}
