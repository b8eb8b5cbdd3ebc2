using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Features.Installer;

/// <summary>What is asked before a node gets the label.</summary>
/// <param name="Message">What will happen.</param>
/// <param name="Effects">What else it means, one line each.</param>
/// <param name="Button">Verb and object; names what makes it doubtful.</param>
public sealed record LabelConfirmation(string Message, IReadOnlyList<string> Effects, string Button)
{
    /// <summary>What is asked for a node.</summary>
    /// <param name="file">The node's values file; null while it is not known.</param>
    public static LabelConfirmation Of(NodeFacts node, InstallerPlace place, NodeValues? file)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(place);
        List<string> effects = [.. place.Nodes.Where(n => n != node.Name).Select(n => $"{n} loses the label first")];
        if (!node.IsReady)
        {
            effects.Add($"{node.Name} is not Ready: the installer waits until it is");
        }

        var doubt = file switch
        {
            null => $"{node.Name}'s values file is not known to the console: what the installer will take cannot be said",
            { Sha256.Length: 0 } => $"{node.Name}'s values file could not be read: what the installer will take cannot be said",
            { IsShipped: true } => $"{node.Name}'s values file is still as it was shipped: the installer will install with the shipped values",
            _ => "",
        };
        if (doubt.Length > 0)
        {
            effects.Add(doubt);
        }

        return new LabelConfirmation(
            $"{node.Name} becomes the one node with {InstallerLabel.Text}: the installer runs there, with the values file of {node.Name}.", effects,
            file switch
            {
                { Sha256.Length: > 0, IsShipped: true } => $"Label {node.Name} with shipped values",
                null or { Sha256.Length: 0 } => $"Label {node.Name} unseen",
                _ => $"Label {node.Name}",
            });
    }
}
