using Bunit;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Tests.Kit;

public sealed class FieldTests : PageContext
{
    private static readonly Finding _error = Finding.Error("metadata.name", "name-empty", "The name is empty.", "Type a name.");
    private static readonly Finding _warning = Finding.Warning("metadata.name", "name-odd", "The name is odd.", "");

    [Fact]
    public void Label_help_and_findings_belong_to_the_control()
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.Path, "metadata.name").Add(f => f.Help, "As in DNS.").Add(f => f.Findings, [_error]));

        var input = field.Find("input");
        Assert.Equal("field-metadata-name", input.Id);
        Assert.Equal(input.Id, field.Find("label").GetAttribute("for"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("true", input.GetAttribute("aria-required"));
        var described = input.GetAttribute("aria-describedby")!.Split(' ');
        Assert.Equal(["As in DNS.", "Error: The name is empty. Type a name."], described.Select(id => Words(field.Find("#" + id).TextContent)));
    }

    [Fact]
    public void A_warning_does_not_make_a_value_invalid()
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.Findings, [_warning]).Add(f => f.Optional, true));

        Assert.Null(field.Find("input").GetAttribute("aria-invalid"));
        Assert.Null(field.Find("input").GetAttribute("aria-required"));
        Assert.Equal("name-odd", field.Find(".field-message.status-warning").GetAttribute("data-code"));
    }

    [Fact]
    public void Text_is_committed_as_it_was_typed()
    {
        var committed = new List<string>();
        var field = Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.ValueChanged, committed.Add));

        field.Find("input").Change("  Straße\t");

        Assert.Equal(["  Straße\t"], committed);
    }

    [Fact]
    public void Too_long_a_text_is_not_taken_whatever_the_browser_sends()
    {
        var committed = new List<string>();
        var field = Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.MaxBytes, 4).Add(f => f.ValueChanged, committed.Add));

        field.Find("input").Change("äää");
        field.Find("input").Change("ää");

        Assert.Equal(["ää"], committed);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_may_not_be_edited_takes_nothing(bool disabled, bool readOnly)
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.Disabled, disabled).Add(f => f.ReadOnly, readOnly).Add(f => f.ValueChanged, (string _) => Assert.Fail("committed")));

        field.Find("input").Change("x");

        Assert.Equal(disabled, field.Find("input").HasAttribute("disabled"));
        Assert.Equal(readOnly, field.Find("input").HasAttribute("readonly"));
    }

    [Fact]
    public void Several_lines_make_a_text_area() =>
        Assert.Equal("3", Render<TextField>(p => p.Add(f => f.Label, "Keys").Add(f => f.Lines, 3)).Find("textarea").GetAttribute("rows"));

    [Fact]
    public void Only_an_offered_option_is_taken()
    {
        var committed = new List<string>();
        var field = Render<SelectField>(p => p.Add(f => f.Label, "NIC").Add(f => f.Value, "eth9").Add(f => f.Options, [SelectOption.Of("Auto"), SelectOption.Of("eth0")]).Add(f => f.ValueChanged, committed.Add));
        Assert.Equal("eth9 (not offered)", field.FindAll("option")[0].TextContent);

        field.Find("select").Change("eth7");
        field.Find("select").Change("eth0");

        Assert.Equal(["eth0"], committed);
    }

    [Fact]
    public void Nothing_chosen_says_choose() =>
        Assert.Equal("Choose", Render<SelectField>(p => p.Add(f => f.Label, "NIC").Add(f => f.Options, [SelectOption.Of("eth0")])).FindAll("option")[0].TextContent);

    [Fact]
    public void A_switch_says_its_state_and_changes()
    {
        var committed = new List<bool>();
        var field = Render<SwitchField>(p => p.Add(f => f.Label, "Workers").Add(f => f.Value, true).Add(f => f.Help, "Pods run there too.").Add(f => f.ValueChanged, committed.Add));
        var input = field.Find("input[role=switch]");
        Assert.True(input.HasAttribute("checked"));
        Assert.Equal("field-workers-help", input.GetAttribute("aria-describedby"));

        input.Change(false);

        Assert.Equal([false], committed);
    }

    [Theory]
    [InlineData("", "spec.cluster.ntpServers[0]", "x", "field-spec-cluster-ntpservers-0")]
    [InlineData("given", "spec.a", "x", "given")]
    [InlineData("", "", "Cluster name (short)", "field-cluster-name-short")]
    public void Ids_are_stable(string id, string path, string label, string expected) => Assert.Equal(expected, FieldIds.For(id, path, label));

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
