using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>"What this means" for a field. Indexes of lists are left out of the path: <c>spec.nodePools[].name</c>.</summary>
/// <param name="Path">The field.</param>
/// <param name="Title">Its name.</param>
/// <param name="Lines">Sentences.</param>
public sealed record FieldNote(string Path, string Title, ImmutableArray<string> Lines);

/// <summary>The notes of each step.</summary>
public static class FieldNotes
{
    private static readonly Dictionary<InstallStep, FieldNote[]> _notes = new()
    {
        [InstallStep.Name] =
        [
            new("metadata.name", "Cluster name", ["It becomes part of DNS names and of the kubeconfig's file name, so it is a DNS label: 1 to 63 lower-case letters, digits and hyphens.", "It cannot be changed after the cluster is created."]),
            new("metadata.tags", "Tags", ["Tags are for finding clusters again. Each is a key with a value, written as Kubernetes labels are.", "They change nothing in the cluster."]),
        ],
        [InstallStep.ClusterProfile] =
        [
            new("spec.profile", "Cluster profile", ["The layers of the cluster, from the operating system up to the PaletteAI installer, with their versions.", "The appliance comes with one. Import a definition file only when you were given another."]),
        ],
        [InstallStep.ClusterConfig] =
        [
            new("spec.cluster.vip", "VIP", ["A free address in the network of the control-plane hosts. kube-vip announces it from whichever host leads, so the cluster stays reachable when a host is lost.", "Keep it out of DHCP ranges. It cannot be changed after the cluster is created."]),
            new("spec.cluster.dnsName", "DNS name", ["A name that leads to the control-plane hosts, where your DNS follows them.", "Use it only where no free address can be kept in the hosts' network."]),
            new("spec.cluster.ntpServers", "NTP servers", ["Names or addresses of your time servers, without port or options. All hosts get them.", "Clocks that drift apart end sessions and certificates."]),
            new("spec.cluster.sshKeys", "SSH public keys", ["Public keys as in a .pub file. Whoever holds the private key can sign in to every host as spectro.", "Without one, the host's own accounts are the only way in."]),
        ],
        [InstallStep.NodeConfig] =
        [
            new("spec.nodePools", "Node pools", ["A pool is a group of hosts with the same role, labels and taints.", "Hosts can be dragged between pools, or moved with the Pool field of each host."]),
            new("spec.nodePools[].name", "Pool name", ["1 to 62 lower-case letters, digits and hyphens; each pool has its own."]),
            new("spec.nodePools[].allowWorkers", "Allow worker capability", ["On: workloads may run on control-plane hosts. Needed where there is no worker pool.", "Off: the agent keeps a taint on them and puts it back when it is removed."]),
            new("spec.nodePools[].architecture", "Architecture", ["The processor of every host in the pool. Images of the other one do not start."]),
            new("spec.nodePools[].labels", "Node labels", ["Every node of the pool gets them. Workloads select on them.", "Prefixes under kubernetes.io and k8s.io belong to Kubernetes."]),
            new("spec.nodePools[].taints", "Taints", ["A taint keeps workloads away unless they tolerate it: NoSchedule for new ones, PreferNoSchedule if possible, NoExecute also for those that run."]),
            new("spec.nodePools[].hosts", "Hosts of the pool", ["A multi-node control plane has an odd number of hosts, at least 3, the leader among them. Every pool has at least one."]),
            new("spec.nodePools[].hosts[].nic", "NIC", ["Auto lets the appliance take the interface of the default route. Name one where a host has several networks."]),
            new("spec.nodePools[].hosts[].hostName", "Host name", ["The node's name in the cluster. Left empty, the host keeps its own."]),
        ],
    };

    /// <summary>The notes of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="profile">The profile; null when it is not known.</param>
    public static IReadOnlyList<FieldNote> Of(InstallStep step, ClusterProfile? profile) =>
        step == InstallStep.ProfileConfig
            ? [.. (profile?.Variables ?? []).Where(v => !v.Hidden).Select(v => new FieldNote(VariableForm.PathOf(v.Name), v.DisplayName.Length > 0 ? v.DisplayName : v.Name, Lines(v)))]
            : _notes.GetValueOrDefault(step, []);

    private static ImmutableArray<string> Lines(ProfileVariable variable)
    {
        string?[] lines =
        [
            variable.Description.Length > 0 ? variable.Description : null,
            Form(variable),
            variable.Required ? "Required." : null,
            variable.DefaultValue switch
            {
                "" => "There is no default.",
                PaletteAiProfile.VipMacro => "The default is the VIP, which is set in Cluster Config.",
                var value => $"The default is {value}.",
            },
            variable.Immutable ? "Set by the profile; it cannot be changed." : null,
            variable.Sensitive ? "A secret: stored encrypted, never shown again and never exported." : null,
        ];
        return [.. lines.OfType<string>()];
    }

    private static string? Form(ProfileVariable variable) => variable switch
    {
        { Options.IsEmpty: false } => $"One of {string.Join(", ", variable.Options)}.",
        { Format: VariableFormat.Number } => "A number.",
        { Format: VariableFormat.Boolean } => "On or off.",
        { Format: VariableFormat.Version } => "A version such as 1.2.3.",
        { Format: VariableFormat.Ipv4 } => "An IPv4 address.",
        { Format: VariableFormat.Ipv6 } => "An IPv6 address.",
        { Format: VariableFormat.Ipv4Cidr } => "An IPv4 network such as 100.64.0.0/18.",
        { Regex.Length: > 0 } => $"Of the form {variable.Regex}",
        _ => null,
    };
}
