using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>The checks that look at the hosts themselves. Ids are stable; <c>docs/checks.md</c> is generated from this table.</summary>
public static class HostCheckTable
{
    private const string Vip = "spec.cluster.vip";

    /// <summary>All checks in the order people read them.</summary>
    public static ImmutableArray<HostCheck> All { get; } =
    [
        Fact("ssh-reachable", [], "A host that cannot be asked cannot be checked.", "Check address, port, key and password.", AccessOfHost.Reachable),
        Fact("host-key-pinned", [], "A host whose key nobody accepted may be somebody else.", "Compare the fingerprint on the host and accept it.", AccessOfHost.KeyPinned),
        Fact("shell-is-quiet", [], "Text that a shell prints of its own mixes with what is read.", "Let .bashrc print for interactive shells only.", AccessOfHost.Quiet),
        Fact("sudo-works-noninteractive", ["user"], "Values, checks and repairs need root's rights.", "Allow the user to run sudo, or give its password.", AccessOfHost.Root),
        Fact("hostname-valid", ["hostname"], "A node's name is its host name, and Kubernetes refuses other names.", "Give the host a lower-case DNS name of its own.", IdentityOfHost.NameValid),
        Fact("hostname-unique", ["hostname"], "Two nodes of one name push each other out.", "Give each host a name of its own.", IdentityOfHost.NameUnique),
        Fact("machine-id-unique", ["machine-id"], "Cloned machine ids give two hosts one DHCP lease and one identity.", "Remove /etc/machine-id on the clone and run systemd-machine-id-setup.", IdentityOfHost.MachineIdUnique),
        Fact("architecture-fits", ["kernel"], "Images of the wrong architecture do not start.", "Use hosts of the pool's architecture.", IdentityOfHost.Architecture),
        Fact("cpu", ["cpu-count", "cpu-info"], "PaletteAI's services starve on fewer cores.", "Use a host with at least 8 cores.", HardwareOfHost.Cpu, Severity.Warning),
        Fact("cpu-features", ["cpu-info"], "Container images of today are built for x86-64-v2.", "Use a newer CPU, or let the hypervisor pass its features on.", HardwareOfHost.CpuFeatures),
        Fact("memory", ["memory"], "Pods are killed where memory runs out.", "Use a host with at least 16 GiB.", HardwareOfHost.Memory, Severity.Warning),
        Fact("disk-size", ["disks"], "Images, logs and the database fill a small disk.", "Use a disk of at least 300 GB.", HardwareOfHost.DiskSize, Severity.Warning),
        Fact("second-disk-empty", ["disks"], "The storage pool needs a second disk and wipes it.", "Add an empty disk, or clear the one there is.", HardwareOfHost.SecondDisk, Severity.Warning),
        Fact("disk-free-vs-content", ["space", "content"], "Unpacking the content doubles what it needs.", "Free some space.", HardwareOfHost.FreeSpace),
        Probe("etcd-write-latency", ["latency"], "The database behind the control plane loses its leader on a slow disk.", "Use an SSD for the control plane.", HardwareOfHost.WriteLatency, Severity.Warning),
        Fact("firmware-noted", ["firmware", "secure-boot"], "Drivers that are not signed do not load under secure boot.", "Sign the drivers, or turn secure boot off.", HardwareOfHost.Firmware, Severity.Info),
        Fact("kernel-vs-kubernetes-version", ["kernel"], "Kubernetes from 1.32 on refuses kernels before 4.19.", "Use a newer operating system.", SystemOfHost.Kernel),
        Fact("cgroup-version", ["cgroup"], "Kubernetes from 1.35 on refuses cgroup v1.", "Boot with systemd.unified_cgroup_hierarchy=1.", SystemOfHost.Cgroup, Severity.Warning),
        Fact("ports-free", ["ports"], "A service on a port of the control plane keeps it from starting.", "Stop the service that listens there.", SystemOfHost.Ports),
        Fact("no-other-kubernetes", ["services", "kubelet"], "Remains of another cluster break the new one.", "Reset the host first.", SystemOfHost.NoKubernetes),
        Fact("inotify-limits", ["sysctls"], "Pods fail with too many open files where the kernel's limits are low.", "Set fs.inotify.max_user_instances to 1024 or more and max_user_watches to 65536 or more.", SystemOfHost.Inotify, Severity.Warning),
        Fact("content-synced-nonzero-blobs", ["content"], "Files of no length stop the deployment when an image is needed.", "Upload the content again.", SystemOfHost.Content),
        Fact("default-route", ["routes"], "Without a default route services cannot be reached, not even inside.", "Give the host a gateway.", NetworkOfHost.DefaultRoute),
        Fact("resolv-conf", ["dns"], "A resolver on the host itself makes DNS in pods ask itself for ever.", "Name DNS servers of the network.", NetworkOfHost.ResolvConf, Severity.Warning),
        Fact("ip-stable", ["addresses"], "A linked host's address cannot change.", "Set the address by hand, or reserve it in DHCP.", NetworkOfHost.StableAddress, Severity.Warning),
        Fact("subnets-not-overlapping", ["addresses"], "With two NICs in one network answers leave by the wrong one.", "Use one network for each NIC.", NetworkOfHost.OwnNetworks, Severity.Warning),
        Fact("pod-service-cidr-vs-routes", ["routes", "addresses"], "Traffic to pods goes astray where a route of the host has the same addresses.", "Choose other networks for pods and services.", NetworkOfHost.ClusterNetworks) with { Fields = ["spec.profileConfig"] },
        Probe("ip-collision", ["own-arp"], "Two holders of one address break each other's connections.", "Find the other holder by its MAC address.", NetworkOfHost.Collision),
        Probe("hosts-reach-each-other", ["tcp-", "ping-"], "Nodes that cannot talk to each other make no cluster.", "Open the network between the hosts.", PathsOfHost.Reach),
        Probe("packet-loss", ["ping-"], "Loss between nodes makes the database behind the control plane lose its leader.", "Check cables and switches.", PathsOfHost.Loss),
        Probe("latency-between-hosts", ["ping-"], "A control plane whose members are far apart does not keep a leader.", "Put the hosts nearer to each other.", PathsOfHost.Latency),
        Probe("mtu-between-hosts", ["whole-"], "Full packets that do not pass stall large transfers, and only those.", "Use one MTU on all hosts and switches.", PathsOfHost.Mtu),
        Fact("ntp-synced", ["ntp", "services"], "Clocks that follow nothing drift apart.", "Configure NTP servers.", ClockOfHost.Synchronized, Severity.Warning) with { GoodFor = TimeSpan.FromMinutes(5) },
        Fact("clock-skew", ["clock-begin"], "Certificates and sessions fail where clocks differ.", "Set the clock, then let it follow NTP servers.", ClockOfHost.Skew) with { GoodFor = TimeSpan.FromMinutes(5) },
        Fact("vip-not-a-host-address", ["addresses"], "An address that a host has cannot be the VIP.", "Choose a free address.", VipOfHost.NotOwn) with { Fields = [Vip] },
        Fact("vip-in-network", ["addresses"], "A host without an address in the VIP's network cannot hold it.", "Choose a VIP in the network of every control-plane host.", VipOfHost.InNetwork) with { Fields = [Vip] },
        Fact("vip-not-a-service-of-network", ["routes", "dns"], "A VIP that is the gateway or a DNS server cuts the hosts off.", "Choose a free address.", VipOfHost.NotGateway) with { Fields = [Vip] },
        Probe("vip-free", ["vip-"], "A VIP that somebody holds leaves the cluster unreachable after 40 minutes.", "Choose an address that nobody uses.", VipOfHost.Free) with { Fields = [Vip], GoodFor = TimeSpan.FromMinutes(2) },
    ];

    private static HostCheck Fact(string id, ImmutableArray<string> evidence, string why, string fix, Func<HostUnderTest, HostCheckFacts, HostOutcome> evaluate, Severity severity = Severity.Error) =>
        new(id, severity, severity != Severity.Error, evidence, why, fix, evaluate);

    private static HostCheck Probe(string id, ImmutableArray<string> evidence, string why, string fix, Func<HostUnderTest, HostCheckFacts, HostOutcome> evaluate, Severity severity = Severity.Error) =>
        Fact(id, evidence, why, fix, evaluate, severity) with { IsProbe = true, GoodFor = TimeSpan.FromMinutes(5) };
}
