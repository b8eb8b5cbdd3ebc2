using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Domain.Checks.Install;

internal static class NameChecks
{
    public static CheckOutcome ClusterName(InstallSpec spec, InstallFacts facts)
    {
        var problem = KubernetesNames.CheckLabel(spec.Name);
        var lower = spec.Name.ToLowerInvariant();
        var fix = spec.Name.Length > 0 && problem is not null && KubernetesNames.CheckLabel(lower) is null ? $"Write {lower}." : "Write 1 to 63 lower-case letters, digits and '-', for example edge-ai.";
        return CheckOutcome.Of(problem is null ? [] : [Finding.Error("metadata.name", "cluster-name", $"The cluster's name {problem}.", fix)], $"The cluster's name {spec.Name} is a valid DNS label.");
    }

    public static CheckOutcome Tags(InstallSpec spec, InstallFacts facts)
    {
        var findings = spec.Tags.SelectMany(t => new[]
        {
            LabelRules.CheckKey(t.Key) is { } key ? Finding.Error(SpecPaths.Tag(t.Key), "tag-key", $"The tag's key '{LabelRules.Shown(t.Key)}' {key}.", "Write it as env or example.com/env.") : null,
            LabelRules.CheckValue(t.Value) is { } value ? Finding.Error(SpecPaths.Tag(t.Key), "tag-value", $"The value of tag '{LabelRules.Shown(t.Key)}' {value}.", "Write up to 63 letters, digits, '-', '_' and '.'.") : null,
        }).OfType<Finding>();
        return CheckOutcome.Of(findings, spec.Tags.Count == 0 ? "There are no tags." : "All tags are well-formed.");
    }

    /// <summary>Text is taken as it stands, so blanks around it are an error and nothing is trimmed silently.</summary>
    public static CheckOutcome Blanks(InstallSpec spec, InstallFacts facts)
    {
        var texts = new List<(string Path, string Text)>
        {
            ("metadata.name", spec.Name), ("spec.profile.name", spec.Profile.Name), ("spec.profile.version", spec.Profile.Version),
            (SpecPaths.Vip, spec.Cluster.Vip), (SpecPaths.DnsName, spec.Cluster.DnsName),
        };
        texts.AddRange(spec.Tags.Select(t => (SpecPaths.Tag(t.Key), t.Value)));
        texts.AddRange(spec.Tags.Select(t => (SpecPaths.Tag(t.Key), t.Key)));
        texts.AddRange(spec.ProfileConfig.Where(v => !v.Value.IsReference && !IsMultiLine(v.Value.Text)).Select(v => (SpecPaths.Variable(v.Key), v.Value.Text)));
        foreach (var (pool, i) in SpecPaths.Pools(spec))
        {
            texts.Add((SpecPaths.Pool(i, "name"), pool.Name));
            texts.Add((SpecPaths.Pool(i, "architecture"), pool.Architecture));
            texts.AddRange(pool.Labels.SelectMany(l => new[] { (SpecPaths.Label(i, l.Key), l.Key), (SpecPaths.Label(i, l.Key), l.Value) }));
            texts.AddRange(pool.Taints.SelectMany((t, k) => new[] { (SpecPaths.Taint(i, k, "key"), t.Key), (SpecPaths.Taint(i, k, "value"), t.Value), (SpecPaths.Taint(i, k, "effect"), t.Effect) }));
            texts.AddRange(pool.Hosts.SelectMany((h, k) => new[] { (SpecPaths.Host(i, k, "uid"), h.Uid), (SpecPaths.Host(i, k, "hostName"), h.HostName), (SpecPaths.Host(i, k, "nic"), h.Nic) }));
        }

        var findings = texts.Where(t => t.Text != t.Text.Trim()).Select(t => Finding.Error(t.Path, "surrounding-blanks", "There are blanks before or after the text; it is taken as it stands.", "Remove the blanks."));
        return CheckOutcome.Of(findings, "No text has blanks around it.");
    }

    private static bool IsMultiLine(string text) => text.Contains('\n', StringComparison.Ordinal);
}
