using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>What an operator does on the pages, by the words on them.</summary>
internal static class ConsolePages
{
    /// <summary>Signs in and lands on <paramref name="path"/>.</summary>
    public static async Task SignInAsync(this IPage page, ConsoleProcess console, string path = "/", string? user = null)
    {
        await page.GotoAsync(console.Url + path);
        await page.GetByLabel("User name").FillAsync(user ?? console.User);
        await page.GetByLabel("Password").FillAsync(console.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
        await page.ReadyAsync();
    }

    /// <summary>Opens a page of a signed-in browser.</summary>
    public static async Task OpenAsync(this IPage page, ConsoleProcess console, string path)
    {
        await page.GotoAsync(console.Url + path);
        await page.ReadyAsync();
    }

    /// <summary>Waits until the page is interactive and shows its heading and no skeleton.</summary>
    public static async Task ReadyAsync(this IPage page)
    {
        await page.Locator("h1").First.WaitForAsync();
        await Assertions.Expect(page.Locator(".skeleton")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
    }

    /// <summary>Signs out through the user menu.</summary>
    public static async Task SignOutAsync(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "user menu" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in**");
    }

    /// <summary>Keeps a picture of the page for people to look at.</summary>
    public static Task PictureAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(TestPaths.Screenshots, name + ".png"), FullPage = true });
}
