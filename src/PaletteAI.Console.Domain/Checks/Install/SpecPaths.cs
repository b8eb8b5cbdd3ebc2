using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Checks.Install;

/// <summary>Places in an install spec.</summary>
internal static class SpecPaths
{
    public const string Vip = "spec.cluster.vip";
    public const string DnsName = "spec.cluster.dnsName";

    public static string Tag(string key) => DocumentPath.Root.Append("metadata").Append("tags").Append(key).ToString();

    public static string Variable(string name) => DocumentPath.Root.Append("spec").Append("profileConfig").Append(name).ToString();

    public static string Ntp(int index) => $"spec.cluster.ntpServers[{index}]";

    public static string SshKey(int index) => $"spec.cluster.sshKeys[{index}]";

    public static string Pool(int index, string field = "") => field.Length == 0 ? $"spec.nodePools[{index}]" : $"spec.nodePools[{index}].{field}";

    public static string Label(int pool, string key) => DocumentPath.Root.Append("spec").Append("nodePools").Append(pool).Append("labels").Append(key).ToString();

    public static string Taint(int pool, int index, string field = "") => Pool(pool, $"taints[{index}]") + (field.Length == 0 ? "" : "." + field);

    public static string Host(int pool, int index, string field) => Pool(pool, $"hosts[{index}].{field}");

    public static IEnumerable<(NodePool Pool, int Index)> Pools(InstallSpec spec) => spec.NodePools.Select((p, i) => (p, i));

    public static IEnumerable<(NodePool Pool, int PoolIndex, PoolHost Host, int Index)> Hosts(InstallSpec spec) =>
        Pools(spec).SelectMany(p => p.Pool.Hosts.Select((h, i) => (p.Pool, p.Index, h, i)));

    public static string PoolName(NodePool pool, int index) => pool.Name.Length == 0 ? $"pool {index + 1}" : pool.Name;
}
