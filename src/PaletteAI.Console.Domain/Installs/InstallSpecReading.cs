using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>What reading a spec gave.</summary>
/// <param name="Spec">What was understood; null when the text is no install spec at all.</param>
/// <param name="Findings">What is wrong with text and fields. Rules are judged separately.</param>
/// <param name="Document">The text, for places.</param>
public sealed record InstallSpecReading(InstallSpec? Spec, ImmutableArray<Finding> Findings, YamlDocument Document)
{
    /// <summary>Whether a finding is an error.</summary>
    public bool HasErrors => Findings.Any(f => f.Severity == Severity.Error);

    /// <summary>
    /// Findings of the rules joined to those of the reader: each gets the line of its path, and those about a field the reader already
    /// refused are left out, because the field was not read.
    /// </summary>
    public ImmutableArray<Finding> Join(IEnumerable<Finding> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var refused = Findings.Where(f => f.Severity == Severity.Error && f.Path.Length > 0).Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return [.. Findings, .. judged.Where(f => !refused.Contains(f.Path)).Select(Place)];
    }

    private Finding Place(Finding finding)
    {
        if (finding.Line > 0 || Document.Root is not { } root || DocumentPath.Parse(finding.Path) is not { IsSuccess: true, Value: var path })
        {
            return finding;
        }

        var node = root;
        foreach (var segment in path.Segments)
        {
            if (Step(node, segment) is not { } next)
            {
                break;
            }

            node = next;
        }

        var (line, column) = Document.Locate(node.FullStart);
        return finding with { Line = line, Column = column };
    }

    private static YamlNode? Step(YamlNode node, PathSegment segment) => node.Target switch
    {
        YamlMapping mapping when segment.Key is { } key => YamlMerges.Effective(mapping).FirstOrDefault(e => e.Name == key)?.Value,
        YamlSequence sequence when segment.Index is { } index && index < sequence.Items.Length => sequence.Items[index],
        _ => null,
    };
}
