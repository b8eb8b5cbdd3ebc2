using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Comparing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Application.Values;

/// <summary>Two values files compared, secrets masked by place and by value on both sides.</summary>
/// <param name="FileDiff">What differs in the text; empty when nothing does.</param>
/// <param name="KeyChanges">What differs in the effective values; empty when nothing does, or a side cannot be read as values.</param>
/// <param name="IsComplete">Whether both sides could be read as values.</param>
public sealed record ValuesComparison(ImmutableArray<TextDiffLine> FileDiff, ImmutableArray<ValuesKeyChange> KeyChanges, bool IsComplete)
{
    /// <summary>Compares.</summary>
    /// <param name="before">Text before.</param>
    /// <param name="after">Text after.</param>
    /// <param name="context">What the installer knows besides; null when it is not known: then the user's values alone are compared.</param>
    public static ValuesComparison Of(string before, string after, InstallerContext? context)
    {
        var (old, now) = (YamlReader.Read(before), YamlReader.Read(after));
        var (a, b) = (TreeOf(old), TreeOf(now));
        var mask = MaskOf(context, a, b);
        // A text that is refused is not kept by the reader; it is shown without its values.
        var diff = TextDiff.Of(before, after, TextMask.Apply(old, before, mask), TextMask.Apply(now, after, mask), showBefore: b is null);
        return new ValuesComparison(diff, a is null || b is null ? [] : Keys(Effective(a, context), Effective(b, context), mask), a is not null && b is not null);
    }

    /// <summary>A mask that knows the secrets of these files and of the installer.</summary>
    public static SecretMask MaskOf(InstallerContext? context, params ValueMap?[] trees) =>
        SecretMask.Of(trees.OfType<ValueMap>(), context is null ? [] : SecretMask.SecretsOf(context));

    /// <summary>Leaves of the effective values that differ.</summary>
    public static int CountKeys(ValueMap before, ValueMap after, InstallerContext? context) => ValueDiff.Between(Effective(before, context), Effective(after, context)).Length;

    internal static ValueMap? TreeOf(YamlDocument document) => ValueTreeReader.Read(document) is { IsSuccess: true, Value: var tree } ? tree : null;

    private static ValueMap Effective(ValueMap user, InstallerContext? context) => context is null ? user : EffectiveValues.Compute(user, context).Root;

    private static ImmutableArray<ValuesKeyChange> Keys(ValueMap before, ValueMap after, SecretMask mask) => [.. ValueDiff.Between(before, after).Select(c =>
    {
        var (old, now) = (Masked(c.Before, c, mask), Masked(c.After, c, mask));
        return new ValuesKeyChange(c.Path.ToString(), old?.Text, now?.Text, (c.After ?? c.Before)!.Source, old?.IsHidden == true || now?.IsHidden == true);
    })];

    private static (string Text, bool IsHidden)? Masked(ValueNode? node, ValueChange change, SecretMask mask)
    {
        if (node is null)
        {
            return null;
        }

        var shown = mask.Apply(node, change.Path);
        return (ValueJson.ToText(shown), !ReferenceEquals(shown, node) && shown is ValueScalar);
    }
}
