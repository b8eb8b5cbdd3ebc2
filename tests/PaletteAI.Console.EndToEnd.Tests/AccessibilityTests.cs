using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Every page without a cluster: no axe violation in light and dark, nothing wider than the window at 320 px, pictures for people.</summary>
[Trait("Needs", "Browser")]
public sealed class AccessibilityTests(Browser browser)
{
    private static readonly (string Name, string Path)[] _pages =
    [
        ("edge-host", "/"), ("linked-hosts", "/hosts"), ("overview-empty", "/cluster"), ("create-cluster", "/cluster/create"),
        ("installer-empty", "/paletteai/installer"), ("components-empty", "/paletteai/components"),
        ("nodes-empty", "/cluster/nodes"), ("workloads-empty", "/cluster/workloads"), ("events-empty", "/cluster/events"),
        ("diagnostics", "/diagnostics"), ("audit-log", "/audit"), ("settings", "/settings"), ("not-found", "/no-such-page"),
    ];

    [Theory]
    [InlineData(false, 1440)]
    [InlineData(true, 1440)]
    [InlineData(false, 320)]
    public async Task Pages_have_no_violations_and_fit_the_window(bool dark, int width)
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync(dark, width);
        var faults = new List<string>();
        page.Console += (_, message) => AddConsoleFault(faults, message);
        await page.GotoAsync(console.Url + "/sign-in");
        await JudgeAsync(page, "sign-in", dark, width, faults);
        await page.SignInAsync(console);
        foreach (var (name, path) in _pages)
        {
            await page.OpenAsync(console, path);
            await JudgeAsync(page, name, dark, width, faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    internal static async Task JudgeAsync(IPage page, string name, bool dark, int width, List<string> faults)
    {
        await page.PictureAsync($"{name}{(dark ? "-dark" : "")}{(width == 1440 ? "" : $"-{width}")}");
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        faults.AddRange(found.Violations.Select(v => $"{name}{(dark ? " dark" : "")}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        var wider = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (wider > 0)
        {
            faults.Add($"{name} at {width} px is {wider} px wider than the window");
        }
    }

    // A refused script or style is a fault of ours that no assertion on words would see; the address of a missing page is meant to be missing.
    private static void AddConsoleFault(List<string> faults, IConsoleMessage message)
    {
        if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal))
        {
            faults.Add("browser console: " + message.Text);
        }
    }
}
