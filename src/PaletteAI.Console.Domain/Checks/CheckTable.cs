using System.Collections.Immutable;
using PaletteAI.Console.Domain.Checks.Install;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Checks;

/// <summary>The checks of an install spec that need no probe. Ids are stable; <c>docs/checks.md</c> is generated from this table.</summary>
public static class CheckTable
{
    private const string Pools = "spec.nodePools";
    private const string Config = "spec.profileConfig";

    /// <summary>All checks in the order people read them.</summary>
    public static ImmutableArray<CheckDefinition> All { get; } =
    [
        Row("no-surrounding-blanks", ["metadata", "spec"], "A blank nobody sees becomes part of a name.", "Remove the blanks.", NameChecks.Blanks),
        Row("cluster-name", ["metadata.name"], "The name becomes part of DNS names and of the kubeconfig.", "Use lower-case letters, digits and '-'.", NameChecks.ClusterName),
        Row("cluster-tags", ["metadata.tags"], "Tags that Kubernetes would refuse as labels cannot be used for selection later.", "Use label syntax.", NameChecks.Tags),
        Row("profile-identity", ["spec.profile."], "The values below belong to one profile and version.", "Name the profile the appliance holds.", ProfileChecks.Identity),
        Row("profile-roles", ["spec.profile."], "Some rules need to know which variable is the root domain, the pod network and so on.", "Use a profile whose variables are known.", ProfileChecks.Roles, Severity.Warning, ignorable: true),
        Row("variable-names", [Config], "A misspelt variable is silently ignored by the appliance.", "Use the profile's own names.", ProfileChecks.Names),
        Row("variable-values", [Config], "The appliance refuses the request, or deploys something else.", "Type a value of the variable's form.", ProfileChecks.Values),
        Row("replica-counts", [Config], "Volumes and database fail when their replica counts differ or exceed the hosts.", "Set CSI Placement Count and Mongo Replicas to the same 1 or 3.", ProfileChecks.Replicas),
        Row("root-domain", [Config], "Every address of PaletteAI is made from the root domain.", "Use a domain name, the VIP, or nothing.", ProfileChecks.RootDomain),
        Row("cidr-size", [Config], "Kubernetes refuses networks that are too small or too wide.", "Use networks such as 100.64.0.0/18 and 100.64.64.0/18.", NetworkChecks.Sizes),
        Row("cidrs-disjoint", [Config], "Traffic to an address in two networks goes astray.", "Choose networks that share no address.", NetworkChecks.Disjoint),
        Row("cidrs-vs-hosts", [Config], "Pods could not reach hosts whose addresses look like pods or services.", "Choose networks the hosts are not in.", NetworkChecks.AgainstHosts),
        Row("control-plane-endpoint", ["spec.cluster.vip", "spec.cluster.dnsName"], "Everybody reaches the cluster at one endpoint.", "Give a VIP, or a DNS name.", NetworkChecks.Endpoint),
        Row("vip-fits", ["spec.cluster.vip"], "A VIP that somebody else holds, or that no host can hold, leaves the cluster unreachable after 40 minutes.", "Choose a free address in the network of every control-plane host.", NetworkChecks.Vip),
        Row("ntp-servers", ["spec.cluster.ntpServers"], "Clocks that drift apart end sessions and certificates.", "Give names or addresses without port or options.", AccessChecks.Ntp),
        Row("ssh-keys", ["spec.cluster.sshKeys"], "A key that sshd drops locks you out when you need it.", "Paste the line of a .pub file.", AccessChecks.SshKeys),
        Row("pool-names", [Pools], "Pools are told apart by their names.", "Give each pool a valid name of its own.", PoolChecks.Names),
        Row("one-control-plane-pool", [Pools], "The appliance creates clusters with exactly one control-plane pool.", "Use one control-plane pool.", PoolChecks.ControlPlane),
        Row("pool-hosts", [Pools], "The appliance refuses a pool without hosts.", "Add a host or remove the pool.", PoolChecks.Hosts),
        Row("control-plane-count", [Pools], "The database behind the control plane needs a majority to go on.", "Use 1 host, or an odd number from 3 on.", PoolChecks.Count),
        Row("workloads-have-a-place", [Pools], "Without worker capability and without workers nothing can run.", "Turn worker capability on, or add a worker pool.", PoolChecks.Workers),
        Row("worker-flag", [Pools], "The setting means nothing on a worker pool.", "Remove it there.", PoolChecks.WorkerFlag, Severity.Warning, ignorable: true),
        Row("node-labels", [Pools], "Kubernetes refuses malformed labels, and the kubelet may not set reserved ones.", "Use label syntax and a prefix of your own.", PoolChecks.Labels),
        Row("node-taints", [Pools], "Malformed taints are lost without a word.", "Write key=value:Effect.", PoolChecks.Taints),
        Row("architecture", [Pools], "Images of the wrong architecture do not start.", "Use the hosts' architecture.", PoolChecks.Architecture),
        Row("hosts-linked", [Pools], "Only linked hosts can join.", "Link the host first.", HostChecks.Known, scope: CheckScope.Hosts),
        Row("host-in-one-pool", [Pools], "A host can join once.", "Keep each host in one pool.", HostChecks.Once, scope: CheckScope.Hosts),
        Row("leader-in-control-plane", [Pools], "The leader drives the deployment and must be a control-plane host.", "Add the leader to the control-plane pool.", HostChecks.Leader, scope: CheckScope.Hosts),
        Row("host-names", [Pools], "A node's name is its host name; two of one name push each other out.", "Use valid names, each once.", HostChecks.Names, scope: CheckScope.Hosts),
        Row("host-nics", [Pools], "A NIC that is not there gives the node no address.", "Choose Auto or a NIC of the host.", HostChecks.Nics, scope: CheckScope.Hosts),
        Row("hosts-ready", [Pools], "Hosts that are not ready, synced and healthy fail on the way.", "Wait until all three are right.", HostChecks.Ready, scope: CheckScope.Hosts),
    ];

    private static CheckDefinition Row(
        string id, ImmutableArray<string> fields, string why, string fix, Func<InstallSpec, InstallFacts, CheckOutcome> evaluate,
        Severity severity = Severity.Error, bool ignorable = false, CheckScope scope = CheckScope.Cluster) =>
        new(id, scope, severity, ignorable, fields, why, fix, evaluate);
}
