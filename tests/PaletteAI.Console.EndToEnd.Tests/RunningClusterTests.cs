using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Pages about a running cluster, with its real rows in them.</summary>
[Trait("Needs", "Browser")]
public sealed class RunningClusterTests(Browser browser)
{
    [Fact]
    public async Task Its_pages_answer_from_the_cluster_without_violations()
    {
        await using var console = await ConsoleProcess.StartAsync("single-node", 300);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        await DeployAsync(page, console);
        var faults = new List<string>();
        var pages = new (string Name, string Path, string Shows)[]
        {
            ("overview-verdict", "/cluster", "As the console sees it"), ("nodes", "/cluster/nodes", "The only node is ready."),
            ("workloads", "/cluster/workloads", "kube-system"), ("events", "/cluster/events", "event"),
            ("installer", "/paletteai/installer", "Schedule"), ("components", "/paletteai/components", "VIP"),
        };
        foreach (var (width, dark) in new[] { (1440, false), (320, false), (1440, true) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            await page.SetViewportSizeAsync(width, 900);
            foreach (var (name, path, shows) in pages)
            {
                await page.OpenAsync(console, path);
                await Assertions.Expect(page.Locator("main")).ToContainTextAsync(shows);
                await AccessibilityTests.JudgeAsync(page, name, dark, width, faults);
            }
        }

        await page.SetViewportSizeAsync(1440, 900);
        foreach (var path in new[] { "/cluster/nodes", "/cluster/workloads" })
        {
            await page.OpenAsync(console, path);
            await page.Locator("tbody tr").First.ClickAsync();
            await page.Locator(".side-panel").WaitForAsync();
            await AccessibilityTests.JudgeAsync(page, path[(path.LastIndexOf('/') + 1)..] + "-panel", dark: false, 1440, faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task DeployAsync(IPage page, ConsoleProcess console)
    {
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step, singleNode: true);
            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }
        await wizard.DeployAsync();
        await CreateClusterTests.UntilRunningAsync(page);
    }
}
