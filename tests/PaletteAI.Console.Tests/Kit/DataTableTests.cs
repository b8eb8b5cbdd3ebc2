using System.Globalization;
using Bunit;
using PaletteAI.Console.Components.Kit;

namespace PaletteAI.Console.Tests.Kit;

public sealed class DataTableTests : PageContext
{
    private static readonly DataColumn<Row>[] _columns =
    [
        new("name", "Name", r => r.Name),
        new("size", "Size", r => r.Size.ToString(CultureInfo.InvariantCulture)) { Number = true, SortBy = r => r.Size },
        new("note", "Note", r => r.Note) { Mono = true, Sortable = false },
    ];

    private static readonly Row[] _rows = [new("beta", 9, "x"), new("Alpha", 10, "y"), new("gamma", 100, "beta too")];

    [Fact]
    public void Rows_keep_their_order_until_a_heading_is_clicked_and_turn_when_it_is_clicked_again()
    {
        var table = Table();
        Assert.Equal(["beta", "Alpha", "gamma"], Names(table));

        Heading(table, "Name").Click();
        Assert.Equal(["Alpha", "beta", "gamma"], Names(table));
        Assert.Equal("?sort=name", Query);
        Assert.Equal("ascending", table.FindAll("th")[0].GetAttribute("aria-sort"));

        Heading(table, "Name").Click();
        Assert.Equal(["gamma", "beta", "Alpha"], Names(table));
        Assert.Equal("?sort=name&dir=desc", Query);
        Assert.Equal("descending", table.FindAll("th")[0].GetAttribute("aria-sort"));
    }

    [Fact]
    public void Numbers_are_sorted_as_numbers_and_aligned()
    {
        Visit("/?sort=size&dir=desc");

        var table = Table();

        Assert.Equal(["gamma", "Alpha", "beta"], Names(table));
        Assert.All(table.FindAll("tbody tr"), r => Assert.Equal("number", r.Children[1].ClassName));
    }

    [Fact]
    public void Every_word_of_the_filter_must_be_somewhere_in_the_row()
    {
        var table = Table();

        table.Find("input[type=search]").Change("BETA too");

        Assert.Equal(["gamma"], Names(table));
        Assert.Equal("1 of 3", table.Find("[role=status]").TextContent);
        Assert.Equal("?filter=BETA%20too", Query);
    }

    [Fact]
    public void A_filter_without_a_match_can_be_cleared()
    {
        Visit("/?filter=%3Cnothing%3E&other=kept");
        var table = Table();
        Assert.Contains("<nothing>", table.Find(".empty h2").TextContent, StringComparison.Ordinal);

        table.Find(".empty button").Click();

        Assert.Equal(3, Names(table).Length);
        Assert.Equal("?other=kept", Query);
    }

    [Theory]
    [InlineData("/?sort=note")]
    [InlineData("/?sort=nonsense&dir=sideways")]
    public void An_address_that_makes_no_sense_changes_nothing(string address)
    {
        Visit(address);

        Assert.Equal(["beta", "Alpha", "gamma"], Names(Table()));
    }

    [Fact]
    public void An_absurdly_long_filter_is_no_filter()
    {
        Visit("/?filter=" + new string('x', 257));

        Assert.Equal(3, Names(Table()).Length);
    }

    [Fact]
    public void Two_tables_on_a_page_do_not_share_their_sorting()
    {
        var (first, second) = (Table(prefix: "a-"), Table(prefix: "b-"));

        Heading(first, "Name").Click();

        Assert.Equal("?a-sort=name", Query);
        Assert.Equal(["beta", "Alpha", "gamma"], Names(second));
    }

    [Fact]
    public void A_row_can_be_reached_by_keyboard_only_when_something_opens()
    {
        Row? opened = null;
        Assert.All(Table().FindAll("tbody tr"), r => Assert.Null(r.GetAttribute("tabindex")));

        var table = Table(open: r => opened = r, selected: "gamma");
        table.FindAll("tbody tr")[1].Click();

        Assert.Equal("Alpha", opened?.Name);
        Assert.All(table.FindAll("tbody tr"), r => Assert.Equal("0", r.GetAttribute("tabindex")));
        Assert.Equal("gamma", table.Find("tr[data-selected]").Children[0].TextContent);
    }

    [Fact]
    public void Without_rows_the_empty_state_teaches() =>
        Assert.Equal("Here they would be.", Table(rows: []).Find(".empty").TextContent.Trim());

    [Fact]
    public void More_than_a_hundred_rows_are_not_all_drawn()
    {
        var many = Enumerable.Range(0, 500).Select(n => new Row("row " + n.ToString(CultureInfo.InvariantCulture), n, "")).ToArray();

        var table = Table(rows: many);

        Assert.NotNull(table.Find(".table-fixed"));
        Assert.Equal("501", table.Find("table").GetAttribute("aria-rowcount"));
        Assert.InRange(table.FindAll("tbody tr").Count, 1, 200);
    }

    private static string[] Names(IRenderedComponent<DataTable<Row>> table) => [.. table.FindAll("tbody tr").Select(r => r.Children[0].TextContent)];

    private static AngleSharp.Dom.IElement Heading(IRenderedComponent<DataTable<Row>> table, string title) =>
        table.FindAll("button.table-sort").Single(b => b.TextContent.Trim() == title);

    private IRenderedComponent<DataTable<Row>> Table(Row[]? rows = null, string prefix = "", Action<Row>? open = null, string? selected = null) => Render<DataTable<Row>>(p =>
    {
        p.Add(t => t.Items, rows ?? _rows).Add(t => t.Columns, _columns).Add(t => t.Key, r => r.Name).Add(t => t.Label, "Rows")
            .Add(t => t.Prefix, prefix).Add(t => t.SelectedKey, selected).Add(t => t.Empty, "<div class=\"empty\">Here they would be.</div>");
        if (open is not null)
        {
            p.Add(t => t.OnRow, open);
        }
    });

    private sealed record Row(string Name, int Size, string Note);
}
