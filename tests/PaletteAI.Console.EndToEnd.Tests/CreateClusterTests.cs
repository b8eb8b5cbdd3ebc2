using System.Formats.Tar;
using System.IO.Compression;
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
        var faults = new List<string>();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step);
            await AccessibilityTests.JudgeAsync(page, $"create-{step}", dark: false, 1440, faults);
            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }

        await wizard.DeployAsync();
        await Assertions.Expect(page.Locator(".page-header")).ToContainTextAsync("Deploying");
        await Assertions.Expect(page.Locator(".lane")).ToHaveCountAsync(4);
        await AccessibilityTests.JudgeAsync(page, "overview-deploying", dark: false, 1440, faults);
        await UntilRunningAsync(page);
        await AccessibilityTests.JudgeAsync(page, "overview-running", dark: false, 1440, faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));

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
        var page = await browser.NewPageAsync(dark: true);
        var faults = new List<string>();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        foreach (var step in WizardPages.Steps)
        {
            await wizard.FillAsync(step);
            await AccessibilityTests.JudgeAsync(page, $"create-{step}", dark: true, 1440, faults);
            var before = await WordsAsync(page);
            await page.ReloadAsync();
            await wizard.UntilAsync(step);
            Assert.Equal(before, await WordsAsync(page));
            if (step != "review")
            {
                await wizard.NextAsync();
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
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

    [Fact]
    public async Task A_definition_file_is_handed_to_the_appliance_and_a_wrong_one_is_explained()
    {
        await using var console = await ConsoleProcess.StartAsync();
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console);
        var wizard = new WizardPages(page, console);
        await wizard.StartAsync();
        await wizard.FillAsync("name");
        await wizard.NextAsync();
        await page.GetByText("Import another definition file").ClickAsync();

        await ImportAsync(page, "not an archive"u8.ToArray());
        await Assertions.Expect(page.Locator(".error-panel")).ToContainTextAsync("The definition file was not imported");

        await ImportAsync(page, DefinitionFile());
        await Assertions.Expect(page.GetByText("From the definition file that was imported.")).ToBeVisibleAsync();
    }

    private static async Task ImportAsync(IPage page, byte[] content)
    {
        await page.GetByLabel("Definition file", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "spc.tgz", MimeType = "application/gzip", Buffer = content });
        await page.GetByRole(AriaRole.Button, new() { Name = "Import definition file" }).ClickAsync();
    }

    private static byte[] DefinitionFile()
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(zipped))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "cluster.yaml") { DataStream = new MemoryStream("kind: ClusterDefinition"u8.ToArray()) });
        }

        return bytes.ToArray();
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
