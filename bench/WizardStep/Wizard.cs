using Microsoft.Playwright;

namespace WizardStep;

/// <summary>The wizard of a served console, on one circuit.</summary>
internal sealed class Wizard(IPage page, Uri console)
{
    private Frames _frames = null!;

    /// <summary>Steps that were followed by something else; see <see cref="Frames.Followed"/>.</summary>
    public int Followed => _frames.Followed;

    /// <summary>Signs in and opens a new draft at its first step.</summary>
    public async Task OpenAsync(string user, string password)
    {
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(new Uri(console, "/sign-in").ToString());
        await page.FillAsync("#user-name", user);
        await page.FillAsync("#password", password);
        await page.ClickAsync("button[type=submit]");
        _frames = await Frames.ListenAsync(page);
        await page.GotoAsync(new Uri(console, "/cluster/create").ToString());
        await page.ClickAsync("text=Start a new draft");
        await page.WaitForSelectorAsync(".wizard[data-step=name]");
    }

    /// <summary>Types a name and presses Next, which commits the field: the draft is stored, judged and the next step rendered; then goes back.</summary>
    /// <returns>How long the server took, from the first message to the last answer.</returns>
    public async Task<TimeSpan> StepAsync(string name)
    {
        await page.GetByLabel("Cluster name").FillAsync(name);
        var took = await _frames.MeasureAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Next") }).ClickAsync();
            await page.WaitForSelectorAsync(".wizard[data-step=cluster-profile]");
        });
        await page.GetByRole(AriaRole.Link, new() { Name = "Back", Exact = true }).ClickAsync();
        await page.WaitForSelectorAsync(".wizard[data-step=name]");
        return took;
    }
}
