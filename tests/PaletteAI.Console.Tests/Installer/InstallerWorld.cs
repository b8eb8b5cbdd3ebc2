using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Tests.Installer;

/// <summary>A cluster with an installer, as its facts tell it.</summary>
internal sealed class InstallerWorld(DateTimeOffset now)
{
    public CronJobFacts? CronJob { get; set; } = new()
    {
        Meta = Meta("palette-ai-installer", now.AddDays(-1)),
        Schedule = "*/5 * * * *",
        Volumes = [new VolumeFacts("values", VolumeKind.HostPath, InstallerFinder.ValuesFolder)],
        LastScheduledAt = now.AddMinutes(-1),
        Scheduling = new SchedulingHints { NodeSelector = FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) },
    };

    public ImmutableArray<JobFacts> Jobs { get; set; } = [];

    public ImmutableArray<NodeFacts> Nodes { get; set; } = [Node("edge-1", labelled: true), Node("edge-2"), Node("edge-3")];

    public FactFreshness Freshness { get; set; } = new(now);

    public InstallerStatus Status => InstallerReader.Read(new HealthInput
    {
        Now = now,
        Cluster = ClusterSnapshot.Empty with
        {
            CronJobs = CronJob is null ? [] : [CronJob],
            Jobs = Jobs,
            Nodes = Nodes,
            Freshness = new[] { FactKind.CronJob, FactKind.Job, FactKind.Node, FactKind.Pod }.ToImmutableDictionary(k => k, k => k == FactKind.Job ? Freshness : new FactFreshness(now)),
        },
    });

    public static NodeFacts Node(string name, bool labelled = false) => new()
    {
        Meta = new FactMeta("", name, name, "1", null, null),
        Labels = labelled ? FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) : FactLabels.Empty,
        Conditions = [new ConditionFacts("Ready", "True", "", "", null)],
        Addresses = [new NodeAddressFacts("InternalIP", "10.10.10.1" + name[^1])],
    };

    public JobFacts Job(string name, string condition, int minutesAgo, string why = "") => new()
    {
        Meta = Meta(name, now.AddMinutes(-minutesAgo)),
        Owner = new OwnerFacts("CronJob", "palette-ai-installer", "palette-ai-installer"),
        StartedAt = now.AddMinutes(-minutesAgo),
        Conditions = condition.Length == 0 ? [] : [new ConditionFacts(condition, "True", "", why, now.AddMinutes(-minutesAgo).AddSeconds(75))],
    };

    public void Label(string node) => Nodes = [.. Nodes.Select(n => Node(n.Name, n.Name == node))];

    private static FactMeta Meta(string name, DateTimeOffset at) => new("palette-ai-system", name, name, "1", at, null);
}
