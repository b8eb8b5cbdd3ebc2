using System.Text;
using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>PaletteAI &gt; Values: forms and text are two views of one file, saved to the right hosts.</summary>
[Trait("Needs", "Browser")]
public sealed class ValuesTests(Browser browser)
{
    [Fact]
    public async Task A_connector_added_by_form_adds_lines_only_and_undo_restores_the_file()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        var before = ValuesPages.HashOf(values.Files[0]);
        Assert.Equal(before, await values.HashAsync());

        await values.AddConnectorAsync("okta", "first-secret-1234");
        var diff = await values.DiffAsync();

        Assert.Contains(diff, line => line.Contains("id: okta", StringComparison.Ordinal));
        // The shipped file has an empty list in flow style: the one line that holds it becomes the block.
        Assert.All(diff.Where(line => line.Contains('−', StringComparison.Ordinal)), line => Assert.Contains("connectors: []", line, StringComparison.Ordinal));
        Assert.DoesNotContain(diff, line => line.Contains("first-secret", StringComparison.Ordinal));

        await values.AddConnectorAsync("entra", "second-secret-1234");
        await values.UndoAsync();
        await values.UndoAsync();
        await Assertions.Expect(values.State).ToHaveTextAsync("No unsaved changes");
        Assert.Equal(before, await values.HashAsync());
        await Assertions.Expect(page.Locator(".forms")).ToContainTextAsync("No identity provider is configured");
    }

    [Fact]
    public async Task The_same_by_keyboard_alone()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        var before = await values.HashAsync();
        await KeyboardTests.PressAsync(page, "Forms");
        await KeyboardTests.TabToAsync(page, "Form", ".forms");
        await page.Keyboard.TypeAsync("Identity");
        await KeyboardTests.PressAsync(page, "Add connector");
        foreach (var label in new[] { "Id", "Name", "Issuer", "Client ID", "Client secret", "Redirect URI" })
        {
            await Assertions.Expect(page.GetByLabel(label, new() { Exact = true })).ToBeVisibleAsync();
        }

        foreach (var (label, value) in new[] { "Id", "Name", "Issuer", "Client ID", "Client secret", "Redirect URI" }.Zip(ValuesPages.Entries("okta", "typed-by-hand-1234").Select(e => e.Value)))
        {
            await KeyboardTests.TypeAsync(page, label, value);
        }

        await KeyboardTests.PressAsync(page, "Add to text");
        await Assertions.Expect(page.Locator(".form-done")).ToHaveTextAsync("okta is in the text.");
        await KeyboardTests.PressAsync(page, "Diff");
        await Assertions.Expect(values.Stage).ToHaveAttributeAsync("data-save-stage", "Review");
        await Assertions.Expect(page.Locator(".diff tr[data-kind=Added]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".diff tr[data-kind=Removed]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await values.Stage.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await KeyboardTests.PressAsync(page, "Undo");
        await Assertions.Expect(values.State).ToHaveTextAsync("No unsaved changes");
        Assert.Equal(before, await values.HashAsync());
    }

    [Fact]
    public async Task What_is_typed_in_the_text_appears_in_tree_and_form_and_the_reverse()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        await values.SideAsync("Forms");
        await values.TypeBehindAsync("scrapeInterval:", "00");
        await Assertions.Expect(page.Locator("[role=treeitem][aria-selected=true]")).ToContainTextAsync("scrapeInterval");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.TypeAsync("0s");
        await Assertions.Expect(page.Locator("[data-field=scrapeInterval] input")).ToHaveValueAsync("150s");

        await page.Locator("[data-field=timeout] input").FillAsync("9s");
        await page.Keyboard.PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change text" }).ClickAsync();
        await Assertions.Expect(page.Locator(".cm-line", new() { HasText = "timeout: 9s" })).ToBeVisibleAsync();
        await page.Locator("[role=treeitem]", new() { HasText = "agentType" }).ClickAsync();
        await Assertions.Expect(page.Locator(".cm-activeLine")).ToContainTextAsync("agentType");
    }

    [Fact]
    public async Task Unsaved_edits_survive_a_reload_and_the_end_of_the_console()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (_, values) = await OpenAsync(console);
        await values.TypeBehindAsync("# PaletteAI values.", " Edited at night.");
        await Assertions.Expect(values.State).ToHaveTextAsync("Unsaved changes (1), kept as your draft");
        var typed = await values.HashAsync();

        await values.OpenAsync();
        Assert.Equal(typed, await values.HashAsync());

        await console.RestartAsync();
        var (_, again) = await OpenAsync(console);
        Assert.Equal(typed, await again.HashAsync());
        await Assertions.Expect(again.State).ToContainTextAsync("Unsaved changes (1)");
    }

    [Fact]
    public async Task Saving_writes_every_host_after_what_is_serious_was_accepted_by_name()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        await values.TypeBehindAsync("# PaletteAI values.", " Ours.");
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(values.Stage).ToHaveAttributeAsync("data-save-stage", "Review", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save to 3 hosts" })).ToBeDisabledAsync();

        await values.AcceptAndSaveAsync();

        Assert.All(values.Files, file => Assert.StartsWith("# PaletteAI values. Ours.", File.ReadAllText(file), StringComparison.Ordinal));
        await values.CloseSavedAsync();
        await values.SideAsync("Copies");
        await Assertions.Expect(page.Locator(".revision").First).ToContainTextAsync($"saved by {console.User}");
    }

    [Fact]
    public async Task A_file_somebody_changed_meanwhile_is_joined_key_by_key()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        await values.TypeBehindAsync("scrapeInterval:", "0");
        await values.TypeBehindAsync("# PaletteAI values.", " Mine.");
        await Assertions.Expect(values.State).ToContainTextAsync("kept as your draft");
        var theirs = File.ReadAllText(values.Files[0]).Replace("timeout: 5s", "timeout: 8s", StringComparison.Ordinal).Replace("scrapeInterval: 15s", "scrapeInterval: 45s", StringComparison.Ordinal);
        File.WriteAllText(values.Files[0], theirs);

        await values.PlanAsync("Conflict");
        var conflict = page.Locator(".conflict[data-path='global.metrics.scrapeInterval']");
        await Assertions.Expect(conflict).ToContainTextAsync("45s");
        await Assertions.Expect(page.Locator(".conflict")).ToHaveCountAsync(1);
        await conflict.GetByText("Yours").ClickAsync();
        await Assertions.Expect(conflict.Locator("input").First).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the joined text into the editor" }).ClickAsync();
        await Assertions.Expect(values.Stage).ToHaveAttributeAsync("data-save-stage", "Review", new() { Timeout = 30_000 });
        await values.AcceptAndSaveAsync();

        Assert.All(values.Files, file =>
        {
            var text = File.ReadAllText(file);
            Assert.Contains("timeout: 8s", text, StringComparison.Ordinal);
            Assert.Contains("scrapeInterval: 15s0", text, StringComparison.Ordinal);
            Assert.StartsWith("# PaletteAI values. Mine.", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_secret_stays_in_the_editor()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        const string Canary = "CanaryOfTheConnector7421";
        await values.AddConnectorAsync("okta", Canary);
        await Assertions.Expect(values.State).ToContainTextAsync("kept as your draft");
        await AssertHiddenAsync(page, Canary, "forms");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit okta" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-field=clientSecret] input")).ToHaveValueAsync("");
        await AssertHiddenAsync(page, Canary, "the form that edits it");
        await values.PlanAsync();
        await AssertHiddenAsync(page, Canary, "the save dialog");
        await values.AcceptAndSaveAsync();
        await values.CloseSavedAsync();
        await values.SideAsync("Copies");
        await page.Locator(".revision input").Nth(0).ClickAsync();
        await page.Locator(".revision input").Nth(1).ClickAsync();
        await page.Locator(".values-side .diff").WaitForAsync();
        await AssertHiddenAsync(page, Canary, "history");

        var row = page.Locator("[role=treeitem]", new() { HasText = "clientSecret" });
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search keys" }).FillAsync("clientSecret");
        await row.ClickAsync();
        await values.SideAsync("Key");
        await AssertHiddenAsync(page, Canary, "the inspector");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reveal" }).ClickAsync();
        await Assertions.Expect(page.Locator(".inspector-value").First).ToHaveTextAsync(Canary);

        await page.OpenAsync(console, "/audit");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("connectors[0].config.clientSecret");
        Assert.DoesNotContain(Canary, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_looked_at_stands_in_the_address_and_is_there_after_a_reload()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search keys" }).FillAsync("scrape");
        await page.Locator("[role=treeitem]", new() { HasText = "scrapeInterval" }).ClickAsync();
        await values.SideAsync("Findings");
        await page.WaitForURLAsync("**/paletteai/values?*show=findings*");

        await page.ReloadAsync();
        await page.ReadyAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search keys" })).ToHaveValueAsync("scrape");
        await Assertions.Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Findings" })).ToHaveAttributeAsync("aria-selected", "true");
        await values.SideAsync("Key");
        await Assertions.Expect(page.Locator(".inspector")).ToContainTextAsync("global.metrics.scrapeInterval");
    }

    [Fact]
    public async Task A_mebibyte_is_pasted_judged_and_kept()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.EvaluateAsync("""
            () => {
              const lines = [];
              for (let i = 0; lines.length < 40000; i++) lines.push(`key${i}: value ${i}`);
              const clip = new DataTransfer();
              clip.setData('text/plain', lines.join('\n') + '\n');
              document.querySelector('.cm-content').dispatchEvent(new ClipboardEvent('paste', { clipboardData: clip, bubbles: true, cancelable: true }));
            }
            """);

        await Assertions.Expect(page.Locator(".values-head", new() { HasText = "Effective values" })).ToContainTextAsync("40,0", new() { Timeout = 60_000 });
        await Assertions.Expect(values.State).ToContainTextAsync("kept as your draft", new() { Timeout = 60_000 });
        await page.Keyboard.PressAsync("Control+Home");
        await values.TypeBehindAsync("key0: value 0", "1");
        await Assertions.Expect(page.Locator("[role=treeitem]", new() { HasText = "key0" }).First).ToContainTextAsync("value 01", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Another_operator_gets_nothing_of_what_one_has_typed_or_revealed()
    {
        const string Canary = "CanaryOfAnotherOperator5519";
        await using var console = await ConsoleProcess.StartAsync(settings: ("Sandbox__SecondUser", "night"));
        var (page, values) = await OpenAsync(console);
        await values.AddConnectorAsync("okta", Canary);
        await Assertions.Expect(values.State).ToContainTextAsync("kept as your draft");

        var other = await browser.NewPageAsync();
        var received = new StringBuilder();
        other.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => received.Append(frame.Text ?? Encoding.Latin1.GetString(frame.Binary ?? []));
        await other.SignInAsync(console, user: "night");
        var theirs = new ValuesPages(other, console);
        await theirs.OpenAsync();
        await Assertions.Expect(theirs.State).ToHaveTextAsync("No unsaved changes");
        Assert.Equal(ValuesPages.HashOf(theirs.Files[0]), await theirs.HashAsync());
        Assert.Equal(404, await other.EvaluateAsync<int>("async url => (await fetch(url, { headers: { 'X-Palette-Console': '1' } })).status", values.TextUrl));
        foreach (var path in new[] { "/paletteai/values", "/audit", "/paletteai/installer" })
        {
            await other.OpenAsync(console, path);
            Assert.DoesNotContain(Canary, await other.ContentAsync(), StringComparison.Ordinal);
        }

        // Once it is saved it belongs to the file, which whoever may edit sees in the editor and nowhere else.
        await values.PlanAsync();
        await values.AcceptAndSaveAsync();
        Assert.DoesNotContain(Canary, received.ToString(), StringComparison.Ordinal);
        await theirs.OpenAsync();
        await AssertHiddenAsync(other, Canary, "another operator's page");
        foreach (var file in Directory.EnumerateFiles(console.DataFolder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is not (".yaml" or ".lock") && !f.Contains("values", StringComparison.Ordinal)))
        {
            await using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(bytes, Encoding.Latin1);
            Assert.False((await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Contains(Canary, StringComparison.Ordinal), $"it stands in {Path.GetFileName(file)}");
        }
    }

    [Fact]
    public async Task Two_operators_edit_at_once_and_neither_loses_a_key()
    {
        await using var console = await ConsoleProcess.StartAsync(settings: ("Sandbox__SecondUser", "night"));
        var (page, values) = await OpenAsync(console);
        var other = await browser.NewPageAsync();
        await other.SignInAsync(console, user: "night");
        var theirs = new ValuesPages(other, console);
        await theirs.OpenAsync();
        await values.TypeBehindAsync("scrapeInterval:", "0");
        await theirs.TypeBehindAsync("timeout:", "00");
        await Assertions.Expect(values.State).ToContainTextAsync("kept as your draft");
        await Assertions.Expect(theirs.State).ToContainTextAsync("kept as your draft");

        await theirs.PlanAsync();
        await theirs.AcceptAndSaveAsync();
        await values.PlanAsync("Conflict");
        await Assertions.Expect(page.Locator(".conflict")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the joined text into the editor" }).ClickAsync();
        await Assertions.Expect(values.Stage).ToHaveAttributeAsync("data-save-stage", "Review", new() { Timeout = 30_000 });
        await values.AcceptAndSaveAsync();

        Assert.All(values.Files, file =>
        {
            var text = File.ReadAllText(file);
            Assert.Contains("timeout: 5s00", text, StringComparison.Ordinal);
            Assert.Contains("scrapeInterval: 15s0", text, StringComparison.Ordinal);
        });
        await values.CloseSavedAsync();
        await values.SideAsync("Copies");
        await Assertions.Expect(page.Locator(".revision").First).ToContainTextAsync($"saved by {console.User}");
        await Assertions.Expect(page.Locator(".revision").Nth(1)).ToContainTextAsync("saved by night");
    }

    [Fact]
    public async Task A_host_that_has_no_values_file_gets_it_with_the_next_save()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console);
        var gone = values.Files[2];
        File.Delete(gone);
        await values.OpenAsync();
        await values.SideAsync("Copies");
        await Assertions.Expect(page.Locator(".copies")).ToContainTextAsync("It has no values file. Save gives it this one.");
        await values.PlanAsync();
        await Assertions.Expect(values.Stage).ToContainTextAsync("has no values file yet and gets this one");
        await values.AcceptAndSaveAsync();
        Assert.Equal(ValuesPages.HashOf(values.Files[0]), ValuesPages.HashOf(gone));
    }

    [Theory]
    [InlineData(false, 1440)]
    [InlineData(true, 1440)]
    [InlineData(false, 320)]
    public async Task Its_parts_have_no_violations_and_fit_the_window(bool dark, int width)
    {
        await using var console = await ConsoleProcess.StartAsync();
        var (page, values) = await OpenAsync(console, dark, width);
        var faults = new List<string>();
        await AccessibilityTests.JudgeAsync(page, "values", dark, width, faults);
        if (width < 1100)
        {
            await page.GetByRole(AriaRole.Radio, new() { Name = "Effective values" }).CheckAsync(new() { Force = true });
            await AccessibilityTests.JudgeAsync(page, "values-tree", dark, width, faults);
            await page.GetByRole(AriaRole.Radio, new() { Name = "Details" }).CheckAsync(new() { Force = true });
        }
        else
        {
            await page.Locator("[role=treeitem]", new() { HasText = "versioningType" }).ClickAsync();
            await page.Locator(".inspector").WaitForAsync();
            await AccessibilityTests.JudgeAsync(page, "values-key", dark, width, faults);
        }

        await values.AddConnectorAsync("okta", "a-secret-of-many-letters");
        foreach (var area in new[] { "connectors", "metrics", "users", "impersonation", "spokes" })
        {
            await page.Locator("#forms-area").SelectOptionAsync(area);
            await page.Locator(".forms .button").First.WaitForAsync();
            await AccessibilityTests.JudgeAsync(page, "values-form-" + area, dark, width, faults);
        }

        await values.SideAsync("Findings");
        await AccessibilityTests.JudgeAsync(page, "values-findings", dark, width, faults);
        await values.SideAsync("Copies");
        await page.Locator(".revision").First.WaitForAsync();
        await AccessibilityTests.JudgeAsync(page, "values-copies", dark, width, faults);
        await values.PlanAsync();
        await AccessibilityTests.JudgeAsync(page, "values-save", dark, width, faults);
        await values.AcceptAndSaveAsync();
        await AccessibilityTests.JudgeAsync(page, "values-saved", dark, width, faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task<(IPage Page, ValuesPages Values)> OpenAsync(ConsoleProcess console, bool dark = false, int width = 1440)
    {
        var page = await browser.NewPageAsync(dark, width);
        await page.SignInAsync(console);
        var values = new ValuesPages(page, console);
        await values.OpenAsync();
        return (page, values);
    }

    // Everything but the text itself: attributes and values of controls, too.
    private static async Task AssertHiddenAsync(IPage page, string secret, string where)
    {
        var rest = await page.EvaluateAsync<string>("""
            () => {
              const copy = document.documentElement.cloneNode(true);
              copy.querySelectorAll('.values-editor').forEach(e => e.remove());
              return copy.outerHTML + [...document.querySelectorAll('input, textarea')].map(e => e.value).join(' ');
            }
            """);
        Assert.False(rest.Contains(secret, StringComparison.Ordinal), $"the secret is shown in {where}");
    }
}
