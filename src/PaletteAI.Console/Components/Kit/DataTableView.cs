using Microsoft.AspNetCore.WebUtilities;

namespace PaletteAI.Console.Components.Kit;

/// <summary>Sort and filter of a table as its URL carries them.</summary>
/// <param name="Filter">Words that every shown row holds.</param>
/// <param name="Sort">Column key; empty = as given.</param>
/// <param name="Descending">Direction.</param>
public sealed record DataTableView(string Filter, string Sort, bool Descending)
{
    private const int LongestFilter = 256;

    /// <summary>Reads <c>filter</c>, <c>sort</c> and <c>dir</c> of a URL.</summary>
    public static DataTableView Read(string uri, string prefix, string defaultSort)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var start = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(start < 0 ? "" : uri[start..]);
        string One(string name) => Bounded(query.TryGetValue(prefix + name, out var values) ? values.ToString() : "");
        var sort = One("sort");
        return new DataTableView(One("filter"), sort.Length > 0 ? sort : defaultSort, One("dir") == "desc");
    }

    /// <summary>The text, or nothing when it is absurdly long.</summary>
    public static string Bounded(string? text) => text is { Length: <= LongestFilter } ? text : "";

    /// <summary>The query parameters of this view; empty ones are left out.</summary>
    public IReadOnlyDictionary<string, object?> Query(string prefix) => new Dictionary<string, object?>
    {
        [prefix + "filter"] = Filter.Length > 0 ? Filter : null,
        [prefix + "sort"] = Sort.Length > 0 ? Sort : null,
        [prefix + "dir"] = Descending ? "desc" : null,
    };

    /// <summary>Rows that hold every word of the filter, in order.</summary>
    public List<T> Apply<T>(IReadOnlyList<T> items, IReadOnlyList<DataColumn<T>> columns)
    {
        ArgumentNullException.ThrowIfNull(items);
        var words = Filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rows = items.Where(item => words.All(word => columns.Any(c => c.Text(item).Contains(word, StringComparison.OrdinalIgnoreCase))));
        if (columns.FirstOrDefault(c => c.Key == Sort && c.Sortable) is not { } column)
        {
            return rows.ToList();
        }

        var by = column.SortBy ?? (item => column.Text(item));
        return (Descending ? rows.OrderByDescending(by, NaturalOrder.Instance) : rows.OrderBy(by, NaturalOrder.Instance)).ToList();
    }

    private sealed class NaturalOrder : IComparer<IComparable?>
    {
        public static NaturalOrder Instance { get; } = new();

        public int Compare(IComparable? x, IComparable? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            _ => x.CompareTo(y),
        };
    }
}
