using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Views;

/// <summary>Makes the rows of the effective values in one walk.</summary>
internal sealed class RowBuilder
{
    private const int LongestShown = 200;

    private readonly List<ValueRow> _rows = [];
    private readonly Dictionary<string, (int Errors, int Warnings, bool IsDead)> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlNode, int> _keys = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _managed;
    private readonly YamlDocument _document;
    private readonly SecretMask _mask;
    private readonly bool _knowsLast;

    private RowBuilder(YamlDocument document, EffectiveValues values, SecretMask mask, IEnumerable<Finding> findings, bool knowsLast)
    {
        (_document, _mask, _knowsLast) = (document, mask, knowsLast);
        _managed = values.Outcomes.Select(o => o.Field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var (errors, warnings, isDead) = _findings.GetValueOrDefault(finding.Path);
            _findings[finding.Path] = (
                errors + (finding.Severity == Severity.Error ? 1 : 0), warnings + (finding.Severity == Severity.Warning ? 1 : 0), isDead || finding.Code is "dead-edit" or "null-undone");
        }

        if (document.Root is { } root)
        {
            FindKeys(root);
        }
    }

    /// <summary>The rows.</summary>
    /// <param name="last">The effective values of the last run; null when they are not known.</param>
    public static ImmutableArray<ValueRow> Build(YamlDocument document, EffectiveValues values, ValueMap? last, SecretMask mask, IReadOnlyCollection<Finding> findings)
    {
        var builder = new RowBuilder(document, values, mask, findings, last is not null);
        builder.Children(WithDefaults(values), values.User, last, new Place("", "", 0, false));
        return [.. builder._rows];
    }

    // Managed fields that are not in force and that nobody sets are shown as what they are: the chart's business.
    private static ValueMap WithDefaults(EffectiveValues values)
    {
        var root = values.Root;
        foreach (var field in ManagedFields.All.Where(f => !f.IsInForce(values.Context) && f.Path.Segments.All(s => s.Index is null)))
        {
            root = (ValueMap)Add(root, field.Path.Segments, 0);
        }

        return root;
    }

    private static ValueNode Add(ValueNode? at, ImmutableArray<PathSegment> path, int depth) => at switch
    {
        null when depth == path.Length => Unset.Instance,
        null => new ValueMap(ValueSource.User, [new(path[depth].Key!, Add(null, path, depth + 1))]),
        ValueMap map when depth < path.Length => map.With(path[depth].Key!, Add(map.Find(path[depth].Key!), path, depth + 1)),
        _ => at,
    };

    private void FindKeys(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    _keys[entry.Value] = entry.Key.FullStart;
                    FindKeys(entry.Value);
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    FindKeys(item);
                }

                break;
            default:
                break;
        }
    }

    private Sum Children(ValueNode node, ValueNode? user, ValueNode? last, in Place at)
    {
        var sum = default(Sum);
        switch (node)
        {
            case ValueMap map:
                foreach (var (key, value) in map.Entries)
                {
                    sum = sum.Plus(Row(value, (user as ValueMap)?.Find(key), (last as ValueMap)?.Find(key), key, at with { Path = DocumentPath.Join(at.Path, key), Name = key }));
                }

                break;
            case ValueList list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"[{i}]");
                    sum = sum.Plus(Row(list.Items[i], Item(user, i), Item(last, i), key, at with { Path = at.Path + key }));
                }

                break;
            default:
                break;
        }

        return sum;
    }

    private Sum Row(ValueNode node, ValueNode? user, ValueNode? last, string key, in Place place)
    {
        var at = _rows.Count;
        var isManaged = place.IsManaged || _managed.Contains(place.Path);
        var isLeaf = node is ValueScalar or Unset or ValueMap { Count: 0 } or ValueList { Items.Count: 0 };
        var (errors, warnings, isDead) = _findings.GetValueOrDefault(place.Path);
        var own = new Sum(errors, warnings, isDead, isManaged, isLeaf && Differs(node, last), isLeaf ? SourceOf(node) : null);
        _rows.Add(null!);
        var sum = isLeaf ? own : own.Plus(Children(node, user, last, place with { Depth = place.Depth + 1, IsManaged = isManaged }));
        var (shown, isSecret) = isLeaf ? Leaf(node, place.Name) : (Count(node), false);
        var written = user?.Written;
        _rows[at] = new ValueRow
        {
            Depth = place.Depth, Key = key, Path = place.Path, Kind = isLeaf ? RowKind.Leaf : node is ValueMap ? RowKind.Map : RowKind.List,
            Shown = shown, IsSecret = isSecret, Source = sum.Source ?? RowSource.Mixed, IsManaged = sum.IsManaged, IsDeadEdit = isDead, HasDeadEdit = sum.IsDead,
            DiffersFromLastRun = sum.Differs, Errors = sum.Errors, Warnings = sum.Warnings, Span = written?.Span,
            Line = written is null ? 0 : _document.Locate(_keys.GetValueOrDefault(written, written.FullStart)).Line,
        };
        return sum;
    }

    private bool Differs(ValueNode node, ValueNode? last) => _knowsLast && !(node is Unset ? last is null : ValueNode.Same(node, last));

    private (string Shown, bool IsSecret) Leaf(ValueNode node, string name)
    {
        if (node is Unset)
        {
            return ("", false);
        }

        var shown = node is ValueScalar scalar ? _mask.Shows(scalar, name) : node;
        var text = shown switch { ValueScalar plain => plain.Text, ValueMap => "{}", _ => "[]" };
        return (text.Length > LongestShown ? string.Concat(text.AsSpan(0, LongestShown), "…") : text, !ReferenceEquals(shown, node));
    }

    private static RowSource SourceOf(ValueNode node) => node is Unset ? RowSource.ChartDefault : node.Source switch
    {
        ValueSource.Runtime => RowSource.Runtime,
        ValueSource.Enforced => RowSource.Enforced,
        ValueSource.User => RowSource.Yours,
        _ => RowSource.Yours,
    };

    private static string Count(ValueNode node) => node switch
    {
        ValueMap { Count: 1 } => "1 key",
        ValueMap map => string.Create(CultureInfo.InvariantCulture, $"{map.Count} keys"),
        ValueList { Items.Count: 1 } => "1 item",
        ValueList list => string.Create(CultureInfo.InvariantCulture, $"{list.Items.Count} items"),
        _ => "",
    };

    private static ValueNode? Item(ValueNode? node, int index) => node is ValueList list && index < list.Items.Count ? list.Items[index] : null;

    /// <summary>Where the walk is.</summary>
    /// <param name="Path">Path of the node.</param>
    /// <param name="Name">Nearest key: of items that of the list decides what is secret.</param>
    private readonly record struct Place(string Path, string Name, int Depth, bool IsManaged);

    private readonly record struct Sum(int Errors, int Warnings, bool IsDead, bool IsManaged, bool Differs, RowSource? Source)
    {
        // A source of null on a side that counts nothing yet is none, otherwise it is mixed.
        public Sum Plus(Sum other) => new(
            Errors + other.Errors, Warnings + other.Warnings, IsDead || other.IsDead, IsManaged || other.IsManaged, Differs || other.Differs,
            Source is null ? other.Source : other.Source is null || other.Source == Source ? Source : RowSource.Mixed);
    }

    /// <summary>Stands for a value nobody sets.</summary>
    private sealed class Unset() : ValueNode(ValueSource.User, null)
    {
        public static Unset Instance { get; } = new();
    }
}
