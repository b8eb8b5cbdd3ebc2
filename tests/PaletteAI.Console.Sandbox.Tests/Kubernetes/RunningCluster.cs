using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox.Kubernetes.Store;
using PaletteAI.Console.Testing.Cluster;

namespace PaletteAI.Console.Sandbox.Tests.Kubernetes;

/// <summary>A simulated appliance whose cluster is as far as a test wants it.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private RunningCluster(ApplianceSandbox sandbox, string folder)
    {
        Sandbox = sandbox;
        Folder = folder;
    }

    public ApplianceSandbox Sandbox { get; }

    public string Folder { get; }

    public ObjectStore Store => Sandbox.Kubernetes.Store ?? throw new InvalidOperationException("The API does not answer yet.");

    public static async Task<RunningCluster> StartAsync(TimeProvider time, double timeScale, string? folder = null, SandboxFaults? faults = null, bool selector = false)
    {
        folder ??= Directory.CreateTempSubdirectory("cluster-").FullName;
        var options = new SandboxOptions { DataFolder = folder, Password = new Secret("right one"), TimeScale = timeScale, Faults = faults ?? new() };
        var sandbox = await ApplianceSandbox.StartAsync(options, time, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        if (sandbox.Appliance.Progress() is null)
        {
            Assert.Null(sandbox.Appliance.Create(ClusterRequests.ThreeNodes(selector)));
        }

        return new RunningCluster(sandbox, folder);
    }

    /// <summary>The running pods of a namespace, by the name of what made them.</summary>
    public IReadOnlyList<string> Running(string ns) =>
        [.. Store.Now.List(ResourceType.Pod, ns).Where(p => p.Json.Text("status", "phase") == "Running").Select(p => p.Name)];

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
