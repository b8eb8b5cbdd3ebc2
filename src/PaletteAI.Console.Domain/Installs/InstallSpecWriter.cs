using System.Collections.Immutable;
using System.Text;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>A spec as text.</summary>
/// <param name="Text">YAML that <see cref="InstallSpecReader"/> reads back as the same spec.</param>
/// <param name="Findings">One for each secret that was left out.</param>
public sealed record InstallSpecText(string Text, ImmutableArray<Finding> Findings);

/// <summary>Writes an install spec as YAML. A secret is written as its reference, or left out with a finding.</summary>
public static class InstallSpecWriter
{
    /// <summary>Writes a spec.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="sensitiveVariables">Names of the profile's secret variables.</param>
    public static InstallSpecText Write(InstallSpec spec, IReadOnlySet<string> sensitiveVariables)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(sensitiveVariables);
        var text = new StringBuilder();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        Line(text, 0, "apiVersion", InstallSpec.ApiVersion);
        Line(text, 0, "kind", InstallSpec.Kind);
        Open(text, 0, "metadata");
        Line(text, 1, "name", spec.Name);
        if (!spec.Tags.IsEmpty)
        {
            Line(text, 1, "tags", raw: Map(spec.Tags));
        }

        Open(text, 0, "spec");
        Line(text, 1, "profile", raw: $"{{name: {YamlQuoting.Scalar(spec.Profile.Name)}, version: {YamlQuoting.Scalar(spec.Profile.Version)}}}");
        WriteConfig(text, spec.ProfileConfig, sensitiveVariables, findings);
        WriteCluster(text, spec.Cluster);
        WritePools(text, spec.NodePools);
        return new InstallSpecText(text.ToString(), findings.ToImmutable());
    }

    private static void WriteConfig(
        StringBuilder text, ImmutableSortedDictionary<string, ConfigValue> config, IReadOnlySet<string> sensitive, ImmutableArray<Finding>.Builder findings)
    {
        var written = config.Where(v => v.Value.IsReference || v.Value.Text.Length == 0 || !sensitive.Contains(v.Key)).ToList();
        foreach (var (name, _) in config.Except(written))
        {
            findings.Add(Finding.Warning(
                DocumentPath.Root.Append("spec").Append("profileConfig").Append(name).ToString(), "secret-left-out",
                "The value is a secret and was left out.", "Add {fromEnv: NAME} or {fromFile: PATH} before you use the file."));
        }

        if (written.Count == 0)
        {
            Line(text, 1, "profileConfig", raw: "{}");
            return;
        }

        Open(text, 1, "profileConfig");
        foreach (var (name, value) in written)
        {
            Line(text, 2, name, raw: Config(value));
        }
    }

    private static string Config(ConfigValue value) => value.Kind switch
    {
        ConfigValueKind.FromEnvironment => $"{{fromEnv: {YamlQuoting.Scalar(value.Text)}}}",
        ConfigValueKind.FromFile => $"{{fromFile: {YamlQuoting.Scalar(value.Text)}}}",
        ConfigValueKind.Boolean when value.Text is "true" or "false" => value.Text,
        ConfigValueKind.Number when IsCanonicalNumber(value.Text) => value.Text,
        _ => YamlQuoting.Scalar(value.Text),
    };

    private static bool IsCanonicalNumber(string text) =>
        ScalarTable.Resolve(text, YamlStyle.Plain) is { Kind: ScalarKind.Number } number
        && text == (number.Integer.Length > 0 ? number.Integer : GoNumbers.Format(number.Number));

    private static void WriteCluster(StringBuilder text, ClusterSettings cluster)
    {
        Open(text, 1, "cluster");
        if (cluster.Vip.Length > 0 || cluster.DnsName.Length == 0)
        {
            Line(text, 2, "vip", cluster.Vip);
        }

        if (cluster.DnsName.Length > 0)
        {
            Line(text, 2, "dnsName", cluster.DnsName);
        }

        WriteTexts(text, "ntpServers", cluster.NtpServers);
        WriteTexts(text, "sshKeys", cluster.SshKeys);
    }

    private static void WriteTexts(StringBuilder text, string name, ImmutableArray<string> items)
    {
        if (items.IsEmpty)
        {
            Line(text, 2, name, raw: "[]");
            return;
        }

        Open(text, 2, name);
        foreach (var item in items)
        {
            Indent(text, 3).Append("- ").Append(YamlQuoting.Scalar(item)).Append('\n');
        }
    }

    private static void WritePools(StringBuilder text, ImmutableArray<NodePool> pools)
    {
        if (pools.IsEmpty)
        {
            Line(text, 1, "nodePools", raw: "[]");
            return;
        }

        Open(text, 1, "nodePools");
        foreach (var pool in pools)
        {
            Indent(text, 2).Append("- name: ").Append(YamlQuoting.Scalar(pool.Name)).Append('\n');
            Line(text, 3, "role", pool.Role == PoolRole.ControlPlane ? "control-plane" : "worker");
            if (pool.Role == PoolRole.ControlPlane || pool.AllowWorkers)
            {
                Line(text, 3, "allowWorkers", raw: pool.AllowWorkers ? "true" : "false");
            }

            Line(text, 3, "architecture", pool.Architecture);
            Line(text, 3, "labels", raw: Map(pool.Labels));
            WriteList(text, "taints", pool.Taints.Select(t =>
                $"{{key: {YamlQuoting.Scalar(t.Key)}, value: {YamlQuoting.Scalar(t.Value)}, effect: {YamlQuoting.Scalar(t.Effect)}}}"));
            WriteList(text, "hosts", pool.Hosts.Select(h =>
                $"{{uid: {YamlQuoting.Scalar(h.Uid)}, {(h.HostName.Length == 0 ? "" : $"hostName: {YamlQuoting.Scalar(h.HostName)}, ")}nic: {YamlQuoting.Scalar(h.Nic)}}}"));
        }
    }

    private static void WriteList(StringBuilder text, string name, IEnumerable<string> items)
    {
        var rows = items.ToList();
        if (rows.Count == 0)
        {
            Line(text, 3, name, raw: "[]");
            return;
        }

        Open(text, 3, name);
        foreach (var row in rows)
        {
            Indent(text, 4).Append("- ").Append(row).Append('\n');
        }
    }

    private static string Map(ImmutableSortedDictionary<string, string> map) =>
        $"{{{string.Join(", ", map.Select(e => $"{Key(e.Key)}: {YamlQuoting.Scalar(e.Value)}"))}}}";

    // A long plain or quoted key needs a question mark; such keys are errors anyway, but an export must not lose them.
    private static string Key(string key)
    {
        var written = YamlQuoting.Scalar(key);
        return written.Length > YamlLimits.Default.KeyLength ? $"? {written} " : written;
    }

    private static void Open(StringBuilder text, int depth, string name) => Indent(text, depth).Append(name).Append(":\n");

    private static void Line(StringBuilder text, int depth, string name, string? value = null, string? raw = null)
    {
        var key = Key(name);
        Indent(text, depth).Append(key);
        if (key.StartsWith('?'))
        {
            Indent(text.Append('\n'), depth);
        }

        text.Append(": ").Append(raw ?? YamlQuoting.Scalar(value ?? "")).Append('\n');
    }

    private static StringBuilder Indent(StringBuilder text, int depth) => text.Append(' ', depth * 2);
}
