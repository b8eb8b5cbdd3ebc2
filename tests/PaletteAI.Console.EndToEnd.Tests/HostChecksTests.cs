using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Host checks where an operator meets them: beside the fields, on Review, and before Deploy Cluster.</summary>
[Trait("Needs", "Browser")]
public sealed class HostChecksTests(Browser browser)
{
    [Fact]
    public async Task A_taken_VIP_is_seen_beside_its_field_and_refuses_Deploy_until_it_is_free()
    {
        await using var console = await ConsoleProcess.StartAsync();
        Break(console, "edge-2", "address-taken 10.10.10.100", "slow-disk");
        var page = await browser.NewPageAsync();
        var faults = new List<string>();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step);
            if (step == "cluster-config")
            {
                await Assertions.Expect(page.Locator("[data-check=vip-free]")).ToContainTextAsync("10.10.10.100 is in use");
                await page.Locator("[data-check=vip-free] .check-toggle").ClickAsync();
                await Assertions.Expect(page.Locator("[data-check=vip-free] [data-host=edge-2]")).ToContainTextAsync("arping -D");
                await AccessibilityTests.JudgeAsync(page, "checks-vip-taken", dark: false, 1440, faults);
            }

            if (step == "node-config")
            {
                await SetAsideAsync(page);
                await AccessibilityTests.JudgeAsync(page, "checks-node-config", dark: false, 1440, faults);
            }

            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }

        await Assertions.Expect(page.Locator("[data-check=etcd-write-latency]")).ToContainTextAsync("lab hardware, no load");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Deploy Cluster on ") }).ClickAsync();
        await Assertions.Expect(page.Locator(".deploy-box")).ToContainTextAsync("Host check vip-free on edge-2");
        await AccessibilityTests.JudgeAsync(page, "checks-review-refused", dark: false, 1440, faults);
        await page.SetViewportSizeAsync(320, 800);
        await AccessibilityTests.JudgeAsync(page, "checks-review-refused", dark: false, 320, faults);
        await page.SetViewportSizeAsync(1440, 900);

        Break(console, "edge-2", "slow-disk");
        await page.Locator("[data-run-checks]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-check=vip-free][data-status=Passed]")).ToHaveCountAsync(1);
        await wizard.DeployAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        await page.OpenAsync(console, "/audit");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("lab hardware, no load");
    }

    private static async Task SetAsideAsync(IPage page)
    {
        var line = page.Locator("[data-check=etcd-write-latency]");
        await line.Locator(".check-toggle").ClickAsync();
        await line.Locator("[data-set-aside=edge-2]").ClickAsync();
        await line.Locator("[data-set-aside-now]").ClickAsync();
        await Assertions.Expect(line).ToContainTextAsync("A reason is needed");
        await line.GetByLabel("Why etcd-write-latency").FillAsync("lab hardware, no load");
        await page.Keyboard.PressAsync("Tab");
        await line.Locator("[data-set-aside-now]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-check=etcd-write-latency][data-status=Ignored]")).ToHaveCountAsync(1);
    }

    private static void Break(ConsoleProcess console, string host, params string[] faults) =>
        File.WriteAllLines(Path.Combine(console.DataFolder, "sandbox", "three-nodes", "hosts", host, "faults"), faults);
}
