using Microsoft.Playwright;
using ValuesEditor;

// Usage: ValuesEditor FOLDER PROBE, the folder of the published program and the startup hook that measures its heap.
if (args is not [var folder, var probe])
{
    Console.Error.WriteLine("usage: bench/values-editor [FOLDER of the published program]");
    return 1;
}

const int Keystrokes = 60;
const int Pages = 4;
const int Mebibyte = 1024 * 1024;
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new()
{
    ExecutablePath = "/usr/bin/chromium",
    Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});

double[] times;
await using (var console = await MeasuredConsole.StartAsync(folder, probe, SampleFile.OfLines(10_000)))
{
    await using var page = await EditorPage.OpenAsync(browser, console);
    times = await page.TypeAsync(Keystrokes);
}

Print("keystroke to findings in gutter and list, 10,000 lines, p50", Percentile(times, 0.5), "ms", 200);
Print("keystroke to findings in gutter and list, 10,000 lines, p95", Percentile(times, 0.95), "ms", 200);

await using (var console = await MeasuredConsole.StartAsync(folder, probe, SampleFile.OfBytes(Mebibyte - 4096)))
{
    var pages = new List<EditorPage> { await EditorPage.OpenAsync(browser, console) };
    await pages[0].TypeAsync(3);
    var one = await console.HeapAsync();
    for (var i = 0; i < Pages; i++)
    {
        pages.Add(await EditorPage.OpenAsync(browser, console));
        await pages[^1].TypeAsync(3);
    }

    var all = await console.HeapAsync();
    Print($"memory of an open page with a file of 1 MiB (mean of {Pages})", (all - one) / (double)Pages / Mebibyte, "MiB", 10);
    foreach (var page in pages)
    {
        await page.DisposeAsync();
    }
}

return 0;

static double Percentile(double[] values, double part) => values.Order().ElementAt((int)Math.Min(values.Length - 1, Math.Floor(values.Length * part)));

static void Print(string what, double value, string unit, double? limit) =>
    Console.WriteLine(FormattableString.Invariant($"{what,-66} {value,8:0.0} {unit,-4} {(limit is null ? "" : $"limit {limit,4}   {(value <= limit ? "ok" : "OVER")}")}"));
