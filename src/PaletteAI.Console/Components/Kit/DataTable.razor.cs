using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace PaletteAI.Console.Components.Kit;

/// <summary>A semantic table: sort and filter live in the URL, more than 100 rows are virtualised, cells are no components.</summary>
public sealed partial class DataTable<T>
{
    private const int VirtualiseFrom = 101;
    private DataTableView _view = new("", "", false);
    private List<T> _rows = [];

    /// <summary>Rows.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<T> Items { get; set; } = [];

    /// <summary>Columns.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<DataColumn<T>> Columns { get; set; } = [];

    /// <summary>Stable identity of a row.</summary>
    [Parameter, EditorRequired] public Func<T, string> Key { get; set; } = default!;

    /// <summary>What the rows are, in the plural, e.g. "Hosts".</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Prefix of this table's names in the URL, when a page has several.</summary>
    [Parameter] public string Prefix { get; set; } = "";

    /// <summary>Whether there is a filter.</summary>
    [Parameter] public bool Filterable { get; set; } = true;

    /// <summary>Column sorted by when the URL says nothing; empty = as given.</summary>
    [Parameter] public string DefaultSort { get; set; } = "";

    /// <summary>Beside the count.</summary>
    [Parameter] public RenderFragment? Tools { get; set; }

    /// <summary>What would be here and how to get it.</summary>
    [Parameter] public RenderFragment? Empty { get; set; }

    /// <summary>Last column.</summary>
    [Parameter] public RenderFragment<T>? RowActions { get; set; }

    /// <summary>Click or Enter on a row.</summary>
    [Parameter] public EventCallback<T> OnRow { get; set; }

    /// <summary>The row whose panel is open.</summary>
    [Parameter] public string? SelectedKey { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private bool Virtualised => _rows.Count >= VirtualiseFrom;

    private string CountText => _rows.Count == Items.Count ? $"{Items.Count}" : $"{_rows.Count} of {Items.Count}";

    public void Dispose() => Navigation.LocationChanged -= LocationChanged;

    protected override void OnInitialized() => Navigation.LocationChanged += LocationChanged;

    protected override void OnParametersSet() => Arrange();

    private void LocationChanged(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(() =>
    {
        Arrange();
        StateHasChanged();
    });

    private void Arrange()
    {
        _view = DataTableView.Read(Navigation.Uri, Prefix, DefaultSort);
        _rows = _view.Apply(Items, Columns);
    }

    private void Sort(DataColumn<T> column) =>
        Show(_view with { Sort = column.Key, Descending = _view.Sort == column.Key && !_view.Descending });

    private void FilterChanged(ChangeEventArgs change) => Show(_view with { Filter = DataTableView.Bounded(change.Value as string) });

    private void ClearFilter() => Show(_view with { Filter = "" });

    private void Show(DataTableView view) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(view.Query(Prefix)), replace: true);

    private string? AriaSort(DataColumn<T> column) =>
        _view.Sort != column.Key ? null : _view.Descending ? "descending" : "ascending";

    private static string? CellClass(DataColumn<T> column) => (column.Number, column.Mono) switch
    {
        (true, true) => "number mono",
        (true, false) => "number",
        (false, true) => "mono",
        (false, false) => null,
    };
}
