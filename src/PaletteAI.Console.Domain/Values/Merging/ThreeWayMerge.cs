using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Merging;

/// <summary>Whose value is taken.</summary>
public enum MergeChoice
{
    /// <summary>The one that is on the host.</summary>
    Theirs,

    /// <summary>The one of the operator who saves.</summary>
    Mine,
}

/// <summary>A key that both sides changed in different ways.</summary>
/// <param name="Path">Its place; an item of a list is named by its id, e-mail or name.</param>
/// <param name="Base">What it was; null when there was nothing.</param>
/// <param name="Mine">What the operator made of it; null = removed.</param>
/// <param name="Theirs">What is on the host; null = removed.</param>
/// <param name="Choice">Whose is in the merged text.</param>
public sealed record MergeConflict(DocumentPath Path, ValueNode? Base, ValueNode? Mine, ValueNode? Theirs, MergeChoice Choice);

/// <summary>A text with both sides' changes.</summary>
/// <param name="Text">The text: theirs, with mine written into it.</param>
/// <param name="Conflicts">Keys to choose; as long as nobody did, theirs stand.</param>
/// <param name="KeepsComments">Whether every line of both sides is there; else comments of mine may be missing.</param>
public sealed record MergedValues(string Text, ImmutableArray<MergeConflict> Conflicts, bool KeepsComments);

/// <summary>
/// Joins two edits of a values file. What the keys come to is decided on the trees; the text is theirs, changed where mine says so: line by
/// line where that gives just these keys, else by edits of single values.
/// </summary>
public static class ThreeWayMerge
{
    private static readonly ImmutableDictionary<string, MergeChoice> _none = ImmutableDictionary<string, MergeChoice>.Empty;

    /// <summary>Joins.</summary>
    /// <param name="base">The file both began from.</param>
    /// <param name="mine">The operator's text.</param>
    /// <param name="theirs">The text on the host.</param>
    /// <param name="choices">Path of a conflict and whose value to take.</param>
    /// <returns><c>merge-unreadable</c> when a side is no values file; <c>merge-by-hand</c> when no text could be made that holds exactly these keys.</returns>
    public static Result<MergedValues> Merge(string @base, string mine, string theirs, IReadOnlyDictionary<string, MergeChoice>? choices = null)
    {
        ArgumentNullException.ThrowIfNull(@base);
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(theirs);
        var (o, a, b) = (Tree(@base), Tree(mine), Tree(theirs));
        if (o is null || a is null || b is null)
        {
            return new Error(ErrorKind.Invalid, "merge-unreadable", $"{(a is null ? "Your text" : b is null ? "The file on the host" : "The file you began from")} is not YAML that Helm reads, so it cannot be merged by key.", "Correct it first, or copy your changes over by hand.");
        }

        var trees = new TreeMerge(choices ?? _none);
        var wanted = trees.Join(o, a, b);
        if (mine == theirs || @base == mine)
        {
            return new MergedValues(theirs, trees.Conflicts, true);
        }

        return @base == theirs ? new MergedValues(mine, [], true) : Write(@base, mine, theirs, wanted, trees.Conflicts);
    }

    private static Result<MergedValues> Write(string @base, string mine, string theirs, ValueMap wanted, ImmutableArray<MergeConflict> conflicts)
    {
        var joined = LineMerge.Join(@base, mine, theirs, joinInsertions: true);
        if (joined.IsClean && Holds(joined.Text, wanted))
        {
            return new MergedValues(joined.Text, conflicts, true);
        }

        var cautious = LineMerge.Join(@base, mine, theirs, joinInsertions: false);
        foreach (var start in (IEnumerable<string>)[cautious.Text, theirs, mine])
        {
            if (Edit(start, wanted) is { } text)
            {
                return new MergedValues(text, conflicts, text == cautious.Text && cautious.IsClean);
            }
        }

        return new Error(ErrorKind.Refused, "merge-by-hand", "Both files changed in a way that cannot be put together safely (anchors, merge keys or an unusual layout).", "Copy your changes over by hand.");
    }

    private static string? Edit(string text, ValueMap wanted)
    {
        var document = YamlReader.Read(text);
        if (ValueTreeReader.Read(document) is not { IsSuccess: true, Value: var tree })
        {
            return null;
        }

        var edits = TreeSteps.Between(tree, wanted).ToList();
        return edits.Count == 0 ? Holds(text, wanted) ? text : null
            : edits.Count <= ValuesEditor.MostEdits && ValuesEditor.Apply(document, edits) is { IsSuccess: true, Value: var edited } && Holds(edited.Text, wanted) ? edited.Text
            : null;
    }

    // The same key twice would hide one side's value behind the other's.
    private static bool Holds(string text, ValueMap wanted)
    {
        var document = YamlReader.Read(text);
        return ValueTreeReader.Read(document) is { IsSuccess: true, Value: var tree } && ValueNode.Same(tree, wanted) && document.Findings.All(f => f.Code != "duplicate-key");
    }

    private static ValueMap? Tree(string text) => ValueTreeReader.Read(YamlReader.Read(text)) is { IsSuccess: true, Value: var tree } ? tree : null;
}
