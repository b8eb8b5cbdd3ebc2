using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PaletteAI.Console.Sandbox;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>The published program with its sandbox, in a data folder of its own.</summary>
public sealed partial class ConsoleProcess : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);
    private readonly string _program;
    private readonly int _port = FreePort();
    private readonly Dictionary<string, string> _settings;
    private ApplianceSandbox? _appliance;
    private Process? _process;
    private readonly List<string> _output = [];

    private ConsoleProcess(string program, Dictionary<string, string> settings)
    {
        _program = program;
        _settings = settings;
        DataFolder = Directory.CreateTempSubdirectory("palette-console-e2e-").FullName;
    }

    /// <summary>Where the program is: the folder the Dockerfile's steps made.</summary>
    public static string? Home
    {
        get
        {
            var given = Environment.GetEnvironmentVariable("PALETTE_CONSOLE_HOME");
            var home = string.IsNullOrEmpty(given) ? Path.Combine(TestPaths.Repository, "artifacts", "image", "stage2", "app") : given;
            return File.Exists(Path.Combine(home, "palette-console")) ? home : null;
        }
    }

    public string DataFolder { get; }

    public string Url { get; private set; } = "";

    public string ApplianceUrl { get; private set; } = "";

    public string User { get; private set; } = "";

    public string Password { get; private set; } = "";

    public string Program => _program;

    /// <summary>Everything the program printed, for failure messages and for the search of secrets.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts the console with the sandbox. <paramref name="timeScale"/>: how many times faster than a real appliance.</summary>
    public static async Task<ConsoleProcess> StartAsync(string scenario = "three-nodes", int timeScale = 300, params (string Key, string Value)[] settings)
    {
        Assert.SkipWhen(Home is null, "the published program is not there: ./test makes it");
        var all = new Dictionary<string, string>
        {
            ["Sandbox__Scenario"] = scenario,
            ["Sandbox__TimeScale"] = timeScale.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Sandbox__Password"] = "correct horse battery",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var console = new ConsoleProcess(Path.Combine(Home!, "palette-console"), all);
        await console.LaunchAsync();
        return console;
    }

    /// <summary>Starts the console beside an appliance that the test plays.</summary>
    public static async Task<ConsoleProcess> StartBesideAsync(ApplianceSandbox appliance)
    {
        Assert.SkipWhen(Home is null, "the published program is not there: ./test makes it");
        var settings = new Dictionary<string, string>
        {
            ["Appliance__Url"] = appliance.ApplianceUrl.ToString().TrimEnd('/'),
            ["Appliance__CertificateSha256"] = appliance.CertificateSha256,
        };
        var console = new ConsoleProcess(Path.Combine(Home!, "palette-console"), settings) { _appliance = appliance };
        await console.LaunchAsync();
        return console;
    }

    /// <summary>Ends the program at once, as a power cut would, and starts it again on the same folder and port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await LaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        try
        {
            Directory.Delete(DataFolder, recursive: true);
        }
        catch (IOException)
        {
            // A file of the ended process may still be closing; the folder is in the system's temporary folder.
        }
    }

    private async Task LaunchAsync()
    {
        var start = new ProcessStartInfo(_program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataFolder,
        };
        string[] sandbox = _appliance is null ? ["--sandbox"] : [];
        foreach (var argument in (string[])["serve", .. sandbox, "--url", $"https://localhost:{_port}", "--data", DataFolder])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in _settings)
        {
            start.Environment[key] = value;
        }

        Url = ApplianceUrl = "";
        (User, Password) = (_appliance?.UserName ?? "", _appliance?.Password.Reveal() ?? "");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, ready);
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("the console ended: " + Output));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(_startLimit);
    }

    private void Read(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        var match = AnnouncedLine().Match(line);
        if (!match.Success)
        {
            return;
        }

        var value = match.Groups["value"].Value;
        switch (match.Groups["name"].Value)
        {
            case "Console": Url = value; break;
            case "Appliance API": ApplianceUrl = value; break;
            case "User": User = value; break;
            default: Password = value; break;
        }

        if (Url.Length > 0 && Password.Length > 0)
        {
            ready.TrySetResult();
        }
    }

    private async Task StopAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"\A(?<name>Console|Appliance API|User|Password): (?<value>.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex AnnouncedLine();
}
