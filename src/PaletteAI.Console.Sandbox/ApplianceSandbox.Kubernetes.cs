using PaletteAI.Console.Sandbox.Api;
using PaletteAI.Console.Sandbox.Kubernetes;

namespace PaletteAI.Console.Sandbox;

/// <content>The cluster's API.</content>
public sealed partial class ApplianceSandbox
{
    private int KubernetesPort { get; set; }

    private async Task StartKubernetesAsync(SandboxOptions options, TimeProvider time, CancellationToken ct)
    {
        var kubernetes = await SimulatedKubernetes.StartAsync(
            _appliance, options.DataFolder, _state.Read(s => s.ClusterPort), options.Faults.Kubernetes, options.TimeScale, ClusterView.KubernetesVersion, time, ct);
        _running.Add(kubernetes);
        KubernetesPort = kubernetes.Port;
        _state.Change(s => s.ClusterPort = kubernetes.Port);
        _appliance.Kubeconfig = () => kubernetes.Kubeconfig;
    }
}
