using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>What a lint rule sees, and where it puts its findings. Findings name places and kinds, never values.</summary>
internal sealed class LintScope
{
    /// <summary>Most findings kept of each severity, so that warnings cannot hide an error; the rest is summed up in one.</summary>
    private const int MostFindings = 500;

    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string Path, string Code)> _said = [];
    private readonly Dictionary<YamlMapping, Dictionary<string, YamlEntry>> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly int[] _counts = new int[3];
    private int _dropped;

    public LintScope(YamlDocument document, ValueMap user, InstallerContext? context, ValueMap? shippedDefault)
    {
        Document = document;
        Context = context;
        ShippedDefault = shippedDefault;
        Values = EffectiveValues.Compute(user, context ?? new InstallerContext());
    }

    public YamlDocument Document { get; }

    /// <summary>The installer's circumstances; null when they are not known.</summary>
    public InstallerContext? Context { get; }

    /// <summary>The values file as it was shipped; null when it is not known.</summary>
    public ValueMap? ShippedDefault { get; }

    public EffectiveValues Values { get; }

    /// <summary>Whether there are so many errors that further ones would only be counted; then long lists need not be judged to their end.</summary>
    public bool HasEnoughErrors => HasEnough(Severity.Error);

    /// <summary>Whether there are so many findings of a severity that further ones would only be counted.</summary>
    public bool HasEnough(Severity severity) => _counts[(int)severity] >= MostFindings;

    /// <summary>Places whose null the installer undoes.</summary>
    public IReadOnlySet<DocumentPath> UndoneNulls => field ??= Values.Outcomes.Select(o => o.ReplacedPath ?? o.Field.Path).ToHashSet();

    /// <summary>The user's values.</summary>
    public LintField User => new(DocumentPath.Root, Values.User);

    /// <summary>What Helm is given.</summary>
    public LintField Effective => new(DocumentPath.Root, Values.Root);

    public void Error(LintField at, string code, string message, string fix) => Add(Severity.Error, at.Path, code, message, fix);

    public void Warn(LintField at, string code, string message, string fix) => Add(Severity.Warning, at.Path, code, message, fix);

    public void Info(LintField at, string code, string message, string fix) => Add(Severity.Info, at.Path, code, message, fix);

    /// <summary>Adds a finding at the line of its key or item; said once for a place and code.</summary>
    public void Add(Severity severity, DocumentPath path, string code, string message, string fix)
    {
        if (HasEnough(severity))
        {
            _dropped++;
        }
        else if (path.ToString() is var name && _said.Add((name, code)))
        {
            Keep(severity, Place(path), name, code, message, fix);
        }
    }

    /// <summary>Adds a finding at an offset of the text.</summary>
    public void AddAt(Severity severity, int offset, string code, string message, string fix, string path = "")
    {
        if (HasEnough(severity))
        {
            _dropped++;
        }
        else
        {
            Keep(severity, offset, path, code, message, fix);
        }
    }

    /// <summary>Findings of the reader and the rules, in the order of the text.</summary>
    public ImmutableArray<Finding> ToImmutable()
    {
        if (_dropped > 0)
        {
            _findings.Add(Finding.Info("", "more-findings", string.Create(CultureInfo.InvariantCulture, $"{_dropped} more findings are not listed.")));
        }

        return [.. Document.Findings.Concat(_findings).OrderBy(f => f.Line == 0 ? int.MaxValue : f.Line).ThenBy(f => f.Column).ThenBy(f => f.Path, StringComparer.Ordinal)];
    }

    private void Keep(Severity severity, int offset, string path, string code, string message, string fix)
    {
        var (line, column) = Document.Locate(offset);
        _counts[(int)severity]++;
        _findings.Add(new Finding(path, code, severity, message, fix) { Line = line, Column = column });
    }

    private Dictionary<string, YamlEntry> EntriesOf(YamlMapping mapping)
    {
        if (!_entries.TryGetValue(mapping, out var entries))
        {
            _entries[mapping] = entries = YamlMerges.Effective(mapping).GroupBy(e => e.Name!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        }

        return entries;
    }

    // The key or item that holds the value; of what is missing, the nearest that is there.
    private int Place(DocumentPath path)
    {
        var node = Document.Root!;
        var at = node.FullStart;
        foreach (var step in path.Segments)
        {
            if (node.Target is YamlMapping mapping && step.Key is { } key && EntriesOf(mapping).TryGetValue(key, out var entry))
            {
                (node, at) = (entry.Value, entry.Key.FullStart);
            }
            else if (node.Target is YamlSequence list && step.Index is { } index && index < list.Items.Length)
            {
                (node, at) = (list.Items[index], list.Items[index].FullStart);
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
