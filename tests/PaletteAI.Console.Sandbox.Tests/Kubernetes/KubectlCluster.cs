using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Tests.Kubernetes;

/// <summary>One running cluster for all tests with kubectl, its kubeconfig in a file.</summary>
public sealed class KubectlCluster : IAsyncLifetime
{
    private RunningCluster _cluster = null!;

    public string Folder => _cluster.Folder;

    public string Kubeconfig { get; private set; } = "";

    internal ObjectStore Store => _cluster.Store;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RunningCluster.StartAsync(TimeProvider.System, 10_000);
        for (var i = 0; i < 100 && !_cluster.Sandbox.Appliance.Progress()!.IsRunning; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Kubeconfig = Path.Combine(_cluster.Folder, "kubeconfig");
        await File.WriteAllTextAsync(Kubeconfig, _cluster.Sandbox.Kubernetes.Kubeconfig, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
