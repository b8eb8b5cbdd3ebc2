using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;

namespace PaletteAI.Console.Domain.Tests.Clusters;

/// <summary>A snapshot from objects as Kubernetes writes them, through the readers of the product.</summary>
internal static class ClusterJson
{
    private delegate T ReadOne<T>(ref Utf8JsonReader json, FactStrings strings);

    public static ClusterSnapshot Snapshot(IEnumerable<JsonElement> objects, DateTimeOffset asOf)
    {
        var all = objects.ToLookup(o => o.GetProperty("kind").GetString()!);
        return new ClusterSnapshot
        {
            Freshness = Enum.GetValues<FactKind>().ToDictionary(k => k, _ => new FactFreshness(asOf)).ToImmutableDictionary(),
            Nodes = Read(all["Node"], NodeReader.Read),
            Pods = Read(all["Pod"], PodReader.Read),
            CronJobs = Read(all["CronJob"], CronJobReader.Read),
            Jobs = Read(all["Job"], JobReader.Read),
            Events = Read(all["Event"], EventReader.Read),
            Deployments = Read(all["Deployment"], WorkloadReader.Deployment),
            StatefulSets = Read(all["StatefulSet"], WorkloadReader.StatefulSet),
            DaemonSets = Read(all["DaemonSet"], WorkloadReader.DaemonSet),
            Services = Read(all["Service"], ServiceReader.Read),
            Namespaces = Read(all["Namespace"], ObjectReader.Namespace),
            Claims = Read(all["PersistentVolumeClaim"], ObjectReader.Claim),
            Leases = Read(all["Lease"], ObjectReader.Lease),
            Secrets = Read(all["Secret"], ObjectReader.Secret),
        };
    }

    private static List<T> Read<T>(IEnumerable<JsonElement> objects, ReadOne<T> read)
    {
        var (strings, facts) = (new FactStrings(), new List<T>());
        foreach (var element in objects)
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(element.GetRawText()));
            Assert.True(json.Read());
            facts.Add(read(ref json, strings));
        }
        return facts;
    }
}
