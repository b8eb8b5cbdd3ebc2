using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Rows of one kind in order of namespace and name, kept so while objects come, change and go.</summary>
/// <param name="kind">Kind of the objects.</param>
/// <param name="row">The row of an object.</param>
/// <param name="fact">The object of a row.</param>
public sealed class LiveRows<TFact, TRow>(FactKind kind, Func<TFact, TRow> row, Func<TRow, ClusterFact> fact)
    where TFact : ClusterFact
{
    private readonly List<TRow> _rows = [];

    /// <summary>The rows.</summary>
    public IReadOnlyList<TRow> All => _rows;

    /// <summary>Takes an update in; says whether a row changed.</summary>
    public bool Take(ClusterUpdate update)
    {
        switch (update)
        {
            case ClusterResync all:
                Replace(all.Snapshot.FactsOf(kind).OfType<TFact>().Select(row));
                return true;
            case ClusterChanges changes:
                var any = false;
                foreach (var change in changes.Changes)
                {
                    if (change.Kind == kind && change.Fact is TFact changed)
                    {
                        Apply(changed, change.IsRemoved);
                        any = true;
                    }
                }
                return any;
            default:
                return false;
        }
    }

    /// <summary>Puts other rows in the place of all.</summary>
    public void Replace(IEnumerable<TRow> rows)
    {
        _rows.Clear();
        _rows.AddRange(rows);
        _rows.Sort((a, b) => Compare(fact(a), fact(b).Namespace, fact(b).Name));
    }

    /// <summary>The row of an object; none when it is not there.</summary>
    public TRow? Find(string ns, string name) => IndexOf(ns, name) is >= 0 and var at ? _rows[at] : default;

    private void Apply(TFact changed, bool isRemoved)
    {
        var at = IndexOf(changed.Namespace, changed.Name);
        if (isRemoved)
        {
            if (at >= 0)
            {
                _rows.RemoveAt(at);
            }
        }
        else if (at >= 0)
        {
            _rows[at] = row(changed);
        }
        else
        {
            _rows.Insert(~at, row(changed));
        }
    }

    // As List.BinarySearch: the place, or the complement of where it would be.
    private int IndexOf(string ns, string name)
    {
        var (low, high) = (0, _rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Compare(fact(_rows[middle]), ns, name);
            if (order == 0)
            {
                return middle;
            }
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return ~low;
    }

    private static int Compare(ClusterFact fact, string ns, string name) =>
        string.CompareOrdinal(fact.Namespace, ns) is not 0 and var order ? order : string.CompareOrdinal(fact.Name, name);
}
