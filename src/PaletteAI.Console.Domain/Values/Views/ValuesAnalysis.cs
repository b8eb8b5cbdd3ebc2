using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Views;

/// <summary>Everything the Values page shows of a text: findings, the effective tree, gutter marks, what is secret.</summary>
public sealed class ValuesAnalysis
{
    private readonly Lazy<ImmutableArray<LineMark>> _marks;
    private readonly Lazy<ImmutableArray<TextSpan>> _secrets;

    private ValuesAnalysis(YamlDocument document, EffectiveValues? values, ImmutableArray<Finding> findings, ImmutableArray<ValueRow> rows, SecretMask mask)
    {
        (Document, Values, Findings, Rows, Mask) = (document, values, findings, rows, mask);
        _marks = new(() => LineMarks.Of(this));
        _secrets = new(() => TextMask.Spans(Document, Mask));
    }

    /// <summary>The text as read.</summary>
    public YamlDocument Document { get; }

    /// <summary>User and effective values; null when Helm would not read the text.</summary>
    public EffectiveValues? Values { get; }

    /// <summary>Findings in the order of the text.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>The effective values as rows; empty when Helm would not read the text.</summary>
    public ImmutableArray<ValueRow> Rows { get; }

    /// <summary>Hides secrets of this text and of the installer in whatever is shown.</summary>
    public SecretMask Mask { get; }

    /// <summary>Gutter marks, by line.</summary>
    public ImmutableArray<LineMark> Marks => _marks.Value;

    /// <summary>Places of secrets in <see cref="YamlDocument.Text"/>, in order.</summary>
    public ImmutableArray<TextSpan> Secrets => _secrets.Value;

    /// <summary>Analyses.</summary>
    public static ValuesAnalysis Of(string text, ValuesSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var document = YamlReader.Read(text);
        var read = ValueTreeReader.Read(document);
        var findings = ValuesLint.Run(document, read, setting.Context, setting.Shipped);
        var context = setting.Context ?? new InstallerContext();
        if (read is not { IsSuccess: true, Value: var user })
        {
            return new ValuesAnalysis(document, null, findings, [], SecretMask.Of([], SecretMask.SecretsOf(context)));
        }

        var mask = SecretMask.Of([user], SecretMask.SecretsOf(context));
        var values = EffectiveValues.Compute(user, context);
        var last = setting.LastApplied is { } applied ? EffectiveValues.Compute(applied, context).Root : null;
        return new ValuesAnalysis(document, values, findings, RowBuilder.Build(document, values, last, mask, findings), mask);
    }

    /// <summary>Rows that pass a filter and hold a text in their path, with their parents.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="search">Part of a path, without regard to letter case; empty = all.</param>
    public ImmutableArray<ValueRow> Find(RowFilter filter, string search)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (filter == RowFilter.All && search.Length == 0)
        {
            return Rows;
        }

        // From the end, so that a parent knows whether a child of it is kept.
        var kept = new List<ValueRow>();
        var neededDepth = -1;
        for (var i = Rows.Length - 1; i >= 0; i--)
        {
            var row = Rows[i];
            var isMatch = Passes(row, filter) && row.Path.Contains(search, StringComparison.OrdinalIgnoreCase);
            if (isMatch || row.Depth == neededDepth)
            {
                kept.Add(row);
                neededDepth = row.Depth - 1;
            }
        }

        kept.Reverse();
        return [.. kept];
    }

    private static bool Passes(ValueRow row, RowFilter filter) => filter switch
    {
        RowFilter.Dead => row.IsDeadEdit,
        _ when row.Kind != RowKind.Leaf => false,
        RowFilter.Mine => row.Source == RowSource.Yours,
        RowFilter.Managed => row.IsManaged,
        RowFilter.Different => row.DiffersFromLastRun,
        RowFilter.All => true,
        _ => true,
    };
}
