using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>Sections of the chart: names that almost fit, and sections that are no maps.</summary>
internal static class SectionRules
{
    private static readonly string[] _sections = ["global", "dex", "canvas", "alertmanager", "fleetConfig", "hue", "brush", "zot", "flux2", "cert-manager", "traefik", "ingress-nginx"];

    private static readonly DocumentPath[] _maps = [.. ManagedFields.All.SelectMany(f => Ancestors(f.Path)).Concat(_sections.Select(s => DocumentPath.Root.Append(s)))
        .Append(DocumentPath.Parse("canvas.impersonationProxy").Require()).Append(DocumentPath.Parse("canvas.branding").Require()).Append(DocumentPath.Parse("alertmanager.config").Require()).Distinct()];

    public static void Check(LintScope scope)
    {
        foreach (var (key, field) in scope.User.Entries.Where(e => !_sections.Contains(e.Key, StringComparer.Ordinal)))
        {
            CheckName(scope, key, field);
        }

        foreach (var path in _maps)
        {
            var field = new LintField(path, Effective.EffectiveValues.Find(scope.Values.User, path));
            if (field.Node is not (null or ValueMap or ValueScalar { Kind: ValueKind.Null }))
            {
                scope.Error(field, "section-not-a-map", $"A map of keys is expected here, not {field.Kind}; Helm keeps it over the chart's map and everything below is lost.", "Write the keys below it, indented, or remove it.");
            }
        }
    }

    private static void CheckName(LintScope scope, string key, LintField field)
    {
        if (_sections.FirstOrDefault(s => string.Equals(s, key.Trim(), StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            scope.Warn(field, "unknown-section", $"Keys are read exactly as written; the chart knows {same}, and nobody reads this.", $"Write {same}.");
        }
        else if (key.Contains('.', StringComparison.Ordinal) && _sections.Contains(key.Split('.')[0], StringComparer.Ordinal))
        {
            scope.Warn(field, "key-has-dots", "A key with dots is one key; nobody reads this.", "Write one line per part, indented.");
        }
        else if (NearestName.Find(key, _sections) is { } near)
        {
            scope.Warn(field, "unknown-section", "The chart has no such section, so nobody reads this.", $"Write {near} if that is meant.");
        }
    }

    // Maps above managed fields; what stands above a list's item is a list.
    private static IEnumerable<DocumentPath> Ancestors(DocumentPath path)
    {
        for (var length = 1; length < path.Segments.Length && path.Segments[length].Index is null && path.Segments[length - 1].Index is null; length++)
        {
            yield return DocumentPath.Of(path.Segments.Take(length));
        }
    }
}
