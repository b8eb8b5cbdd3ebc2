using System.Globalization;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>Kernel, cgroups, ports, content, remains of other clusters.</summary>
internal static partial class SystemOfHost
{
    private static readonly Version _leastKernel = new(4, 19);
    private static readonly int[] _controlPlanePorts = [2379, 2380, 6443, 10250, 10257, 10259];
    private static readonly int[] _workerPorts = [10250];
    private static readonly string[] _kubernetes = ["kubelet", "k3s", "rke2-server"];
    private static readonly (string Key, int Least)[] _inotify = [("fs.inotify.max_user_instances", 1024), ("fs.inotify.max_user_watches", 65536)];

    public static HostOutcome Kernel(HostUnderTest host, HostCheckFacts all) =>
        host.Facts is not { Kernel.Length: > 0 } facts || Number().Match(facts.Kernel) is not { Success: true } number || !Version.TryParse(number.Value, out var version)
            ? HostOutcome.Pending("The kernel is not known.")
            : HostOutcome.Of(version < _leastKernel ? $"The kernel {facts.Kernel} is older than {_leastKernel}." : null, $"The kernel is {facts.Kernel}.");

    public static HostOutcome Cgroup(HostUnderTest host, HostCheckFacts all) => host.Facts?.CgroupVersion switch
    {
        2 => HostOutcome.Pass("cgroup v2 is in use."),
        1 => HostOutcome.Wrong("cgroup v1 is in use."),
        _ => HostOutcome.Pending("The cgroup version is not known."),
    };

    public static HostOutcome Ports(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { ListeningPorts.IsDefault: false } facts)
        {
            return HostOutcome.Pending("The open ports are not known.");
        }

        if (IsInCluster(host))
        {
            return HostOutcome.None("The host is part of a cluster; its ports are in use.");
        }

        var taken = facts.ListeningPorts.Intersect(host.IsControlPlane == false ? _workerPorts : _controlPlanePorts).ToList();
        return HostOutcome.Of(taken.Count > 0 ? $"Somebody listens on {string.Join(", ", taken)}." : null, "The ports Kubernetes needs are free.");
    }

    public static HostOutcome NoKubernetes(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { } facts)
        {
            return HostOutcome.Pending(AccessOfHost.NotAsked);
        }

        var active = facts.Services.Intersect(_kubernetes, StringComparer.Ordinal).ToList();
        return IsInCluster(host) ? HostOutcome.None("The host is part of a cluster.")
            : HostOutcome.Of(active.Count > 0 ? $"{string.Join(", ", active)} is running." : null, "No other Kubernetes is running.");
    }

    public static HostOutcome Inotify(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { Sysctls.IsEmpty: false } facts)
        {
            return HostOutcome.Pending("The kernel's settings are not known.");
        }

        var low = _inotify.Where(s => facts.Sysctls.TryGetValue(s.Key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < s.Least)
            .Select(s => $"{s.Key} is {facts.Sysctls[s.Key]}, {s.Least} is the least").ToList();
        return HostOutcome.Of(low.Count > 0 ? string.Join("; ", low) + "." : null, "The limits of inotify are high enough.");
    }

    public static HostOutcome Content(HostUnderTest host, HostCheckFacts all)
    {
        if (host.Facts is not { } facts)
        {
            return HostOutcome.Pending(AccessOfHost.NotAsked);
        }

        var hollow = facts.Content.Where(c => c.EmptyFiles > 0).ToList();
        return facts.Content.Sum(c => c.Files) == 0 ? HostOutcome.None("There is no content on the host.")
            : HostOutcome.Of(hollow.Count > 0 ? $"{hollow.Sum(c => c.EmptyFiles)} files of the content in {hollow[0].Folder} have no length." : null, $"{facts.Content.Sum(c => c.Files)} content files are there, none of them empty.");
    }

    private static bool IsInCluster(HostUnderTest host) => host.Inventory?.Status == "In-Use";

    [GeneratedRegex(@"\A\d+\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
