using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Each form of PaletteAI &gt; Values: what it adds is lines of the file, and undo takes them back byte for byte.</summary>
[Trait("Needs", "Browser")]
public sealed class ValuesFormsTests(Browser browser)
{
    private const string Secret = "Canary-of-the-form-7421";

    [Theory]
    [InlineData("ldap", "bindPW: ", new[] { "id=corp", "name=Directory", "host=ldap.example.org:636", "bindDN=cn=reader,dc=example,dc=org", "bindPW=" + Secret, "userSearch.baseDN=ou=people,dc=example,dc=org", "userSearch.username=uid" })]
    [InlineData("saml", "caData: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t", new[] { "id=adfs", "name=Company", "ssoURL=https://sso.example.org/saml", "caData=-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "usernameAttr=name", "emailAttr=email", "redirectURI=https://ai.example.org/dex/callback" })]
    [InlineData("github", "clientID: palette", new[] { "id=gh", "name=GitHub", "config=clientID: palette\nclientSecret: " + Secret + "\nredirectURI: https://ai.example.org/dex/callback" })]
    public async Task A_connector_of_any_type_comes_into_the_text_by_its_own_fields(string type, string line, string[] entries)
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console, "connectors");
        var before = await values.HashAsync();
        await page.Locator("#connector-type").SelectOptionAsync(type);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add connector" }).ClickAsync();
        // Nothing is taken that Dex would refuse.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to text" }).ClickAsync();
        await Assertions.Expect(page.Locator(".forms .field-message.status-failing").First).ToBeVisibleAsync();
        await FillAsync(page, entries);

        await AddAsync(page, "is in the text.");
        await AssertOnlyAddsAsync(values, line);
        await values.UndoAsync();
        await Assertions.Expect(values.State).ToHaveTextAsync("No unsaved changes");
        Assert.Equal(before, await values.HashAsync());
    }

    [Fact]
    public async Task A_local_user_gets_a_hash_and_a_random_id_and_its_password_is_nowhere()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console, "users");
        var before = await values.HashAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add local user" }).ClickAsync();
        await FillAsync(page, ["email=ops@example.org", "userName=ops", "password=" + Secret, "repeated=another"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to text" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-field=repeated]")).ToContainTextAsync("same");
        await FillAsync(page, ["password=" + Secret, "repeated=" + Secret]);

        await AddAsync(page, "ops@example.org");
        await AssertOnlyAddsAsync(values, "email: ops@example.org");
        await Assertions.Expect(page.Locator(".cm-line", new() { HasTextRegex = new Regex(@"userID: \S{20,}") }).First).ToBeVisibleAsync();
        Assert.DoesNotContain(Secret, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, console.Output, StringComparison.Ordinal);
        await values.UndoAsync();
        await Assertions.Expect(values.State).ToHaveTextAsync("No unsaved changes");
        Assert.Equal(before, await values.HashAsync());
    }

    [Fact]
    public async Task A_spoke_names_a_secret_and_the_form_says_whether_it_is_there()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console, "spokes");
        var before = await values.HashAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add spoke" }).ClickAsync();
        await FillAsync(page, ["name=edge-north", "secretName=edge-north-kubeconfig"]);
        await Assertions.Expect(page.Locator(".forms .field-message[role=status]")).ToContainTextAsync("Secret");
        await AddAsync(page, "edge-north is in the text.");
        await AssertOnlyAddsAsync(values, "edge-north-kubeconfig");
        await values.UndoAsync();
        await Assertions.Expect(values.State).ToHaveTextAsync("No unsaved changes");
        Assert.Equal(before, await values.HashAsync());
    }

    [Fact]
    public async Task Impersonation_maps_groups_and_its_keys_appear_in_the_tree()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console, "impersonation");
        var before = await values.HashAsync();
        await page.Locator("[data-field=enabled] select").SelectOptionAsync("true");
        await page.Locator("[data-field=groupsMode] select").SelectOptionAsync("map");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add mapping" }).ClickAsync();
        await FillAsync(page, ["mappings[0].identity=platform@example.org"]);
        await page.Locator("[data-field='mappings[0].groups'] textarea").FillAsync("palette-admins\nviewers");
        await page.Keyboard.PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change text" }).ClickAsync();
        await Assertions.Expect(page.Locator(".form-done")).ToContainTextAsync("Impersonation is in the text.");
        Assert.Contains(await values.DiffAsync(), l => l.Contains("palette-admins", StringComparison.Ordinal));
        await values.UndoAsync();
        await Assertions.Expect(values.State).ToHaveTextAsync("No unsaved changes");
        Assert.Equal(before, await values.HashAsync());
    }

    private async Task<(IPage Page, ValuesPages Values)> OpenAsync(ConsoleProcess console, string area)
    {
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        var values = new ValuesPages(page, console);
        await values.OpenAsync();
        await values.SideAsync("Forms");
        await page.Locator("#forms-area").SelectOptionAsync(area);
        return (page, values);
    }

    private static async Task FillAsync(IPage page, IEnumerable<string> entries)
    {
        foreach (var (field, value) in entries.Select(e => (e[..e.IndexOf('=', StringComparison.Ordinal)], e[(e.IndexOf('=', StringComparison.Ordinal) + 1)..])))
        {
            await page.Locator($"[data-field='{field}'] :is(input, textarea)").First.FillAsync(value);
        }

        await page.Keyboard.PressAsync("Tab");
    }

    private static async Task AddAsync(IPage page, string said)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to text" }).ClickAsync();
        await Assertions.Expect(page.Locator(".form-done")).ToContainTextAsync(said);
    }

    // The shipped file has empty lists in flow style: the one line that holds such a list becomes the block.
    private static async Task AssertOnlyAddsAsync(ValuesPages values, string line)
    {
        var diff = await values.DiffAsync();
        Assert.Contains(diff, l => l.Contains(line, StringComparison.Ordinal));
        Assert.All(diff.Where(l => l.Contains('−', StringComparison.Ordinal)), l => Assert.Contains("[]", l, StringComparison.Ordinal));
        Assert.DoesNotContain(diff, l => l.Contains(Secret, StringComparison.Ordinal));
    }
}
