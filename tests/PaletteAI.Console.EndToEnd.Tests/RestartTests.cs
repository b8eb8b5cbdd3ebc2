using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

[Trait("Needs", "Browser")]
public sealed class RestartTests(Browser browser)
{
    [Fact]
    public async Task Open_tabs_come_back_to_their_pages_after_the_console_was_killed()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var first = await browser.NewPageAsync();
        await first.SignInAsync(console, "/cluster");
        var tabs = new List<IPage> { first };
        foreach (var path in new[] { "/", "/hosts", "/audit", "/settings" })
        {
            var tab = await first.Context.NewPageAsync();
            await tab.OpenAsync(console, path);
            tabs.Add(tab);
        }

        await console.RestartAsync();

        foreach (var tab in tabs)
        {
            await tab.BringToFrontAsync();
            var path = new Uri(tab.Url).AbsolutePath;
            await Assertions.Expect(tab.Locator("html")).Not.ToHaveAttributeAsync("data-connection", "lost", new() { Timeout = 40_000 });
            await tab.ReadyAsync();
            Assert.Equal(path, new Uri(tab.Url).AbsolutePath);

            // Alive, not only drawn: a handler on the server answers.
            await tab.GetByRole(AriaRole.Button, new() { Name = "user menu" }).ClickAsync();
            await tab.GetByText("UTC", new() { Exact = true }).ClickAsync();
            await Assertions.Expect(tab.GetByRole(AriaRole.Radio, new() { Name = "UTC" })).ToBeCheckedAsync();
        }
    }
}
