using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>Causes out of symptoms.</summary>
internal static class CauseGrouping
{
    /// <summary>More different sentences than this say the same thing over and over.</summary>
    private const int MostSentences = 3;

    public static ImmutableArray<(HealthCause Cause, string? RootKey)> Group(IEnumerable<Symptom> symptoms) =>
        [.. symptoms.GroupBy(s => s.Key, StringComparer.Ordinal).Select(Merge)];

    private static (HealthCause Cause, string? RootKey) Merge(IGrouping<string, Symptom> group)
    {
        Symptom[] members = [.. group.OrderByDescending(s => s.Weight).ThenBy(s => s.Since ?? DateTimeOffset.MaxValue)];
        var first = members[0];
        var sentences = members.Select(s => s.Message).Where(m => m.Length > 0).Distinct(StringComparer.Ordinal).Take(MostSentences);
        return (new HealthCause(
            first.Code, first.Weight, first.Namespace, first.Subject, members.Min(s => s.Since), string.Join(" ", sentences), CauseCodes.FixOf(first.Code),
            [.. members.Select(s => s.Victim).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]),
            members.Select(s => s.RootKey).FirstOrDefault(k => k is not null));
    }
}

/// <summary>Puts causes into the order in which they are repaired.</summary>
internal static class CauseOrder
{
    /// <summary>What decides the verdict first, the nearest to the root first, roots before what they bring about.</summary>
    public static ImmutableArray<HealthCause> Sort(ImmutableArray<(HealthCause Cause, string? RootKey)> causes)
    {
        var ordered = causes
            .OrderBy(c => StageOf(c.Cause))
            .ThenBy(c => CauseCodes.RankOf(c.Cause.Code))
            .ThenByDescending(c => c.Cause.Weight)
            .ThenByDescending(c => c.Cause.Victims.Length)
            .ThenBy(c => c.Cause.Since ?? DateTimeOffset.MaxValue)
            .ThenBy(c => c.Cause.Key, StringComparer.Ordinal)
            .ToArray();
        var byKey = ordered.ToDictionary(c => c.Cause.Key, StringComparer.Ordinal);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var result = ImmutableArray.CreateBuilder<HealthCause>(ordered.Length);
        foreach (var (cause, _) in ordered)
        {
            Place(cause.Key);
        }
        return result.DrainToImmutable();

        // A ring of roots ends at the cause that is placed already.
        void Place(string key)
        {
            if (!byKey.TryGetValue(key, out var entry) || !placed.Add(key))
            {
                return;
            }
            if (entry.RootKey is { } root)
            {
                Place(root);
            }
            result.Add(entry.Cause);
        }
    }

    // While the installer waits nobody expects endpoints: what it waits for comes first.
    private static int StageOf(HealthCause cause) => cause.Weight switch
    {
        CauseWeight.Blind => 0,
        CauseWeight.Failing or CauseWeight.Degraded => 1,
        _ when cause.Code is CauseCodes.InstallerWaitsForLabel or CauseCodes.InstallerFirstRun => 2,
        CauseWeight.Unsure => 3,
        CauseWeight.Waiting => 4,
        _ => 5,
    };
}
