using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox;
using PaletteAI.Console.Testing.Cluster;

namespace ClusterBench;

/// <summary>The published console, signed in to an appliance whose cluster is the real control plane.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ApplianceSandbox _sandbox;
    private readonly Process _process;
    private readonly string _kubeconfig;
    private int _round;

    private Served(string folder, ApplianceSandbox sandbox, Process process, Uri url, string kubeconfig)
    {
        (_folder, _sandbox, _process, Url, _kubeconfig) = (folder, sandbox, process, url, kubeconfig);
        FollowAnew();
    }

    public Uri Url { get; }

    public double Rss => Tool.Memory(_process.Id, "VmRSS");

    public static async Task<Served> StartAsync(string program, ControlPlane plane)
    {
        var folder = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
        var sandbox = await ApplianceSandbox.StartAsync(
            new SandboxOptions { DataFolder = Path.Combine(folder, "appliance"), Password = new Secret("correct horse battery"), TimeScale = 10_000 }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        _ = sandbox.Appliance.Create(ClusterRequests.ThreeNodes());
        while (sandbox.Appliance.Progress() is not { IsRunning: true })
        {
            await Task.Delay(100);
        }

        var url = new Uri($"https://localhost:{FreePort()}");
        var start = new ProcessStartInfo(program, ["serve", "--url", url.ToString().TrimEnd('/'), "--data", Path.Combine(folder, "data")]) { RedirectStandardOutput = true };
        start.Environment["Appliance__Url"] = sandbox.ApplianceUrl.ToString().TrimEnd('/');
        start.Environment["Appliance__CertificateSha256"] = sandbox.CertificateSha256;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Console:", StringComparison.Ordinal))
        {
            Figures.Note(line);
        }

        _ = process.StandardOutput.ReadToEndAsync();
        return new Served(folder, sandbox, process, url, plane.Kubeconfig);
    }

    /// <summary>The appliance's kubeconfig becomes another text for the same cluster, so that the next page begins from nothing.</summary>
    public void FollowAnew()
    {
        var text = $"{_kubeconfig}\n# {++_round}\n";
        _sandbox.Appliance.Kubeconfig = () => text;
    }

    public async Task<IPage> SignInAsync(IBrowser browser)
    {
        var context = await browser.NewContextAsync(new() { IgnoreHTTPSErrors = true, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(new Uri(Url, "/sign-in").ToString());
        await page.FillAsync("#user-name", _sandbox.UserName);
        await page.FillAsync("#password", "correct horse battery");
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(u => !u.Contains("sign-in", StringComparison.Ordinal));
        await page.Locator("h1").First.WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
