using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Installer;

/// <summary>The label that says which node runs the installer.</summary>
public static class InstallerLabel
{
    /// <summary>Key.</summary>
    public const string Key = "palette.ai/helm-config";

    /// <summary>Value that counts.</summary>
    public const string Value = "true";

    /// <summary>Both, as kubectl takes them.</summary>
    public const string Text = $"{Key}={Value}";

    /// <summary>Whether a node carries it.</summary>
    public static bool IsOn(NodeFacts node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Labels.Has(Key, Value);
    }

    /// <summary>Whether pods only run on nodes that carry it: by node selector, or by every term of a required affinity.</summary>
    public static bool IsSelectedBy(SchedulingHints hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        return hints.NodeSelector[Key] is not null
            || (!hints.RequiredTerms.IsEmpty && hints.RequiredTerms.All(t => t.Any(r => r.Key == Key && r.Operator is ("In" or "Exists"))));
    }
}
