using PaletteAI.Console.Sandbox.Api;
using PaletteAI.Console.Sandbox.Kubernetes;

namespace PaletteAI.Console.Sandbox;

/// <content>The cluster's API.</content>
public sealed partial class ApplianceSandbox
{
    /// <summary>The simulated API itself, for tests that play on both sides.</summary>
    internal SimulatedKubernetes Kubernetes { get; private set; } = null!;

    /// <summary>The simulated appliance itself, for the same tests.</summary>
    internal SimulatedAppliance Appliance => _appliance;

    private int KubernetesPort => Kubernetes?.Port ?? 0;

    private async Task StartKubernetesAsync(SandboxOptions options, TimeProvider time, CancellationToken ct)
    {
        Kubernetes = await SimulatedKubernetes.StartAsync(
            _appliance, options.DataFolder, _state.Read(s => s.ClusterPort), options.Faults.Kubernetes, options.TimeScale, ClusterView.KubernetesVersion, time, ct);
        _running.Add(Kubernetes);
        _state.Change(s => s.ClusterPort = Kubernetes.Port);
        _appliance.Kubeconfig = () => Kubernetes.Kubeconfig;
    }
}
