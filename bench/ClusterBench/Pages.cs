using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace ClusterBench;

/// <summary>What the browser sees, with the times it saw it at; its clock is this machine's.</summary>
internal sealed class Pages(IPage page)
{
    private const string Observer = """
        () => {
          const now = () => performance.timeOrigin + performance.now();
          const b = window.bench = { clicked: 0, first: 0, complete: 0, objects: 0, live: 0, stale: 0, cells: {}, text: '', textAt: 0 };
          const look = () => {
            const at = now();
            if (b.clicked && location.pathname.endsWith('/workloads')) {
              if (!b.first && document.querySelector('tbody tr')) b.first = at;
              if (!b.complete && Number(document.querySelector('.table-tools [role=status]')?.textContent) >= b.wanted) b.complete = at;
              if (!b.objects && b.complete && document.querySelector('.live')) b.objects = at;
            }
            const live = !!document.querySelector('.live');
            if (live && !b.live) b.live = at; else if (!live) b.live = 0;
            if (b.text && !b.textAt && document.querySelector('main')?.textContent.includes(b.text)) b.textAt = at;
            for (const row of document.querySelectorAll('tbody tr')) {
              const name = row.children[1]?.textContent, value = row.children[4]?.textContent;
              if (name && value) { const seen = b.cells[name] ??= {}; seen[value] ??= at; }
            }
          };
          new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
        }
        """;

    private int _batches;

    public IPage Page => page;

    /// <summary>Render batches the browser got so far.</summary>
    public int Batches => Volatile.Read(ref _batches);

    public async Task ListenAsync()
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.webSocketFrameReceived").OnEvent += (_, e) => Received(e!.Value.GetProperty("response"));
        await session.SendAsync("Network.enable");
    }

    /// <summary>Opens a page of the console from another, as a click in the menu does.</summary>
    public async Task ClickAsync(string path, int wanted)
    {
        await page.EvaluateAsync(Observer);
        await page.EvaluateAsync("([path, wanted]) => { bench.wanted = wanted; bench.clicked = performance.timeOrigin + performance.now(); document.querySelector(`nav a[href=\"${path}\"]`).click(); }", new object[] { path, wanted });
    }

    public async Task<(double First, double Complete, double Objects)> ShownAsync()
    {
        await page.WaitForFunctionAsync("() => bench.objects > 0", null, new() { Timeout = 120_000, PollingInterval = 50 });
        var times = await page.EvaluateAsync<double[]>("() => [bench.first - bench.clicked, bench.complete - bench.clicked, bench.objects - bench.clicked]");
        return (times[0], times[1], times[2]);
    }

    /// <summary>When a row first showed a value, by pod name and number of restarts.</summary>
    public async Task<Dictionary<string, Dictionary<string, double>>> CellsAsync() =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(await page.EvaluateAsync<string>("() => JSON.stringify(bench.cells)"))!;

    /// <summary>Waits for a text and says when it was first there.</summary>
    public Task LookForAsync(string text) => page.EvaluateAsync("text => { bench.text = text; bench.textAt = 0; }", text);

    public async Task<double> SeenAsync()
    {
        await page.WaitForFunctionAsync("() => bench.textAt > 0", null, new() { Timeout = 60_000, PollingInterval = 20 });
        return await page.EvaluateAsync<double>("() => bench.textAt");
    }

    public async Task<double> LiveSinceAsync()
    {
        await page.WaitForFunctionAsync("() => bench.live > 0", null, new() { Timeout = 60_000, PollingInterval = 50 });
        return await page.EvaluateAsync<double>("() => bench.live");
    }

    private void Received(JsonElement frame)
    {
        var data = frame.GetProperty("payloadData").GetString() ?? "";
        var bytes = frame.GetProperty("opcode").GetDouble() == 2 ? Convert.FromBase64String(data) : Encoding.UTF8.GetBytes(data);
        if (bytes.AsSpan().IndexOf("JS.RenderBatch"u8) >= 0)
        {
            Interlocked.Increment(ref _batches);
        }
    }
}
