using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PaletteAI.Console.EndToEnd.Tests.Browser))]

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>The distribution's Chromium, started once.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        // Two cores run the browser, the console and the tests; a slow answer is no wrong one.
        Assertions.SetDefaultExpectTimeout(15_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A fresh profile with one page.</summary>
    /// <param name="dark">Dark colour scheme.</param>
    /// <param name="width">Width in CSS pixels.</param>
    public async Task<IPage> NewPageAsync(bool dark = false, int width = 1440)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed: ./test installs it");
        var context = await _browser!.NewContextAsync(new()
        {
            IgnoreHTTPSErrors = true,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
