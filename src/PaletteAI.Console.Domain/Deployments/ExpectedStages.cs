using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>A stage of the plan.</summary>
/// <param name="Category">Rank of its category.</param>
/// <param name="Rank">Rank among all stages.</param>
/// <param name="Key">Type and reason.</param>
/// <param name="Label">What people call it.</param>
/// <param name="SoundsLikeHost">By its names a host's; decides only until somebody reports it.</param>
internal sealed record ExpectedStage(int Category, int Rank, string Key, string Label, bool SoundsLikeHost);

/// <summary>The announced order, flattened, with what was reported laid over it.</summary>
internal sealed class ExpectedStages
{
    private readonly ImmutableArray<ExpectedStage> _all;
    private readonly ILookup<(string Lane, string Key), Milestone> _reported;
    private readonly HashSet<string> _hostKeys;

    public ExpectedStages(DeploymentCourse course)
    {
        _all = Flatten(course.ExpectedOrder);
        _reported = course.Milestones.ToLookup(m => (m.Lane, KeyOf(m.Type, m.Reason)));
        var byHosts = course.Milestones.Where(m => m.Lane.Length > 0).Select(m => KeyOf(m.Type, m.Reason)).ToHashSet(StringComparer.Ordinal);
        var byCluster = course.Milestones.Where(m => m.Lane.Length == 0).Select(m => KeyOf(m.Type, m.Reason)).ToHashSet(StringComparer.Ordinal);
        _hostKeys = [.. _all.Where(s => byHosts.Contains(s.Key) || (!byCluster.Contains(s.Key) && s.SoundsLikeHost)).Select(s => s.Key)];
        Lanes = ["", .. course.Hosts.Select(h => h.Uid)];
        ReportsProgress = course.Milestones.Any(m => m.State == MilestoneState.Running);
    }

    /// <summary>The appliance says what is under way, so nothing needs to be inferred.</summary>
    public bool ReportsProgress { get; }

    /// <summary>The cluster's lane first.</summary>
    public ImmutableArray<string> Lanes { get; }

    public static string KeyOf(string type, string reason) => $"{type}|{reason}";

    /// <summary>Stages a lane has to pass.</summary>
    public IEnumerable<ExpectedStage> Of(string lane) => _all.Where(s => Concerns(lane, s));

    public IEnumerable<Milestone> Reported(string lane, string key) => _reported[(lane, key)];

    public bool IsDone(string lane, string key) => Reported(lane, key).Any(m => m.State == MilestoneState.Done);

    /// <summary>Done, or a later stage of the same category is: it went by without a report.</summary>
    public bool IsPassed(string lane, ExpectedStage stage) => _all.Any(s => s.Category == stage.Category && s.Rank >= stage.Rank && IsDone(lane, s.Key));

    /// <summary>The first category that is not behind every lane that has it; past the last one when all are.</summary>
    public int CurrentCategory()
    {
        var open = _all.Where(s => Lanes.Any(lane => Concerns(lane, s) && !IsPassed(lane, s)));
        return open.Select(s => s.Category).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>
    /// Share of the plan that is behind, 0–1. Each stage counts the same, a host's stage by the share of hosts that passed it.
    /// Never falls when more is reported: whose a stage is thought to be plays no part.
    /// </summary>
    public double Share()
    {
        if (_all.IsEmpty)
        {
            return 0;
        }
        string[] hosts = [.. Lanes.Where(l => l.Length > 0)];
        return _all.Average(s => IsPassed("", s) || hosts.Length == 0 ? (IsPassed("", s) ? 1 : 0) : hosts.Average(h => IsPassed(h, s) ? 1.0 : 0));
    }

    /// <summary>The moment the categories before this one were behind; null when nothing is known of them.</summary>
    public DateTimeOffset? EndOfEarlier(int category)
    {
        var times = _all.Where(s => s.Category < category)
            .SelectMany(s => Lanes.SelectMany(lane => Reported(lane, s.Key)))
            .Where(m => m.State == MilestoneState.Done)
            .Select(m => (DateTimeOffset?)m.At);
        return times.Max();
    }

    private bool Concerns(string lane, ExpectedStage stage) => _hostKeys.Contains(stage.Key) == (lane.Length > 0);

    private static ImmutableArray<ExpectedStage> Flatten(ImmutableArray<ExpectedCategory> order) =>
        [.. order.OrderBy(c => c.Order)
            .SelectMany((category, i) => category.Conditions.OrderBy(c => c.Order).Select(c => (Rank: i, Category: category.Category, Condition: c)))
            .DistinctBy(x => KeyOf(x.Condition.Type, x.Condition.Reason))
            .Select((x, rank) => new ExpectedStage(
                x.Rank, rank, KeyOf(x.Condition.Type, x.Condition.Reason), StageLabels.Of(x.Condition), SoundsLikeHosts(x.Category) || SoundsLikeHosts(x.Condition.Type)))];

    private static bool SoundsLikeHosts(string name) =>
        new[] { "host", "node", "join", "kubeadm" }.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
