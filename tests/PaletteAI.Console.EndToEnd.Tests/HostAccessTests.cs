using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Facts of hosts on their pages, and who may speak to whom in Settings.</summary>
[Trait("Needs", "Browser")]
public sealed class HostAccessTests(Browser browser)
{
    [Fact]
    public async Task Facts_of_each_host_stand_on_its_page_with_their_age()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync();
        var faults = new List<string>();
        await page.SignInAsync(console);
        var facts = page.Locator("[data-host-facts=edge-1]");
        await Assertions.Expect(facts).ToContainTextAsync("Ubuntu 22.04.5 LTS");
        await Assertions.Expect(facts).ToContainTextAsync("Simulated");
        await Assertions.Expect(facts.Locator("tr", new() { HasText = "Clock" })).ToContainTextAsync("synchronized by systemd-timesyncd");
        await AccessibilityTests.JudgeAsync(page, "host-facts", dark: false, 1440, faults);

        File.WriteAllText(Path.Combine(console.DataFolder, "sandbox", "three-nodes", "hosts", "edge-2", "faults"), "unreachable");
        await page.OpenAsync(console, "/hosts?host=edge-2");
        await Assertions.Expect(page.Locator("[data-host-facts=edge-2]")).ToContainTextAsync("The host could not be asked");
        File.Delete(Path.Combine(console.DataFolder, "sandbox", "three-nodes", "hosts", "edge-2", "faults"));
        await page.Locator("[data-host-facts=edge-2]").GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-host-facts=edge-2]")).ToContainTextAsync("10.10.10.12/24");
        await AccessibilityTests.JudgeAsync(page, "host-facts-panel", dark: false, 1440, faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_changed_host_key_is_shown_old_and_new_and_accepted_with_open_eyes()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync();
        var faults = new List<string>();
        await page.SignInAsync(console, "/settings");
        var key = page.Locator("[data-host-key='10.10.10.12']");
        await Assertions.Expect(key).ToContainTextAsync("Accepted");

        File.WriteAllText(Path.Combine(console.DataFolder, "sandbox", "three-nodes", "hosts", "edge-2", "faults"), "key-changed");
        await key.GetByRole(AriaRole.Button, new() { Name = "Read its key" }).ClickAsync();
        await Assertions.Expect(key).ToContainTextAsync("Key changed");
        await Assertions.Expect(key).ToContainTextAsync("accept nothing, and look at the network first");
        await AccessibilityTests.JudgeAsync(page, "settings-host-key-changed", dark: false, 1440, faults);
        await page.SetViewportSizeAsync(320, 800);
        await AccessibilityTests.JudgeAsync(page, "settings-host-key-changed", dark: false, 320, faults);
        await page.SetViewportSizeAsync(1440, 900);
        await key.Locator("[data-accept-key]").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Accept the new key" }).ClickAsync();
        await Assertions.Expect(key).ToContainTextAsync("Accepted, and presented just now");

        await key.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();
        await Assertions.Expect(key).ToContainTextAsync("To accept");
        await key.Locator("[data-accept-key]").ClickAsync();
        await Assertions.Expect(key).ToContainTextAsync("Accepted, and presented just now");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_log_in_is_stored_and_its_secrets_never_come_back()
    {
        const string Password = "Canary-5150-Passwort";
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync(dark: true);
        var faults = new List<string>();
        await page.SignInAsync(console, "/settings");
        await page.Locator("[data-add-log-in]").ClickAsync();
        await page.Locator("[data-store-log-in]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-log-in-form]")).ToContainTextAsync("Type the user to log in as.");
        await page.Locator("#log-in-user").FillAsync("ops");
        await AccessibilityTests.JudgeAsync(page, "settings-log-in-form", dark: true, 1440, faults);
        await page.Locator("[data-store-log-in]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-made-key]")).ToContainTextAsync("ecdsa-sha2-nistp256 AAAA");
        await Assertions.Expect(page.Locator("[data-log-in='']")).ToContainTextAsync("a key made here");

        await page.Locator("[data-add-log-in]").ClickAsync();
        await page.Locator("#log-in-host").FillAsync("10.10.10.12");
        await page.Locator("#log-in-user").FillAsync("root");
        await page.GetByText("A password", new() { Exact = true }).ClickAsync();
        await page.Locator("#log-in-password").FillAsync(Password);
        await page.Locator("[data-store-log-in]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-log-in='10.10.10.12']")).ToContainTextAsync("a password");
        await AccessibilityTests.JudgeAsync(page, "settings-log-ins", dark: true, 1440, faults);
        await page.OpenAsync(console, "/settings");
        Assert.DoesNotContain(Password, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, console.Output, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(console.DataFolder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(Password, System.Text.Encoding.Latin1.GetString(await ReadAsync(file)), StringComparison.Ordinal);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove log-in for 10.10.10.12" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove log-in" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-log-in='10.10.10.12']")).ToHaveCountAsync(0);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
