using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

[Trait("Needs", "Browser")]
public sealed class SignInTests(Browser browser)
{
    [Fact]
    public async Task Signing_in_out_and_wrong_passwords_say_what_happened()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync();
        await page.GotoAsync(console.Url + "/cluster");
        await page.GetByLabel("User name").FillAsync(console.User);
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("User name or password is wrong.");
        await page.PictureAsync("sign-in-wrong-password");

        await page.GetByLabel("Password").FillAsync(console.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/cluster");
        await page.ReadyAsync();

        await page.SignOutAsync();
        await Assertions.Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        Assert.DoesNotContain("not the password", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_in_one_tab_leaves_no_other_tab_alive()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console, "/cluster");
        var other = await page.Context.NewPageAsync();
        await other.OpenAsync(console, "/audit");

        await page.SignOutAsync();

        await other.WaitForURLAsync("**/sign-in**", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task The_first_sign_in_sets_a_new_password_before_anything_else()
    {
        await using var console = await ConsoleProcess.StartAsync(settings: [("Sandbox__FirstLogin", "true")]);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        Assert.EndsWith("/change-password", page.Url, StringComparison.Ordinal);
        await page.GotoAsync(console.Url + "/cluster");
        Assert.EndsWith("/change-password", page.Url, StringComparison.Ordinal);
        await page.PictureAsync("change-password");

        await page.GetByLabel("Current password").FillAsync(console.Password);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("a new and longer one");
        await page.GetByLabel("New password again").FillAsync("a new and longer one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await page.WaitForURLAsync(console.Url + "/");
        await page.ReadyAsync();
    }
}
