using PaletteAI.Console.Sandbox.Api;
using PaletteAI.Console.Sandbox.Endpoints;
using PaletteAI.Console.Sandbox.Kubernetes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox;

/// <content>The cluster's API.</content>
public sealed partial class ApplianceSandbox
{
    /// <summary>The simulated API itself, for tests that play on both sides.</summary>
    internal SimulatedKubernetes Kubernetes { get; private set; } = null!;

    /// <summary>The simulated appliance itself, for the same tests.</summary>
    internal SimulatedAppliance Appliance => _appliance;

    private IngressListener? _ingress;

    private int KubernetesPort => Kubernetes?.Port ?? 0;

    private async Task StartKubernetesAsync(SandboxOptions options, TimeProvider time, CancellationToken ct)
    {
        Kubernetes = await SimulatedKubernetes.StartAsync(
            _appliance, options.DataFolder, _state.Read(s => s.ClusterPort), options.Faults.Kubernetes, options.TimeScale, ClusterView.KubernetesVersion, time, ct);
        _running.Add(Kubernetes);
        _state.Change(s => s.ClusterPort = Kubernetes.Port);
        _appliance.Kubeconfig = () => Kubernetes.Kubeconfig;
        _ingress = await IngressListener.StartAsync(_appliance, HasPaletteAi, time, ct);
        _running.Add(_ingress);
    }

    private bool HasPaletteAi() =>
        Kubernetes.Store?.Now.List(ResourceType.Deployment, "mural-system").Any(d => d.Name == "canvas" && d.Json.Number("status", "readyReplicas") > 0) == true;
}
