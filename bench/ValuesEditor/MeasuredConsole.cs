using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ValuesEditor;

/// <summary>The published program with its sandbox, whose hosts have a given values file, and whose heap can be measured.</summary>
internal sealed class MeasuredConsole : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    private readonly string _data = Directory.CreateTempSubdirectory("palette-console-bench-").FullName;
    private readonly Process _process;

    private MeasuredConsole(string folder, string probe)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Url = new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        var start = new ProcessStartInfo(Path.Combine(folder, "palette-console")) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _data };
        foreach (var argument in new[] { "serve", "--sandbox", "--url", Url.ToString().TrimEnd('/'), "--data", _data })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["Sandbox__Password"] = Password;
        start.Environment["DOTNET_STARTUP_HOOKS"] = probe;
        start.Environment["HEAP_PROBE_FILE"] = Path.Combine(_data, "heap");
        _process = new Process { StartInfo = start };
    }

    public Uri Url { get; }

    public static async Task<MeasuredConsole> StartAsync(string folder, string probe, string values)
    {
        var console = new MeasuredConsole(folder, probe);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        console._process.OutputDataReceived += (_, line) => (line.Data?.StartsWith("Password: ", StringComparison.Ordinal) == true ? ready.TrySetResult() : false).ToString();
        console._process.ErrorDataReceived += (_, _) => { };
        console._process.Start();
        console._process.BeginOutputReadLine();
        console._process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        foreach (var file in Directory.EnumerateFiles(console._data, "values.yaml", SearchOption.AllDirectories).ToList())
        {
            await File.WriteAllTextAsync(file, values);
        }

        return console;
    }

    /// <summary>Bytes that are reachable after a full collection.</summary>
    public async Task<long> HeapAsync()
    {
        var file = Path.Combine(_data, "heap");
        File.Delete(file);
        using var kill = Process.Start("kill", ["-USR1", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        while (!File.Exists(file))
        {
            await Task.Delay(50);
        }

        return long.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
