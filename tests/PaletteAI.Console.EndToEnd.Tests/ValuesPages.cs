using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>PaletteAI &gt; Values in a browser.</summary>
internal sealed class ValuesPages(IPage page, ConsoleProcess console)
{
    /// <summary>Where the browser fetched the text from.</summary>
    public string TextUrl { get; private set; } = "";

    /// <summary>Files of the simulated hosts, the leader's first.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(console.DataFolder, "sandbox"), "values.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public ILocator State => page.Locator(".values-state");

    public ILocator Stage => page.Locator("[data-save-stage]");

    /// <summary>Opens the page and waits until the text was judged.</summary>
    public async Task OpenAsync()
    {
        page.Request += (_, request) => TextUrl = request.Url.Contains("/paletteai/values/texts/", StringComparison.Ordinal) ? request.Url : TextUrl;
        await page.OpenAsync(console, "/paletteai/values");
        await page.Locator("[data-values-editor][data-marks]").WaitForAsync();
    }

    /// <summary>Hash of the text the console has of the editor, as bytes of a file.</summary>
    public async Task<string> HashAsync()
    {
        var text = await page.EvaluateAsync<string>("async url => (await fetch(url, { headers: { 'X-Palette-Console': '1' } })).text()", TextUrl);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Hash of a file.</summary>
    public static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>Puts the cursor behind a line and types.</summary>
    public async Task TypeBehindAsync(string line, string text)
    {
        await page.Locator(".cm-line", new() { HasText = line }).First.ClickAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(text);
    }

    public Task SideAsync(string name) => page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    /// <summary>Fills the form of an OIDC connector and brings it into the text.</summary>
    public async Task AddConnectorAsync(string id, string secret)
    {
        await SideAsync("Forms");
        await page.Locator("#forms-area").SelectOptionAsync("connectors");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add connector" }).ClickAsync();
        foreach (var (field, value) in Entries(id, secret))
        {
            await page.Locator($"[data-field='{field}'] input").FillAsync(value);
        }

        await page.Keyboard.PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to text" }).ClickAsync();
        await Assertions.Expect(page.Locator(".form-done")).ToHaveTextAsync($"{id} is in the text.");
    }

    public static IEnumerable<(string Field, string Value)> Entries(string id, string secret) =>
    [
        ("id", id), ("name", "Company login"), ("issuer", "https://login.example.org"), ("clientID", "palette"), ("clientSecret", secret), ("redirectURI", "https://ai.example.org/dex/callback"),
    ];

    /// <summary>Opens the difference and reads its changed lines: a sign and the line.</summary>
    public async Task<IReadOnlyList<string>> DiffAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Diff", Exact = true }).ClickAsync();
        await Assertions.Expect(Stage).ToHaveAttributeAsync("data-save-stage", "Review");
        var lines = await page.Locator(".diff tr[data-kind=Added], .diff tr[data-kind=Removed]").AllInnerTextsAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Stage.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        return lines;
    }

    public Task UndoAsync() => page.Locator(".values-foot").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

    /// <summary>Opens the dialog that saves, and waits for what it says.</summary>
    public async Task PlanAsync(string stage = "Review")
    {
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(Stage).ToHaveAttributeAsync("data-save-stage", stage, new() { Timeout = 30_000 });
    }

    /// <summary>Accepts everything that has to be accepted and saves.</summary>
    public async Task AcceptAndSaveAsync()
    {
        var open = page.Locator(".plan-accept input:not(:checked)");
        while (await open.CountAsync() > 0)
        {
            var left = await open.CountAsync();
            await open.First.ClickAsync();
            await Assertions.Expect(open).ToHaveCountAsync(left - 1);
        }

        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameString = "Save to" }).ClickAsync();
        await Assertions.Expect(Stage).ToHaveAttributeAsync("data-save-stage", "Saved", new() { Timeout = 30_000 });
    }

    public async Task CloseSavedAsync()
    {
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(State).ToHaveTextAsync("No unsaved changes");
    }
}
