using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Rotating a log-in in Settings, beside an appliance whose hosts nobody reaches.</summary>
[Trait("Needs", "Browser")]
public sealed class RotateKeyTests(Browser browser) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palette-rotate-e2e-").FullName;
    private ApplianceSandbox _appliance = null!;

    public async ValueTask InitializeAsync() => _appliance = await ApplianceSandbox.StartAsync(
        new SandboxOptions { DataFolder = _folder, Password = new Secret("correct horse battery"), TimeScale = 300 }, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _appliance.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_key_that_no_host_takes_is_said_host_by_host_and_the_stored_one_stays()
    {
        await using var console = await ConsoleProcess.StartBesideAsync(_appliance);
        var page = await browser.NewPageAsync();
        var faults = new List<string>();
        await page.SignInAsync(console, "/settings");
        await page.Locator("[data-add-log-in]").ClickAsync();
        await page.Locator("#log-in-user").FillAsync("ops");
        await page.Locator("[data-store-log-in]").ClickAsync();
        var key = await page.Locator("[data-log-in=''] [data-copy]").GetAttributeAsync("data-copy");
        Assert.StartsWith("ecdsa-sha2-nistp256 ", key, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Rotate key for all other hosts" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Only when every host lets it in is it stored, and the old key taken from the hosts.");
        await AccessibilityTests.JudgeAsync(page, "settings-rotate-key", dark: false, 1440, faults);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Rotate key" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-host-access]")).ToContainTextAsync("A new key is brought to the hosts and tried; the old one is taken away last.");

        var refused = page.Locator("[data-host-access] .error-panel");
        await Assertions.Expect(refused).ToContainTextAsync("3 of 3 hosts did not take the new key; the old one stays.", new() { Timeout = 90_000 });
        await Assertions.Expect(refused).ToContainTextAsync("The key was not rotated");
        await Assertions.Expect(refused.Locator("li", new() { HasText = "10.10.10.12" })).ToContainTextAsync("did not answer in time");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Rotate key for all other hosts" })).ToBeEnabledAsync();
        await AccessibilityTests.JudgeAsync(page, "settings-rotate-key-refused", dark: false, 1440, faults);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AccessibilityTests.JudgeAsync(page, "settings-rotate-key-refused", dark: true, 1440, faults);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(320, 800);
        await AccessibilityTests.JudgeAsync(page, "settings-rotate-key-refused", dark: false, 320, faults);
        await page.SetViewportSizeAsync(1440, 900);

        await page.OpenAsync(console, "/settings");
        Assert.Equal(key, await page.Locator("[data-log-in=''] [data-copy]").GetAttributeAsync("data-copy"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
