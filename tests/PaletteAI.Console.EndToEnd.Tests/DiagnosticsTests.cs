using System.IO.Compression;
using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Diagnostics: a host tries a way, and the logs of all hosts come without secrets.</summary>
[Trait("Needs", "Browser")]
public sealed class DiagnosticsTests(Browser browser)
{
    [Fact]
    public async Task A_host_tries_ping_port_and_name_and_all_logs_are_downloaded()
    {
        await using var console = await ConsoleProcess.StartAsync();
        File.WriteAllText(Path.Combine(console.DataFolder, "sandbox", "three-nodes", "hosts", "edge-3", "faults"), "unreachable");
        var page = await browser.NewPageAsync();
        var faults = new List<string>();
        await page.SignInAsync(console, "/diagnostics");
        await AccessibilityTests.JudgeAsync(page, "diagnostics-empty", dark: true, 1440, faults);
        await TryAsync(page, "ping", "10.10.10.12", "10.10.10.12 answers ping.");
        await TryAsync(page, "ping", "10.10.10.77", "10.10.10.77 does not answer ping.");
        await TryAsync(page, "port", "10.10.10.12", "10.10.10.12 refuses port 6443");
        await TryAsync(page, "dns", "edge-2", "edge-2 is found by name.");
        await TryAsync(page, "dns", "-n", null);
        await Assertions.Expect(page.Locator(".error-panel")).ToBeVisibleAsync();

        await page.Locator("[data-collect-logs]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-log-host=edge-3]")).ToContainTextAsync("Not reached");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download-logs]").ClickAsync());
        using var zip = ZipFile.OpenRead((await download.PathAsync())!);
        Assert.Contains(zip.Entries, e => e.FullName == "edge-3/problem.txt");
        using var reader = new StreamReader(zip.GetEntry("edge-1/unit-stylus-agent.txt")!.Open());
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("token=***", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zm9vYmFy", text, StringComparison.Ordinal);
        await AccessibilityTests.JudgeAsync(page, "diagnostics", dark: false, 1440, faults);
        await page.SetViewportSizeAsync(320, 800);
        await AccessibilityTests.JudgeAsync(page, "diagnostics", dark: false, 320, faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task TryAsync(IPage page, string kind, string target, string? sentence)
    {
        await page.Locator("#diagnose-kind").SelectOptionAsync(kind);
        await page.Locator("#diagnose-target").FillAsync(target);
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("[data-run-diagnostic]").ClickAsync();
        if (sentence is not null)
        {
            await Assertions.Expect(page.Locator("[data-result]").First).ToContainTextAsync(sentence);
        }
    }
}
