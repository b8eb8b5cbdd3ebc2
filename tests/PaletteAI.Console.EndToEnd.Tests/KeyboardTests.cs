using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>The whole flow without a pointer: Tab, arrows, Enter and Space only.</summary>
[Trait("Needs", "Browser")]
public sealed class KeyboardTests(Browser browser)
{
    private const int MostTabs = 150;

    [Fact]
    public async Task From_sign_in_to_deploy_by_keyboard_alone()
    {
        await using var console = await ConsoleProcess.StartAsync(timeScale: 240);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(console.Url + "/cluster/create");
        await page.Keyboard.TypeAsync(console.User);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(console.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cluster/create");
        await page.ReadyAsync();
        var wizard = new WizardPages(page, console);

        await PressAsync(page, "Start a new draft");
        await wizard.UntilAsync("name");
        await wizard.ChangeAsync(() => TypeAsync(page, "Cluster name", WizardPages.ClusterName));
        await NextAsync(page, wizard, "cluster-profile");
        await NextAsync(page, wizard, "profile-config");
        await NextAsync(page, wizard, "cluster-config");
        await wizard.ChangeAsync(() => TypeAsync(page, "VIP", "10.10.10.100"));
        await NextAsync(page, wizard, "node-config");
        await wizard.ChangeAsync(() => ChooseFirstPoolAsync(page, "edge-2"));
        await wizard.ChangeAsync(() => ChooseFirstPoolAsync(page, "edge-3"));
        await wizard.ChangeAsync(() => PressAsync(page, "Remove worker-pool"));
        await NextAsync(page, wizard, "review");
        await AcceptAsync(page, wizard);
        await PressAsync(page, "Deploy Cluster on 3 hosts");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await TypeAsync(page, $"Type {WizardPages.ClusterName} to confirm", WizardPages.ClusterName);
        await TabToAsync(page, "Deploy Cluster");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cluster");
        await CreateClusterTests.UntilRunningAsync(page);
    }

    private static async Task AcceptAsync(IPage page, WizardPages wizard)
    {
        var boxes = page.Locator(".findings input[type=checkbox]:not(:checked)");
        while (await boxes.CountAsync() > 0)
        {
            await TabToAsync(page, "I accept this");
            await wizard.ChangeAsync(() => page.Keyboard.PressAsync("Space"));
        }

        await wizard.ChangeAsync(() => TypeAsync(page, "Type default-admin-open to accept it", "default-admin-open"));
    }

    private static async Task ChooseFirstPoolAsync(IPage page, string host)
    {
        await TabToAsync(page, "Pool", $"[data-host={host}]");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator($"[data-drop='0'] [data-host={host}]")).ToBeVisibleAsync();
    }

    private static async Task NextAsync(IPage page, WizardPages wizard, string step)
    {
        await PressAsync(page, "Next: ");
        await wizard.UntilAsync(step);
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
    }

    internal static async Task PressAsync(IPage page, string name)
    {
        await TabToAsync(page, name);
        await page.Keyboard.PressAsync("Enter");
    }

    internal static async Task TypeAsync(IPage page, string label, string text)
    {
        await TabToAsync(page, label);
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Tab");
    }

    // Walks with Tab like a person; what cannot be reached, or shows no focus on the way, fails.
    internal static async Task TabToAsync(IPage page, string name, string inside = "body")
    {
        for (var i = 0; i < MostTabs; i++)
        {
            if (await page.EvaluateAsync<bool>(IsThere, new { name, inside }))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"\"{name}\" cannot be reached with Tab on {page.Url}");
    }

    private const string IsThere = """
        ({ name, inside }) => {
          const e = document.activeElement;
          if (!e || !e.closest(inside)) return false;
          const label = e.getAttribute('aria-label') ?? e.labels?.[0]?.dataset.name ?? e.labels?.[0]?.textContent ?? e.textContent ?? '';
          return name === 'Pool' || name === 'VIP' ? label.trim() === name : label.trim().startsWith(name);
        }
        """;
}
