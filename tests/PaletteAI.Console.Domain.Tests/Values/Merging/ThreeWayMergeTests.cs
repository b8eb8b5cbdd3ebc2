using CsCheck;
using PaletteAI.Console.Domain.Tests.Values.Editing;
using PaletteAI.Console.Domain.Values.Comparing;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Merging;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Merging;

public sealed class ThreeWayMergeTests
{
    /// <summary>A file and what two operators made of it, each by up to four edits.</summary>
    private static readonly Gen<(string Base, string Mine, string Theirs)> _cases =
        from document in WrittenDocument.Any
        from mine in Edits(document)
        from theirs in Edits(document)
        select (document.Text, Edited(document.Text, mine), Edited(document.Text, theirs));

    [Fact]
    public void One_sided_changes_come_out_byte_for_byte() => _cases.Sample(c =>
    {
        Assert.Equal(c.Mine, Merged(c.Base, c.Mine, c.Base).Text);
        Assert.Equal(c.Theirs, Merged(c.Base, c.Base, c.Theirs).Text);
        Assert.Equal(c.Mine, Merged(c.Base, c.Mine, c.Mine).Text);
    }, iter: 1000);

    [Fact]
    public void Conflicts_are_the_same_from_both_sides() => _cases.Sample(c =>
    {
        var (one, other) = (ThreeWayMerge.Merge(c.Base, c.Mine, c.Theirs), ThreeWayMerge.Merge(c.Base, c.Theirs, c.Mine));
        if (one.IsSuccess && other.IsSuccess)
        {
            Assert.Equal(Paths(one.Value), Paths(other.Value));
        }
    }, iter: 1000);

    [Fact]
    public void No_change_of_either_side_is_lost_unless_it_is_told() => _cases.Sample(c =>
    {
        var merge = ThreeWayMerge.Merge(c.Base, c.Mine, c.Theirs);
        if (!merge.IsSuccess)
        {
            Assert.Equal("merge-by-hand", merge.Error.Code);
            return;
        }

        var (o, result) = (Tree(c.Base), Tree(merge.Value.Text));
        foreach (var change in ValueDiff.Between(o, Tree(c.Theirs)).Concat(ValueDiff.Between(o, Tree(c.Mine))).Where(d => d.Path.Segments.All(s => s.Index is null)))
        {
            var isThere = ValueNode.Same(EffectiveValues.Find(result, change.Path), change.After);
            Assert.True(isThere || merge.Value.Conflicts.Any(f => IsTold(f, change)) || OtherSideBelow(c, change.Path), $"{change.Path}\n{c.Base}\n--- mine\n{c.Mine}\n--- theirs\n{c.Theirs}\n--- merged\n{merge.Value.Text}");
        }
    }, iter: 1000);

    [Fact]
    public void Choosing_mine_everywhere_keeps_all_of_mine() => _cases.Sample(c =>
    {
        var first = ThreeWayMerge.Merge(c.Base, c.Mine, c.Theirs);
        if (!first.IsSuccess || first.Value.Conflicts.IsEmpty)
        {
            return;
        }

        var choices = first.Value.Conflicts.ToDictionary(f => f.Path.ToString(), _ => MergeChoice.Mine);
        var chosen = ThreeWayMerge.Merge(c.Base, c.Mine, c.Theirs, choices);
        if (chosen.IsSuccess)
        {
            Assert.All(chosen.Value.Conflicts.Where(f => f.Path.Segments.All(s => s.Index is null) && f.Mine is not null && EffectiveValues.Find(Tree(c.Mine), f.Path) is not null),
                f => Assert.True(ValueNode.Same(f.Mine, EffectiveValues.Find(Tree(chosen.Value.Text), f.Path))));
        }
    }, iter: 500);

    [Fact]
    public void A_merge_that_has_to_be_made_by_hand_is_rare()
    {
        var (all, byHand) = (0, 0);
        _cases.Sample(c =>
        {
            Interlocked.Increment(ref all);
            Interlocked.Add(ref byHand, ThreeWayMerge.Merge(c.Base, c.Mine, c.Theirs).IsSuccess ? 0 : 1);
        }, iter: 1000);
        Assert.True(byHand * 50 < all, $"{byHand} of {all}");
    }

    [Fact]
    public void Comments_of_both_sides_stay()
    {
        var mine = SampleFile.Text.Replace("timeout: 5s         # queries", "timeout: 9s         # queries are slow here", StringComparison.Ordinal);
        var theirs = SampleFile.Text.Replace("    # Local users: for emergencies only.", "    # Local users: two people know the password.\n    # See the safe.", StringComparison.Ordinal);
        var merged = Merged(SampleFile.Text, mine, theirs);

        Assert.True(merged.KeepsComments);
        Assert.Contains("timeout: 9s         # queries are slow here", merged.Text, StringComparison.Ordinal);
        Assert.Contains("    # See the safe.", merged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_connectors_added_by_two_people_are_both_there()
    {
        var (mine, theirs) = (WithConnector("mine"), WithConnector("theirs"));
        var merged = Merged(SampleFile.Text, mine, theirs);

        Assert.Empty(merged.Conflicts);
        var connectors = (ValueList)EffectiveValues.Find(Tree(merged.Text), DocumentPath.Parse("dex.config.connectors").Require())!;
        Assert.Equal(["corp", "mine", "theirs"], connectors.Items.Select(i => ((ValueScalar)((ValueMap)i).Find("id")!).Text).Order(StringComparer.Ordinal));
        Assert.Contains("# Local users: for emergencies only.", merged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_both_changed_is_named_with_both_values_and_theirs_stands_until_chosen()
    {
        var mine = SampleFile.Text.Replace("timeout: 5s", "timeout: 7s", StringComparison.Ordinal);
        var theirs = SampleFile.Text.Replace("timeout: 5s", "timeout: 9s", StringComparison.Ordinal);

        var merged = Merged(SampleFile.Text, mine, theirs);
        var conflict = Assert.Single(merged.Conflicts);
        Assert.Equal(("global.metrics.timeout", "5s", "7s", "9s"), (conflict.Path.ToString(), Text(conflict.Base), Text(conflict.Mine), Text(conflict.Theirs)));
        Assert.Equal(theirs, merged.Text);
        Assert.Equal(mine, ThreeWayMerge.Merge(SampleFile.Text, mine, theirs, new Dictionary<string, MergeChoice> { [conflict.Path.ToString()] = MergeChoice.Mine }).Require().Text);
    }

    [Fact]
    public void A_text_that_is_no_yaml_is_refused_and_said_whose_it_is() =>
        Assert.StartsWith("Your text", ThreeWayMerge.Merge("a: 1\n", "a: [\n", "a: 2\n").Error!.Message, StringComparison.Ordinal);

    private static string WithConnector(string id) => SampleFile.Text.Replace(
        "    # Local users: for emergencies only.", $"      - type: oidc   # added by {id}\n        id: {id}\n        name: {id}\n        config: {{issuer: \"https://{id}.example\"}}\n    # Local users: for emergencies only.", StringComparison.Ordinal);

    // What one side emptied has its conflict at the item the other side changed.
    private static bool IsTold(MergeConflict conflict, ValueChange change) =>
        IsWithin(change.Path, conflict.Path) || (change.After is ValueMap { Count: 0 } or ValueList { Items.Count: 0 } && IsWithin(conflict.Path, change.Path));

    // A change inside what the other side removed or replaced is a conflict of the two, named at the place where they part.
    private static bool OtherSideBelow((string Base, string Mine, string Theirs) c, DocumentPath path) =>
        ValueDiff.Between(Tree(c.Base), Tree(c.Mine)).Concat(ValueDiff.Between(Tree(c.Base), Tree(c.Theirs))).Any(d => d.Path != path && IsWithin(d.Path, path) && d.After is not null);

    private static bool IsWithin(DocumentPath path, DocumentPath outer) =>
        path.Segments.Length >= outer.Segments.Length && path.Segments.Take(outer.Segments.Length).SequenceEqual(outer.Segments);

    private static Gen<(DocumentPath Path, int What)[]> Edits(WrittenDocument document) => document.Paths.Count == 0
        ? Gen.Const(Array.Empty<(DocumentPath, int)>())
        : Gen.Select(Gen.Int[0, document.Paths.Count - 1].Select(i => document.Paths[i]), Gen.Int[0, 3]).Array[0, 4];

    private static string Edited(string text, (DocumentPath Path, int What)[] edits)
    {
        foreach (var (path, what) in edits)
        {
            var edit = what switch
            {
                0 => new ValueEdit(EditOperation.Unset, path),
                1 => new ValueEdit(EditOperation.Set, path, ValueScalar.Of(ValueSource.User, "changed")),
                2 => new ValueEdit(EditOperation.Set, path, ValueScalar.Of(ValueSource.User, path.Segments.Length)),
                _ => new ValueEdit(EditOperation.Set, DocumentPath.Root.Append("fresh").Append(path.ToString()), ValueScalar.Of(ValueSource.User, true)),
            };
            text = ValuesEditor.Apply(YamlReader.Read(text), [edit]) is { IsSuccess: true, Value: var edited } ? edited.Text : text;
        }

        return text;
    }

    private static IEnumerable<string> Paths(MergedValues merged) => merged.Conflicts.Select(c => c.Path.ToString()).Order(StringComparer.Ordinal);

    private static MergedValues Merged(string @base, string mine, string theirs) => ThreeWayMerge.Merge(@base, mine, theirs).Require();

    private static ValueMap Tree(string text) => ValueTreeReader.Read(YamlReader.Read(text)).Require();

    private static string Text(ValueNode? node) => ((ValueScalar)node!).Text;
}
