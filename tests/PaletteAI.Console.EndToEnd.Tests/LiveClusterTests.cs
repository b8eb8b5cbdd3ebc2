using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox;
using PaletteAI.Console.Testing.Cluster;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>Pages that follow a cluster whose API has its troubles, or very much to tell.</summary>
[Trait("Needs", "Browser")]
public sealed class LiveClusterTests(Browser browser) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palette-live-e2e-").FullName;
    private readonly SandboxFaults _faults = new();
    private readonly SemaphoreSlim _rounds = new(0);
    private ApplianceSandbox _appliance = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new SandboxOptions { DataFolder = _folder, Password = new Secret("correct horse battery"), TimeScale = 10_000, Faults = _faults };
        _appliance = await ApplianceSandbox.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        Assert.Null(_appliance.Appliance.Create(ClusterRequests.ThreeNodes()));
        while (_appliance.Appliance.Progress() is not { IsRunning: true })
        {
            await Task.Delay(100, Ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _appliance.DisposeAsync();
        _rounds.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task While_the_api_is_away_the_pages_keep_the_last_facts_with_their_age_and_catch_up_without_a_reload()
    {
        await using var console = await ConsoleProcess.StartBesideAsync(_appliance);
        var page = await browser.NewPageAsync();
        await page.SignInAsync(console, "/cluster/workloads");
        await Assertions.Expect(page.Locator(".live")).ToBeVisibleAsync();
        var rows = await page.Locator("tbody tr").CountAsync();
        await page.EvaluateAsync("() => { window.sameDocument = true; }");
        var faults = new List<string>();

        _faults.Kubernetes.Away = true;
        _faults.Kubernetes.CutWatches();

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("old, API not answering");
        await Assertions.Expect(page.Locator(".page-answer")).ToContainTextAsync("Unknown now. When last read:");
        Assert.Equal(rows, await page.Locator("tbody tr").CountAsync());
        await AccessibilityTests.JudgeAsync(page, "workloads-away", dark: false, 1440, faults);

        _faults.Kubernetes.Away = false;

        await Assertions.Expect(page.Locator(".live")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".error-panel")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        await AccessibilityTests.JudgeAsync(page, "workloads-live", dark: true, 1440, faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task While_very_much_changes_the_pods_are_walked_opened_and_filtered_by_keyboard()
    {
        await using var console = await ConsoleProcess.StartBesideAsync(_appliance);
        var page = await browser.NewPageAsync();
        // Where pods change and none comes: the installer runs at each full minute, and its first run brings others that sort above.
        await page.SignInAsync(console, "/cluster/workloads?namespace=kube-system&sort=name");
        await Assertions.Expect(page.Locator(".live")).ToBeVisibleAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var changing = ChangeAsync(end.Token);

        await page.Locator("tbody tr").First.FocusAsync();
        for (var i = 0; i < 3; i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        // The focus outlives several drawings.
        for (var round = 0; round < 10; round++)
        {
            await _rounds.WaitAsync(Ct);
        }

        var focused = await page.EvaluateAsync<string>("() => document.activeElement.closest('tbody tr')?.children[1]?.textContent ?? ''");
        Assert.Equal((await page.Locator("tbody tr").Nth(3).Locator("td").Nth(1).InnerTextAsync()).Trim(), focused.Trim());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".side-panel")).ToContainTextAsync(focused.Trim());

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("kube-vip");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter Pods" })).ToHaveValueAsync("kube-vip");

        await end.CancelAsync();
        Assert.True(await changing > 100, "Hardly anything changed meanwhile.");
    }

    // Labels of all pods, again and again.
    private async Task<int> ChangeAsync(CancellationToken end)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler);
        var kubeconfig = _appliance.Kubernetes.TokenKubeconfig;
        http.BaseAddress = new Uri(Line(kubeconfig, "server:"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Line(kubeconfig, "token:"));
        var pods = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/pods", UriKind.Relative), end))!["items"]!.AsArray()
            .Select(p => $"/api/v1/namespaces/{p!["metadata"]!["namespace"]}/pods/{p["metadata"]!["name"]}").ToList();
        var done = 0;
        while (!end.IsCancellationRequested)
        {
            foreach (var pod in pods)
            {
                using var body = new StringContent($$$$"""{"metadata":{"labels":{"burst":"n{{{{done}}}}"}}}""", Encoding.UTF8, "application/merge-patch+json");
                using var answer = await http.PatchAsync(new Uri(pod, UriKind.Relative), body, CancellationToken.None);
                done += answer.IsSuccessStatusCode ? 1 : 0;
            }

            _rounds.Release();
        }

        return done;
    }

    private static string Line(string yaml, string key) => yaml.Split('\n').Select(l => l.Trim()).First(l => l.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim().Trim('"');
}
