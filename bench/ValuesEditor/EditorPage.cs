using Microsoft.Playwright;

namespace ValuesEditor;

/// <summary>PaletteAI &gt; Values in a browser: types, and asks the page when what was typed was judged.</summary>
internal sealed class EditorPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    // A key that makes a finding of a good value, and takes it away again. Judged = the mark in the gutter and the count in the list both follow.
    private const string Watch = """
        () => {
          window.took = null;
          window.watch = () => {
            const count = () => [...document.querySelectorAll('.values-side-tab')].map(t => t.textContent.trim()).find(t => t.startsWith('Findings'));
            const marks = () => document.querySelectorAll('.values-marks .values-mark').length;
            const [countBefore, marksBefore] = [count(), marks()];
            let began = 0;
            addEventListener('keydown', e => { began ||= e.timeStamp; }, { capture: true, once: true });
            window.took = new Promise(done => {
              const look = new MutationObserver(() => {
                if (began && count() !== countBefore && marks() !== marksBefore) { look.disconnect(); done(performance.now() - began); }
              });
              look.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
            });
          };
        }
        """;

    public static async Task<EditorPage> OpenAsync(IBrowser browser, MeasuredConsole console)
    {
        var context = await browser.NewContextAsync(new() { IgnoreHTTPSErrors = true, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(90_000);
        await page.GotoAsync(new Uri(console.Url, "/sign-in").ToString());
        await page.FillAsync("#user-name", "admin");
        await page.FillAsync("#password", MeasuredConsole.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(u => !u.Contains("/sign-in", StringComparison.Ordinal));
        await page.GotoAsync(new Uri(console.Url, "/paletteai/values").ToString());
        await page.WaitForSelectorAsync("[data-values-editor][data-marks]");
        await page.EvaluateAsync(Watch);
        await page.ClickAsync(".cm-line:has-text('agentType')");
        await page.Keyboard.PressAsync("End");
        return new EditorPage(context, page);
    }

    /// <summary>Types so many keys, one after the other was judged.</summary>
    /// <returns>Milliseconds of each.</returns>
    public async Task<double[]> TypeAsync(int keys)
    {
        const int Warmups = 6;
        var times = new List<double>();
        for (var i = 0; i < 2 * ((keys + Warmups + 1) / 2); i++)
        {
            await page.EvaluateAsync("() => window.watch()");
            await page.Keyboard.PressAsync(i % 2 == 0 ? "x" : "Backspace");
            times.Add(await page.EvaluateAsync<double>("() => window.took"));
            // A person's pause: the draft is stored meanwhile.
            await Task.Delay(Random.Shared.Next(40, 250));
        }

        return [.. times.Skip(Warmups)];
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
