using Microsoft.Playwright;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>The product's main job in a real browser: six steps, deploy, watch, Running, a kubeconfig that works.</summary>
[Trait("Needs", "Browser")]
public sealed class CreateClusterTests(Browser browser)
{
    [Fact]
    public async Task Three_hosts_become_a_running_cluster_that_kubectl_reaches()
    {
        await using var console = await ConsoleProcess.StartAsync(timeScale: 120);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step);
            await page.PictureAsync($"create-{step}");
            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }

        await wizard.DeployAsync();
        await Assertions.Expect(page.Locator(".page-header")).ToContainTextAsync("Deploying");
        await Assertions.Expect(page.Locator(".lane")).ToHaveCountAsync(4);
        await page.PictureAsync("overview-deploying");
        await UntilRunningAsync(page);
        await page.PictureAsync("overview-running");

        await Kubectl.CheckAsync(await DownloadKubeconfigAsync(page), nodes: 3);
        await page.OpenAsync(console, "/audit");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("kubeconfig of the cluster");
    }

    [Fact]
    public async Task A_single_host_takes_the_short_form()
    {
        await using var console = await ConsoleProcess.StartAsync("single-node", 240);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step, singleNode: true);
            if (step == "node-config")
            {
                await Assertions.Expect(page.Locator("main")).ToContainTextAsync("single-node cluster");
                await page.PictureAsync("create-node-config-single");
            }

            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("single-point-of-failure");
        await wizard.DeployAsync();
        await UntilRunningAsync(page);
        await Kubectl.CheckAsync(await DownloadKubeconfigAsync(page), nodes: 1);
    }

    [Fact]
    public async Task A_reload_on_any_step_loses_nothing()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step);
            var before = await WordsAsync(page);
            await page.ReloadAsync();
            await wizard.UntilAsync(step);
            Assert.Equal(before, await WordsAsync(page));
            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }
    }

    [Fact]
    public async Task The_console_may_be_killed_during_the_steps_and_during_the_deployment()
    {
        await using var console = await ConsoleProcess.StartAsync(timeScale: 60);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step);
            if (step == "cluster-config")
            {
                await console.RestartAsync();
                await page.ReloadAsync();
                await wizard.UntilAsync(step);
                await Assertions.Expect(page.GetByLabel("VIP", new() { Exact = true })).ToHaveValueAsync("10.10.10.100");
            }

            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }

        await wizard.DeployAsync();
        await Assertions.Expect(page.Locator(".page-header")).ToContainTextAsync("Deploying");

        await console.RestartAsync();

        // Nobody reloads: the page comes back by itself and goes on watching; the appliance got one request.
        await UntilRunningAsync(page);
        await page.OpenAsync(console, "/audit");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Deploy");
    }

    [Fact]
    public async Task Long_pasted_input_is_refused_with_a_sentence_and_the_page_lives()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        await page.GetByLabel("Cluster name").FillAsync(new string('x', 200_000));
        await page.GetByLabel("Cluster name").BlurAsync();
        await Assertions.Expect(page.Locator("#input-guard")).ToContainTextAsync("Nothing was sent and nothing was cut");
        await wizard.FillAsync("name");
        await wizard.NextAsync();
    }

    internal static async Task UntilRunningAsync(IPage page) =>
        await Assertions.Expect(page.GetByText("Download kubeconfig")).ToBeVisibleAsync(new() { Timeout = 120_000 });

    private static async Task<string> DownloadKubeconfigAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download kubeconfig").ClickAsync());
        Assert.Equal($"{WizardPages.ClusterName}.kubeconfig", download.SuggestedFilename);
        return await download.PathAsync();
    }

    private static Task<string> WordsAsync(IPage page) => page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('.wizard-main input, .wizard-main select, .wizard-main textarea')].map(e => `${e.id}=${e.type === 'checkbox' || e.type === 'radio' ? e.checked : e.value}`).join('\\n')");
}
