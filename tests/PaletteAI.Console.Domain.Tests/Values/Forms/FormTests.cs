using System.Security.Cryptography;
using System.Text;
using CsCheck;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Forms;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Forms;

public sealed class FormTests
{
    private const string Hash = "$2y$12$abcdefghijklmnopqrstuuYJZ5ZyYcIq1BgYTyq5z0xdOoWm4NXzq";
    private static readonly InstallerContext _context = new() { RootDomain = "ai.lab.example" };

    private static readonly string[] _texts = ["yes", "0123", "1e3", "#x", "a: b", "it's", "null", "ünï"];

    private static readonly Gen<ConnectorForm> _anyConnector =
        from type in Gen.Int[0, 2].Select(i => ConnectorFields.WithForm[i])
        from id in Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['0', '9']), 3, 12]
        from texts in Gen.OneOf(Gen.String[Gen.Char[' ', '~'], 1, 20], Gen.Int[0, _texts.Length - 1].Select(i => _texts[i])).Array[60]
        from picks in Gen.Int[0, 3].Array[60]
        select Filled(type, "id-" + id, texts, picks);

    [Fact]
    public void A_new_connector_only_adds_lines_and_undo_gives_the_same_hash() => _anyConnector.Sample(form =>
    {
        var edited = Apply(SampleFile.Text, ConnectorForms.Edits(Tree(SampleFile.Text), form).Require());

        Assert.True(IsSubsequence(SampleFile.Text.Split('\n'), edited.Text.Split('\n')), edited.Text);
        Assert.Equal(HashOf(SampleFile.Text), HashOf(edited.Undo()));
        var read = ConnectorForms.Read(Tree(edited.Text), 1, _context)!;
        Assert.Equal((form.Id, form.Type, form.Name.Trim()), (read.Id, read.Type, read.Name));
        Assert.All(form.Values.Where(v => v.Key != "redirectURI"), v => Assert.True(Trimmed(form, v.Key) == read[v.Key], v.Key));
    }, iter: 300);

    [Fact]
    public void A_form_that_is_read_and_not_changed_makes_no_edit() => _anyConnector.Sample(form =>
    {
        var text = Apply(SampleFile.Text, ConnectorForms.Edits(Tree(SampleFile.Text), form).Require()).Text;
        Assert.Empty(ConnectorForms.Edits(Tree(text), ConnectorForms.Read(Tree(text), 1, _context)!).Require());
    }, iter: 200);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("dex:\n  config:\n    # soon\n    connectors: []   # none\n")]
    [InlineData("dex:\n  config:\n    connectors:\n")]
    [InlineData("dex: {config: {connectors: [{type: ldap, id: a, name: A, config: {}}]}}\n")]
    [InlineData("dex:\r\n  config:\r\n    connectors:\r\n    - type: ldap # old\r\n      id: a\r\n      name: A\r\n      config: {}\r\n")]
    public void A_connector_can_be_added_wherever_the_file_stands(string text)
    {
        var form = ConnectorForms.New(Tree(text), "oidc", _context) with { Id = "x", Name = "X" };
        form = form.With("issuer", FormValue.Of("https://sso.example")).With("clientID", FormValue.Of("1234567890")).With("clientSecret", FormValue.Of("yes"));
        var edited = Apply(text, ConnectorForms.Edits(Tree(text), form).Require());
        var added = ConnectorForms.List(Tree(edited.Text))[^1];

        Assert.Equal("x", added.Id);
        Assert.Equal(text, edited.Undo());
        Assert.DoesNotContain(ValuesLint.Run(YamlReader.Read(edited.Text), _context), f => f.Severity == Severity.Error && f.Path.StartsWith($"dex.config.connectors[{added.Index}]", StringComparison.Ordinal));
    }

    [Fact]
    public void The_redirect_uri_follows_from_the_root_domain_or_the_issuer_and_is_asked_for_only_else()
    {
        Assert.Equal("https://ai.lab.example/dex/callback", ConnectorForms.New(Tree("a: 1\n"), "oidc", _context).RedirectUri);
        Assert.Equal("https://own.example/dex/callback", ConnectorForms.New(Tree("dex: {config: {issuer: https://own.example/dex}}\n"), "saml", null).RedirectUri);
        var unknown = ConnectorForms.New(Tree("dex: {config: {issuer: https://replace.with.your.domain/dex}}\n"), "saml", null);
        Assert.Null(unknown.RedirectUri);
        Assert.Contains(unknown.Fields, f => f.Name == "redirectURI");
        Assert.DoesNotContain(ConnectorForms.New(Tree("a: 1\n"), "saml", _context).Fields, f => f.Name == "redirectURI");
    }

    [Fact]
    public void What_is_missing_or_wrong_is_told_at_its_field()
    {
        var form = ConnectorForms.New(Tree(SampleFile.Text), "saml", _context) with { Id = "corp", Name = " " };
        var refused = ConnectorForms.Edits(Tree(SampleFile.Text), form.With("caData", FormValue.Of("no base64!"))).Error!;

        Assert.Equal(
            [("caData", "base64-malformed"), ("emailAttr", "required"), ("id", "connector-id-twice"), ("name", "required"), ("ssoURL", "required"), ("usernameAttr", "required")],
            refused.Findings.Select(f => (f.Path, f.Code)).Order());
    }

    [Fact]
    public void Certificates_pasted_as_pem_become_the_base64_that_dex_wants()
    {
        var form = ConnectorForms.New(Tree(SampleFile.Text), "ldap", _context) with { Id = "dir", Name = "Directory" };
        form = form.With("host", FormValue.Of("ldap.example.org")).With("userSearch.baseDN", FormValue.Of("dc=example")).With("userSearch.username", FormValue.Of("uid"))
            .With("rootCAData", FormValue.Of("  -----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----  "));
        var edited = Apply(SampleFile.Text, ConnectorForms.Edits(Tree(SampleFile.Text), form).Require());
        var data = ConnectorForms.Read(Tree(edited.Text), 1, _context)!["rootCAData"].Text;
        Assert.Equal("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data)));
    }

    [Fact]
    public void Other_types_are_entered_as_yaml_that_is_checked()
    {
        var form = ConnectorForms.New(Tree(SampleFile.Text), "github", _context) with { Id = "gh", Name = "GitHub", ConfigYaml = "clientID: x\norgs:\n  - name: org\n" };
        var edited = Apply(SampleFile.Text, ConnectorForms.Edits(Tree(SampleFile.Text), form).Require());
        Assert.Equal("clientID: x\norgs:\n  - name: org\n", ConnectorForms.Read(Tree(edited.Text), 1, _context)!.ConfigYaml);
        Assert.Equal("config", Assert.Single(ConnectorForms.Edits(Tree(SampleFile.Text), form with { ConfigYaml = "a: [" }).Error!.Findings).Path);
    }

    [Fact]
    public void Changing_one_field_changes_one_line()
    {
        var form = ConnectorForms.Read(Tree(SampleFile.Text), 0, _context)!;
        var edited = Apply(SampleFile.Text, ConnectorForms.Edits(Tree(SampleFile.Text), form.With("clientID", FormValue.Of("0123"))).Require());
        Assert.Equal(SampleFile.Text.Replace("clientID: palette", "clientID: '0123'", StringComparison.Ordinal), edited.Text);
    }

    [Fact]
    public void A_new_user_comes_with_its_hash_and_turns_the_password_database_on()
    {
        const string text = "dex:\n  config:\n    enablePasswordDB: false # for now\n";
        var form = new LocalUserForm { Email = "a@b.example", UserName = "a", UserId = "id-1", NewHash = new Secret(Hash) };
        var edited = Apply(text, LocalUserForms.Edits(Tree(text), form).Require());

        Assert.Contains("enablePasswordDB: true # for now", edited.Text, StringComparison.Ordinal);
        Assert.Equal(form with { Index = 0, NewHash = null, HasHash = true }, Assert.Single(LocalUserForms.List(Tree(edited.Text))) with { Groups = form.Groups });
        Assert.Equal("email-twice", LocalUserForms.Edits(Tree(edited.Text), form with { Email = "A@B.example" }).Error!.Code);
        Assert.Equal("password-missing", LocalUserForms.Edits(Tree(text), form with { NewHash = null }).Error!.Code);
    }

    [Fact]
    public void A_user_keeps_its_password_unless_a_new_one_is_given()
    {
        var user = LocalUserForms.List(Tree(SampleFile.Text))[0];
        var edited = Apply(SampleFile.Text, LocalUserForms.Edits(Tree(SampleFile.Text), user with { UserName = "operator" }).Require());
        Assert.Equal(SampleFile.Text.Replace("username: ops", "username: operator", StringComparison.Ordinal), edited.Text);
    }

    [Fact]
    public void Removing_the_last_one_leaves_an_empty_list_that_says_so()
    {
        var tree = Tree(SampleFile.Text);
        Assert.Contains("connectors: []", Apply(SampleFile.Text, ConnectorForms.Remove(tree, 0)).Text, StringComparison.Ordinal);
        Assert.Contains("staticPasswords: []", Apply(SampleFile.Text, LocalUserForms.Remove(tree, 0)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_change_what_was_changed_and_refuse_what_prometheus_does_not_read()
    {
        var form = MetricsForm.Read(Tree(SampleFile.Text));
        Assert.Equal(new MetricsForm("5s", "15s", "prometheus-agent-minimal", true), form);
        Assert.Equal(SampleFile.Text.Replace("timeout: 5s ", "timeout: 7s ", StringComparison.Ordinal), Apply(SampleFile.Text, (form with { Timeout = "7s" }).Edits(Tree(SampleFile.Text)).Require()).Text);
        Assert.Equal("scrapeInterval", (form with { ScrapeInterval = "1.5h" }).Edits(Tree(SampleFile.Text)).Error!.Path);
        Assert.DoesNotContain("agentType", Apply(SampleFile.Text, (form with { AgentType = "" }).Edits(Tree(SampleFile.Text)).Require()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Impersonation_maps_identities_with_dots_and_at_signs_line_by_line()
    {
        var form = ImpersonationForm.Read(Tree(SampleFile.Text));
        var more = form with { Mappings = form.Mappings.Add(new GroupMapping("dev@lab.example", ["viewers", "dev"])) };
        var edited = Apply(SampleFile.Text, more.Edits(Tree(SampleFile.Text)).Require());

        Assert.True(IsSubsequence(SampleFile.Text.Split('\n'), edited.Text.Split('\n')), edited.Text);
        Assert.Equal(["ops@lab.example", "dev@lab.example"], ImpersonationForm.Read(Tree(edited.Text)).Mappings.Select(m => m.Identity));
        Assert.Equal("mappings[0].groups", (form with { Mappings = [new GroupMapping("x", [" "])] }).Edits(Tree(SampleFile.Text)).Error!.Path);
        Assert.Empty(ImpersonationForm.Read(Tree(Apply(SampleFile.Text, (form with { Mappings = [] }).Edits(Tree(SampleFile.Text)).Require()).Text)).Mappings);
    }

    [Fact]
    public void The_first_spoke_of_ones_own_brings_the_hub_along()
    {
        const string text = "fleetConfig: # the fleet\n  enabled: true\n";
        var form = new SpokeForm { Name = "edge-site", SecretName = "edge-kubeconfig" };
        var edited = Apply(text, SpokeForms.Edits(Tree(text), form).Require());
        Assert.Equal([(SpokeForms.Hub, true), ("edge-site", false)], SpokeForms.List(Tree(edited.Text)).Select(s => (s.Name, s.IsInCluster)));
        Assert.DoesNotContain(ValuesLint.Run(YamlReader.Read(edited.Text), _context), f => f.Severity == Severity.Error && f.Path.StartsWith("fleetConfig.spokes", StringComparison.Ordinal));

        var moved = SpokeForms.List(Tree(edited.Text))[1] with { SecretKey = "value" };
        Assert.Contains("kubeconfigKey: value", Apply(edited.Text, SpokeForms.Edits(Tree(edited.Text), moved).Require()).Text, StringComparison.Ordinal);
        Assert.Equal("spoke-hub-twice", SpokeForms.Edits(Tree(edited.Text), moved with { IsInCluster = true }).Error!.Code);
    }

    [Fact]
    public void Every_field_of_the_three_types_has_a_label_and_help() => Assert.All(
        ConnectorFields.WithForm.SelectMany(t => ConnectorFields.Of(t)), f => Assert.True(f.Label.Length > 0 && f.Help.EndsWith('.'), f.Name));

    private static ConnectorForm Filled(string type, string id, string[] texts, int[] picks)
    {
        var form = ConnectorForms.New(Tree(SampleFile.Text), type, _context) with { Id = id, Name = "N " + id };
        foreach (var (i, field) in form.Fields.Index().Where(f => f.Item.IsRequired || picks[f.Index] > 1))
        {
            var text = texts[i].Trim().Length == 0 ? "x" : texts[i];
            form = form.With(field.Name, field.Kind switch
            {
                FormFieldKind.Flag => FormValue.Of(picks[i] > 2),
                FormFieldKind.TextList => FormValue.Of([text.Trim(), "second"]),
                FormFieldKind.Whole => FormValue.Of("7"),
                FormFieldKind.Choice => FormValue.Of(field.Choices[^1]),
                FormFieldKind.Yaml => FormValue.None,
                _ => FormValue.Of(field.Name is "caData" or "rootCAData" ? "YWJj" : text),
            });
        }

        return form;
    }

    // Blanks around a text are cut, but not around a secret.
    private static FormValue Trimmed(ConnectorForm form, string field) =>
        form.Fields.Single(f => f.Name == field).Kind == FormFieldKind.Secret ? form[field] : form[field] with { Text = form[field].Text.Trim() };

    private static bool IsSubsequence(string[] lines, string[] longer)
    {
        var at = 0;
        foreach (var line in longer)
        {
            at += at < lines.Length && lines[at] == line ? 1 : 0;
        }

        return at == lines.Length;
    }

    private static EditedText Apply(string text, IReadOnlyList<ValueEdit> edits) => ValuesEditor.Apply(YamlReader.Read(text), edits).Require();

    private static ValueMap Tree(string text) => ValueTreeReader.Read(YamlReader.Read(text)).Require();

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
