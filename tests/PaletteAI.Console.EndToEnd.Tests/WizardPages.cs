using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>The six steps of cluster creation, by the words on them.</summary>
internal sealed partial class WizardPages(IPage page, ConsoleProcess console)
{
    public const string ClusterName = "edge-ai";

    public static readonly string[] Steps = ["name", "cluster-profile", "profile-config", "cluster-config", "node-config", "review"];

    /// <summary>The step in the address.</summary>
    public string Step => new Uri(page.Url).AbsolutePath.Split('/')[^1];

    public async Task StartAsync()
    {
        await page.OpenAsync(console, "/cluster/create");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a new draft" }).First.ClickAsync();
        await UntilAsync("name");
    }

    /// <summary>Fills in a step so that nothing is missing on it.</summary>
    public async Task FillAsync(string step, bool singleNode = false)
    {
        switch (step)
        {
            case "name":
                await TypeAsync(page.GetByLabel("Cluster name"), ClusterName);
                break;
            case "cluster-config":
                await TypeAsync(page.GetByLabel("VIP", new() { Exact = true }), "10.10.10.100");
                await TypeAsync(page.GetByLabel("Add NTP server").First, "0.pool.ntp.org");
                break;
            case "node-config" when !singleNode:
                await MoveAsync("edge-2");
                await MoveAsync("edge-3");
                await ChangeAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Remove worker-pool" }).ClickAsync());
                break;
            case "review":
                await AcceptAllAsync();
                break;
        }
    }

    public async Task NextAsync()
    {
        var next = Steps[Array.IndexOf(Steps, Step) + 1];
        await page.GetByRole(AriaRole.Button, new() { NameRegex = NextButton() }).ClickAsync();
        await UntilAsync(next);
    }

    public async Task DeployAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = DeployButton() }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel($"Type {ClusterName} to confirm").FillAsync(ClusterName);
        await page.Keyboard.PressAsync("Tab");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Deploy Cluster" }).ClickAsync();
        await page.WaitForURLAsync("**/cluster");
    }

    /// <summary>Waits for a step and until its heading and draft are there.</summary>
    public async Task UntilAsync(string step)
    {
        await page.WaitForURLAsync($"**/cluster/create/{step}?**");
        await page.ReadyAsync();
        await page.Locator($".wizard[data-step={step}]").WaitForAsync();
    }

    /// <summary>Does something that changes the draft and waits until the server has kept it and the page shows so.</summary>
    public async Task ChangeAsync(Func<Task> change)
    {
        var wizard = page.Locator(".wizard");
        var before = await wizard.GetAttributeAsync("data-version") ?? "";
        await change();
        await Assertions.Expect(wizard).Not.ToHaveAttributeAsync("data-version", before);
    }

    private Task TypeAsync(ILocator field, string text) => ChangeAsync(async () =>
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    });

    private async Task MoveAsync(string host)
    {
        await ChangeAsync(() => page.Locator($"[data-host={host}]").GetByLabel("Pool").SelectOptionAsync(new SelectOptionValue { Index = 0 }));
        await Assertions.Expect(page.Locator($"[data-drop='0'] [data-host={host}]")).ToBeVisibleAsync();
    }

    private async Task AcceptAllAsync()
    {
        var boxes = page.Locator(".findings input[type=checkbox]:not(:checked)");
        while (await boxes.CountAsync() > 0)
        {
            await ChangeAsync(() => boxes.First.CheckAsync());
        }

        var byName = page.GetByLabel("Type default-admin-open to accept it");
        if (await byName.CountAsync() > 0)
        {
            await TypeAsync(byName, "default-admin-open");
        }
    }

    [GeneratedRegex("^Next: ")]
    private static partial Regex NextButton();

    [GeneratedRegex("^Deploy Cluster on ")]
    private static partial Regex DeployButton();
}
