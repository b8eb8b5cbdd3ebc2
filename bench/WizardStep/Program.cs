using Microsoft.Playwright;
using WizardStep;

// Usage: WizardStep URL USER PASSWORD. Prints one number of milliseconds per line.
const int Warmups = 5;
const int Measured = 40;
if (args is not [var url, var user, var password])
{
    Console.Error.WriteLine("usage: bench/wizard-step URL USER PASSWORD");
    return 1;
}

using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new()
{
    ExecutablePath = "/usr/bin/chromium",
    Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
await using var context = await browser.NewContextAsync(new() { IgnoreHTTPSErrors = true, ReducedMotion = ReducedMotion.Reduce });
var page = await context.NewPageAsync();
var wizard = new Wizard(page, new Uri(url));
await wizard.OpenAsync(user, password);
for (var run = 0; run < Warmups + Measured; run++)
{
    var took = await wizard.StepAsync($"edge-{run}");
    if (run >= Warmups)
    {
        Console.WriteLine((long)Math.Ceiling(took.TotalMilliseconds));
    }
}

Console.Error.WriteLine($"{wizard.Followed} of {Warmups + Measured} steps were followed, after a pause, by something of the wizard's own: not counted");
return 0;
