using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>
/// Edits a values file on its text: only the bytes of the edit change. Every edit is checked by reading the new text again: it must hold
/// exactly the tree that the edit means, else the edit is refused and the text stays as it was.
/// </summary>
public static class ValuesEditor
{
    /// <summary>Most edits in one call; each one reads the whole text once or twice.</summary>
    public const int MostEdits = 200;

    /// <summary>Makes edits one after the other; all or none.</summary>
    /// <param name="document">The document as read.</param>
    /// <param name="edits">The edits, in order.</param>
    public static Result<EditedText> Apply(YamlDocument document, IReadOnlyList<ValueEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(edits);
        if (edits.Count > MostEdits)
        {
            return new Error(ErrorKind.Invalid, "too-many-edits", $"There are more than {MostEdits} edits.", "Apply them in several calls.");
        }

        var steps = ImmutableArray.CreateBuilder<ImmutableArray<TextChange>>(edits.Count);
        foreach (var edit in edits)
        {
            var made = Make(document, edit);
            if (!made.IsSuccess)
            {
                return made.Error;
            }

            steps.AddRange(made.Value.Steps);
            document = made.Value.Document;
        }

        return new EditedText(document.Text, steps.ToImmutable());
    }

    private static Result<Edited> Make(YamlDocument document, ValueEdit edit)
    {
        var read = ValueTreeReader.Read(document);
        if (!read.IsSuccess)
        {
            return read.Error;
        }

        var intended = Intended(read.Value, edit);
        if (!intended.IsSuccess)
        {
            return intended.Error;
        }

        if (ValueNode.Same(intended.Value, read.Value) && edit.Operation != EditOperation.Move)
        {
            return new Edited([], document);
        }

        var place = EditPlace.Find(document, edit.Path);
        if (!place.IsSuccess)
        {
            return place.Error;
        }

        return FirstSafe(document, EditPlanner.Candidates(document, edit, place.Value), intended.Value)
            ?? (edit.Operation == EditOperation.Move ? TakeAndPut(document, edit, read.Value) : NotSafe(edit.Path));
    }

    private static Edited? FirstSafe(YamlDocument document, IEnumerable<IEnumerable<TextChange>> candidates, ValueNode intended)
    {
        foreach (var candidate in candidates)
        {
            if (EditLayout.Ordered(candidate) is not { } changes)
            {
                continue;
            }

            var next = YamlReader.Reread(document, EditedText.Apply(document.Text, changes));
            if (next.Root is not null && ValueTreeReader.Read(next) is { IsSuccess: true, Value: var tree } && ValueNode.Same(tree, intended))
            {
                return new Edited([changes], next);
            }
        }

        return null;
    }

    // Where the written text cannot be carried over as it stands, the value is written anew at its target.
    private static Result<Edited> TakeAndPut(YamlDocument document, ValueEdit edit, ValueMap tree)
    {
        var value = EffectiveValues.Find(tree, edit.Path)!;
        var taken = Make(document, new ValueEdit(EditOperation.Unset, edit.Path));
        if (!taken.IsSuccess)
        {
            return taken;
        }

        var put = Make(taken.Value.Document, new ValueEdit(EditOperation.Insert, edit.To!, value));
        return put.IsSuccess ? new Edited([.. taken.Value.Steps, .. put.Value.Steps], put.Value.Document) : put;
    }

    private static Error NotSafe(DocumentPath path) => new(
        ErrorKind.Refused, "edit-not-safe", $"{path} cannot be changed here without touching something else (an anchor, a merge key, or an unusual layout).",
        "Edit these lines by hand.", path.ToString());

    private static Result<ValueNode> Intended(ValueMap tree, ValueEdit edit)
    {
        if (edit.Path.Segments.IsEmpty && edit.Operation != EditOperation.Append)
        {
            return new Error(ErrorKind.Usage, "path-empty", "The path is empty; it would replace the whole file.", "Name a key.");
        }

        return edit.Operation switch
        {
            EditOperation.Set => TreeEdits.Set(tree, edit.Path, edit.Value!),
            EditOperation.Insert => TreeEdits.Insert(tree, edit.Path, edit.Value!),
            EditOperation.Append => TreeEdits.Append(tree, edit.Path, edit.Value!),
            EditOperation.Unset => TreeEdits.Unset(tree, edit.Path),
            EditOperation.Move => Moved(tree, edit),
            _ => throw new ArgumentException("Not a known operation.", nameof(edit)),
        };
    }

    private static Result<ValueNode> Moved(ValueMap tree, ValueEdit edit)
    {
        if (EffectiveValues.Find(tree, edit.Path) is not { } value)
        {
            return TreeEdits.NotFound(edit.Path);
        }

        var target = edit.To!;
        if (target.Segments.IsEmpty || target.Segments.Take(edit.Path.Segments.Length).SequenceEqual(edit.Path.Segments))
        {
            return target.Equals(edit.Path)
                ? Result<ValueNode>.Success(tree)
                : new Error(ErrorKind.Refused, "move-into-itself", "A value cannot be moved into itself.", "Name another target.", target.ToString());
        }

        var without = TreeEdits.Unset(tree, edit.Path);
        if (without.IsSuccess && target.Segments[^1].Index is null && EffectiveValues.Find(without.Value, target) is not null)
        {
            return new Error(ErrorKind.Refused, "target-exists", $"There is already something at {target}.", "Unset it first, or name another target.", target.ToString());
        }

        return without.IsSuccess ? TreeEdits.Insert(without.Value, target, value) : without;
    }

    private sealed record Edited(ImmutableArray<ImmutableArray<TextChange>> Steps, YamlDocument Document);
}
