using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PaletteAI.Console.Testing.Cluster;

/// <summary>
/// A real etcd, kube-apiserver, controller-manager and scheduler on loopback. The binaries come from the folder that
/// <c>$PALETTE_KUBE_ASSETS</c> names, else from <c>../shared/kubernetes</c> beside the repository.
/// </summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private readonly string _script;
    private readonly int _ports;
    private readonly string[] _extent;

    private ControlPlane(string script, int ports, bool isFull)
    {
        _script = script;
        _ports = ports;
        _extent = isFull ? ["full"] : [];
    }

    /// <summary>Folder of its data, keys and logs.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("control-plane-").FullName;

    /// <summary>Admin kubeconfig with a client certificate.</summary>
    public string Kubeconfig => File.ReadAllText(KubeconfigFile);

    /// <summary>The same as a file.</summary>
    public string KubeconfigFile => Path.Combine(Folder, "admin.kubeconfig");

    /// <summary>Address of the API server.</summary>
    public Uri Api => new($"https://127.0.0.1:{_ports + 3}");

    /// <summary>Address of etcd's client port.</summary>
    public string Etcd => $"http://127.0.0.1:{_ports + 1}";

    /// <summary>Why there is none here; null when there can be one.</summary>
    public static string? Missing =>
        Assets is null ? "the Kubernetes binaries are not here (PALETTE_KUBE_ASSETS)"
        : !OnPath("zstd") || !OnPath("curl") || !OnPath("openssl") ? "zstd, curl or openssl is not installed" : null;

    private static string? Assets => new[] { Environment.GetEnvironmentVariable("PALETTE_KUBE_ASSETS"), Beside() }
        .FirstOrDefault(f => f is { Length: > 0 } && File.Exists(Path.Combine(f, "control-plane.sh")));

    /// <summary>Starts one; takes about ten seconds.</summary>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="isFull">With controllers and scheduler; without them nothing acts on objects.</param>
    public static async Task<ControlPlane> StartAsync(CancellationToken ct, bool isFull = true)
    {
        var plane = new ControlPlane(Path.Combine(Assets ?? throw new InvalidOperationException(Missing), "control-plane.sh"), FreePorts(), isFull);
        await plane.StartAgainAsync(ct);
        return plane;
    }

    /// <summary>Ends a part of it: etcd, apiserver, kcm or scheduler.</summary>
    public async Task KillAsync(string part)
    {
        var pid = int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{part}.pid")), System.Globalization.CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(pid);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends all of it and starts it again on the same data.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        await RunAsync(["stop", Folder], ct);
        await StartAgainAsync(ct);
    }

    /// <summary>Ends what still runs of it; the data stays.</summary>
    public Task StopAsync(CancellationToken ct) => RunAsync(["stop", Folder], ct);

    /// <summary>Starts it on the same data; returns when the API server is ready.</summary>
    public Task StartAgainAsync(CancellationToken ct) => RunAsync(["start", Folder, $"{_ports}", .. _extent], ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RunAsync(["stop", Folder], CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private async Task RunAsync(string[] arguments, CancellationToken ct)
    {
        // Output goes to a file: the servers inherit it and would keep a pipe open.
        var log = Path.Combine(Folder, "script.log");
        var start = new ProcessStartInfo("bash", ["-c", "\"$0\" \"$@\" >\"$LOG\" 2>&1", _script, .. arguments]);
        start.Environment["LOG"] = log;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"control-plane.sh {arguments[0]}: {await File.ReadAllTextAsync(log, ct)}");
        }
    }

    private static string? Beside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PaletteAI.Console.sln")))
            {
                return Path.Combine(folder.Parent?.FullName ?? "", "shared", "kubernetes");
            }
        }

        return null;
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, program)));

    // Five ports in a row that nobody has at this moment.
    private static int FreePorts()
    {
        for (var tries = 0; ; tries++)
        {
            var at = Random.Shared.Next(20_000, 30_000);
            var listeners = new List<TcpListener>();
            try
            {
                foreach (var port in Enumerable.Range(at + 1, 5))
                {
                    var listener = new TcpListener(IPAddress.Loopback, port);
                    listeners.Add(listener);
                    listener.Start();
                }

                return at;
            }
            catch (SocketException) when (tries < 50)
            {
                // Taken; other five.
            }
            finally
            {
                listeners.ForEach(l => l.Dispose());
            }
        }
    }
}
