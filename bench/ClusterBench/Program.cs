using System.Diagnostics;
using System.Globalization;
using ClusterBench;
using Microsoft.Playwright;
using PaletteAI.Console.Testing.Cluster;

// Usage: ClusterBench CONSOLE [--pods N] [--runs N] [--burst SECONDS] [--away SECONDS]
const int Nodes = 100;
const int Namespaces = 20;
const int ChangesPerSecond = 500;
if (args.Length == 0 || ControlPlane.Missing is not null)
{
    Console.Error.WriteLine(ControlPlane.Missing ?? "usage: bench/cluster [--pods N] [--runs N] [--burst SECONDS] [--away SECONDS]");
    return 1;
}

int Option(string name, int fallback) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : fallback;
var (pods, runs, burstSeconds, awaySeconds) = (Option("--pods", 10_000), Option("--runs", 5), Option("--burst", 60), Option("--away", 120));
await using var plane = await ControlPlane.StartAsync(CancellationToken.None, isFull: false);
using var api = new Api(plane);
var crowd = new Crowd(api, Nodes, pods, Namespaces);
var began = Stopwatch.GetTimestamp();
await crowd.CreateAsync();
Figures.Show($"{Nodes} nodes and {pods} pods created", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");

// What others take for the same.
var list = Path.Combine(plane.Folder, "pods.json");
string[] curl = ["-s", "--cacert", Path.Combine(plane.Folder, "pki", "ca.crt"), "-H", $"Authorization: Bearer {File.ReadAllText(Path.Combine(plane.Folder, "token")).Trim()}"];
var (kubectlTimes, kubectlPeaks, curlTimes) = (new List<double>(), new List<double>(), new List<double>());
for (var i = 0; i < Math.Min(runs, 3); i++)
{
    var (took, peak) = await Tool.RunAsync("kubectl", "--kubeconfig", plane.KubeconfigFile, "get", "pods", "-A", "-o", "wide");
    kubectlTimes.Add(took.TotalSeconds);
    kubectlPeaks.Add(peak);
    curlTimes.Add((await Tool.RunAsync("curl", [.. curl, "-o", list, new Uri(plane.Api, "/api/v1/pods?pretty=false").ToString()])).Took.TotalSeconds);
}

var kubectl = Figures.Median(kubectlTimes);
Figures.Show("size of a pod in the list, mean", (double)new FileInfo(list).Length / pods, "B");
File.Delete(list);
Figures.Show("kubectl get pods -A -o wide, wall time, median", kubectl, "s");
Figures.Show("  its memory at most", kubectlPeaks.Max(), "MiB");
Figures.Show("curl of the same list as JSON, median", Figures.Median(curlTimes), "s");

// The live copy alone, in this process: what it holds after a collection.
await Copy.MeasureAsync(plane);

// The page, through the published console.
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new()
{
    ExecutablePath = "/usr/bin/chromium",
    Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
await using var served = await Served.StartAsync(args[0], plane);
var pages = new Pages(await served.SignInAsync(browser));
await pages.ListenAsync();
await pages.Page.GotoAsync(new Uri(served.Url, "/audit").ToString());
await pages.Page.Locator("h1").First.WaitForAsync();
await Task.Delay(2000);
var before = served.Rss;
var shown = new List<(double First, double Complete, double Objects)>();
for (var i = 0; i <= runs; i++)
{
    await pages.ClickAsync("/cluster/workloads", pods);
    shown.Add(await pages.ShownAsync());
    var run = string.Create(CultureInfo.InvariantCulture, $"  run {i}{(i == 0 ? " (first of the process, not counted)" : "")}: first rows {shown[^1].First:F0} ms, all rows {shown[^1].Complete:F0} ms, all objects {shown[^1].Objects:F0} ms");
    Figures.Note(run);
    if (i < runs)
    {
        served.FollowAnew();
        await pages.ClickAsync("/audit", pods);
        await pages.Page.WaitForURLAsync("**/audit");
        await Task.Delay(1000);
    }
}

var counted = shown.Skip(1).ToList();
Figures.Show("first rows on the page after the click, median", Figures.Median(counted.Select(s => s.First)), "ms", 500);
Figures.Show("all rows on the page, median", Figures.Median(counted.Select(s => s.Complete)), "ms", kubectl * 100);
Figures.Show("  as a share of kubectl's time", Figures.Median(counted.Select(s => s.Complete)) / kubectl / 1000, "", 0.1);
Figures.Show("all whole objects in the table, median", Figures.Median(counted.Select(s => s.Objects)), "ms");
await Task.Delay(10_000);
Figures.Show("console's resident memory, growth since before the first page", served.Rss - before, "MiB", 60);

// A burst.
using var store = new Store(plane);
var burst = new Burst(await store.ReadAsync(crowd), crowd, Namespaces);
var (batches, memory) = (pages.Batches, new List<double>());
var running = burst.RunAsync(ChangesPerSecond, TimeSpan.FromSeconds(burstSeconds));
began = Stopwatch.GetTimestamp();
while (!running.IsCompleted)
{
    await Task.WhenAny(running, Task.Delay(5000));
    memory.Add(served.Rss);
}

await running;
var lasted = Stopwatch.GetElapsedTime(began).TotalSeconds;
await Task.Delay(2000);
var (fromSent, fromAnswer) = burst.Join(await pages.CellsAsync(), out var slowest);
Figures.Show($"burst: pod changes made ({burst.Failed} not taken)", burst.Done / lasted, "1/s");
Figures.Show($"  drawings of the page ({pages.Batches - batches} in all)", (pages.Batches - batches) / lasted, "1/s", 4);
Figures.Show($"  from etcd's answer to the page, median of {fromAnswer.Count}", Figures.Median(fromAnswer), "ms");
Figures.Show("  from etcd's answer to the page, p95", Figures.Percentile(fromAnswer, 0.95), "ms", 300);
Figures.Note("  the slowest of every 5 s, in ms: " + string.Join(' ', slowest.Select(m => m.ToString("F0", CultureInfo.InvariantCulture))));
Figures.Show("  from sending the change to the page, p95", Figures.Percentile(fromSent, 0.95), "ms");
Figures.Show("  resident memory, first to last third of the burst", memory[(memory.Count * 2 / 3)..].Average() - memory[..Math.Max(1, memory.Count / 3)].Average(), "MiB");
Figures.Note("  resident memory every 5 s: " + string.Join(' ', memory.Select(m => m.ToString("F0", CultureInfo.InvariantCulture))));

// What somebody does with kubectl beside the console.
await pages.ClickAsync("/cluster/nodes", pods);
await pages.Page.WaitForSelectorAsync(".live");
await pages.Page.Locator("tbody tr").First.ClickAsync();
await pages.Page.WaitForSelectorAsync(".side-panel");
var labels = new List<double>();
for (var i = 0; i < 10; i++)
{
    await pages.LookForAsync($"bench=v{i}");
    await Tool.RunAsync("kubectl", "--kubeconfig", plane.KubeconfigFile, "label", "node", "node-000", $"bench=v{i}", "--overwrite");
    var ended = Figures.Now();
    labels.Add(await pages.SeenAsync() - ended);
}

Figures.Show("kubectl label: on the page after kubectl ended, median", Figures.Median(labels), "ms");
Figures.Show("  the slowest of 10", labels.Max(), "ms", 1000);

// The API server away.
await plane.KillAsync("apiserver");
var gone = Stopwatch.GetTimestamp();
await pages.Page.WaitForFunctionAsync("() => !document.querySelector('.live')", null, new() { Timeout = 60_000 });
Figures.Show("API server killed: the page says so after", Stopwatch.GetElapsedTime(gone).TotalSeconds, "s");
await Task.Delay(TimeSpan.FromSeconds(awaySeconds));
Figures.Note("  it says: " + (await pages.Page.Locator(".section-head").First.InnerTextAsync()).ReplaceLineEndings(" "));
await plane.StopAsync(CancellationToken.None);
var starting = plane.StartAgainAsync(CancellationToken.None);
while (!await api.IsReadyAsync())
{
    await Task.Delay(20);
}

var ready = Figures.Now();
Figures.Show("API server ready again: the page is current after", (await pages.LiveSinceAsync() - ready) / 1000, "s", 5);
await starting;
return 0;
