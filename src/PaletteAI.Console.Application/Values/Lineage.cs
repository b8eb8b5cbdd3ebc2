using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Application.Values;

/// <summary>
/// Which files came from which. A host that missed a save has an older file, not another one: what it lacks are no changes of somebody, and
/// joining with it must not undo what was saved since.
/// </summary>
internal static class Lineage
{
    /// <summary>Whether a host's file is an earlier state of what was edited, left behind by a save that did not reach the host.</summary>
    /// <param name="revisions">Newest first.</param>
    /// <param name="host">Id of the host.</param>
    /// <param name="sha256">Its file.</param>
    /// <param name="origins">What the edit came from; see <see cref="ValuesBase"/>.</param>
    public static bool IsLeftBehind(ImmutableArray<ValuesRevision> revisions, string host, string sha256, string origins)
    {
        var there = revisions.FirstOrDefault(r => r.Hosts.Any(h => h.Host == host && h.State is ValuesWriteState.There or ValuesWriteState.Written));
        var edited = origins.Split(',');
        var newest = revisions.FirstOrDefault(r => edited.Contains(r.Sha256));
        // Somebody who put an old file back on purpose did so after the newer one was written.
        return there is not null && there.Sha256 == sha256 && newest is not null && there.Number < newest.Number && Ancestors(revisions, origins).Contains(sha256);
    }

    /// <summary>The newest file both came from; null when the history does not tell.</summary>
    public static string? CommonAncestor(ImmutableArray<ValuesRevision> revisions, string origins, string theirs)
    {
        var known = Ancestors(revisions, origins).ToHashSet(StringComparer.Ordinal);
        return Ancestors(revisions, theirs).FirstOrDefault(known.Contains);
    }

    // Itself first, then newest first. The same content may come twice: each step goes to older revisions, so that it ends.
    private static IEnumerable<string> Ancestors(ImmutableArray<ValuesRevision> revisions, string origins)
    {
        var known = new HashSet<string>(origins.Split(','), StringComparer.Ordinal);
        return known.ToList().Concat(revisions.Where(r => known.Contains(r.Sha256)).SelectMany(r => r.BaseSha256.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(known.Add)));
    }
}
