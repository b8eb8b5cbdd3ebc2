using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Merging;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Application.Values;

/// <summary>Joins an edited text with a host's file.</summary>
internal sealed class ValuesMerger(ValuesDesk desk, IValuesStore store)
{
    /// <summary>Joins.</summary>
    public async Task<Result<ValuesMerge>> MergeAsync(MergeValues input, OperationContext context, CancellationToken ct)
    {
        var looked = await desk.LookAsync(context, ct);
        if (!looked.IsSuccess)
        {
            return looked.Error;
        }

        var scene = looked.Value;
        if (scene.Read.FirstOrDefault(r => r.Host.Uid == input.Host) is not { } read)
        {
            return new Error(ErrorKind.NotFound, "host-unknown", $"The appliance has no host {input.Host}.", "Open Values again.", "host");
        }

        if (!read.File.IsSuccess)
        {
            return read.File.Error;
        }

        // A host may have missed saves, or have been changed from an older file than the one these edits began from.
        var ancestor = Lineage.CommonAncestor(scene.Revisions, input.BaseSha256, read.File.Value.Info.Sha256) ?? ValuesBase.First(input.BaseSha256);
        if (await store.FindContentAsync(ancestor, ct) is not { } began)
        {
            return ValuesErrors.Gone;
        }

        var (before, theirs) = (ValuesText.Decode(began.Span), ValuesText.Decode(read.File.Value.Content.Span));
        return (before.Error ?? theirs.Error) is { } error ? error : Merge(input, scene, before.Require().Text, theirs.Require().Text, read.File.Value.Info.Sha256);
    }

    private static Result<ValuesMerge> Merge(MergeValues input, ValuesScene scene, string before, string theirs, string sha256)
    {
        var mine = input.Text.Reveal();
        var context = scene.Surroundings.Context;
        return ThreeWayMerge.Merge(before, mine, theirs, input.Choices).Map(merged =>
        {
            var mask = ValuesComparison.MaskOf(context, Tree(before), Tree(mine), Tree(theirs));
            return new ValuesMerge(
                new Secret(merged.Text), ValuesBase.Join(sha256, input.BaseSha256), scene.Copies.Where(c => c.Sha256.Length > 0).ToImmutableDictionary(c => c.Host, c => c.Sha256),
                [.. merged.Conflicts.Select(c => new ValuesConflict(c.Path.ToString(), Shown(c.Base, c, mask), Shown(c.Mine, c, mask), Shown(c.Theirs, c, mask), c.Choice))],
                ValuesComparison.Of(theirs, merged.Text, context), merged.KeepsComments);
        });
    }

    private static ValueMap? Tree(string text) => ValuesComparison.TreeOf(YamlReader.Read(text));

    private static string? Shown(ValueNode? node, MergeConflict conflict, SecretMask mask) => node is null ? null : ValueJson.ToText(mask.Apply(node, conflict.Path));
}
