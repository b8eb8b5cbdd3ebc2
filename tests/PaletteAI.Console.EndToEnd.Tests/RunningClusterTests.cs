using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Pages about a running cluster, with its real rows in them.</summary>
[Trait("Needs", "Browser")]
public sealed partial class RunningClusterTests(Browser browser)
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

    [Fact]
    public async Task The_first_installation_is_led_step_by_step_and_its_log_followed()
    {
        await using var console = await ConsoleProcess.StartAsync("single-node", 120);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        await DeployAsync(page, console, waitsForLabel: true);
        var faults = new List<string>();
        await page.OpenAsync(console, "/paletteai/installer");
        var steps = page.Locator(".path-step");
        await Assertions.Expect(steps).ToHaveCountAsync(5, new() { Timeout = 60_000 });
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("As shipped");
        await AccessibilityTests.JudgeAsync(page, "installer-path", dark: false, 1440, faults);
        await page.SetViewportSizeAsync(320, 900);
        await AccessibilityTests.JudgeAsync(page, "installer-path", dark: false, 320, faults);
        await page.SetViewportSizeAsync(1440, 900);

        await page.Locator(".path-step").Nth(2).GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = WithShippedValues() }).ClickAsync();
        await Assertions.Expect(steps.Nth(2)).ToHaveAttributeAsync("data-state", "Done");

        // When it succeeds the path has done its work and goes.
        await Assertions.Expect(steps).ToHaveCountAsync(0, new() { Timeout = 150_000 });
        await Assertions.Expect(page.Locator(".page-answer")).ToContainTextAsync("The last run succeeded", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".log-lines")).ToContainTextAsync("PaletteAI installer starting");
        await Assertions.Expect(page.Locator(".page-answer")).ToContainTextAsync("and applied", new() { Timeout = 60_000 });
        await AccessibilityTests.JudgeAsync(page, "installer-succeeded", dark: true, 1440, faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_pods_log_is_live_can_be_paused_searched_and_downloaded_and_keeps_its_size()
    {
        await using var console = await ConsoleProcess.StartAsync("single-node", 300);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        await DeployAsync(page, console);
        var faults = new List<string>();
        await page.OpenAsync(console, "/cluster/workloads?namespace=zot-system");
        await page.Locator("tbody tr").First.ClickAsync();
        var log = page.Locator(".log-lines");
        await Assertions.Expect(log).ToContainTextAsync("starting", new() { Timeout = 30_000 });
        var before = await log.EvaluateAsync<double>("e => e.getBoundingClientRect().height");
        var first = await log.EvaluateAsync<int>("e => e.querySelectorAll('.log-piece > div').length");
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.log-piece > div').length > n", first);
        Assert.Equal(before, await log.EvaluateAsync<double>("e => e.getBoundingClientRect().height"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".log-tools button").First).ToContainTextAsync("new", new() { Timeout = 30_000 });
        await page.Locator(".log-search").FillAsync("STARTING");
        await Assertions.Expect(log.Locator("mark")).ToHaveCountAsync(1);
        await AccessibilityTests.JudgeAsync(page, "pod-log", dark: false, 1440, faults);
        await page.SetViewportSizeAsync(320, 900);
        await AccessibilityTests.JudgeAsync(page, "pod-log", dark: false, 320, faults);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download log").ClickAsync());
        Assert.EndsWith(".log", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [GeneratedRegex("^Label .* with shipped values$")]
    private static partial Regex WithShippedValues();

    private static async Task DeployAsync(IPage page, ConsoleProcess console, bool waitsForLabel = false)
    {
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step, singleNode: true);
            if (waitsForLabel && step == "profile-config")
            {
                await wizard.ChangeAsync(() => page.GetByLabel("Enable Values Node Selector").CheckAsync());
            }

            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }
        await wizard.DeployAsync();
        await CreateClusterTests.UntilRunningAsync(page);
    }
}
