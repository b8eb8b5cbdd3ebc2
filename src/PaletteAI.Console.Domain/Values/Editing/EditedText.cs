using System.Collections.Immutable;
using System.Text;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>A text after edits, with what takes it back to the text before, byte for byte.</summary>
public sealed class EditedText
{
    private readonly ImmutableArray<ImmutableArray<TextChange>> _steps;

    internal EditedText(string text, ImmutableArray<ImmutableArray<TextChange>> steps) => (Text, _steps) = (text, steps);

    /// <summary>The text after the edits.</summary>
    public string Text { get; }

    /// <summary>Whether anything changed.</summary>
    public bool HasChanges => _steps.Any(s => s.Length > 0);

    /// <summary>The text as it was before the edits.</summary>
    public string Undo()
    {
        var text = Text;
        foreach (var step in _steps.Reverse())
        {
            text = Write(text, step, forward: false);
        }

        return text;
    }

    /// <summary>Writes changes, which stand in order and do not overlap.</summary>
    internal static string Apply(string text, ImmutableArray<TextChange> changes) => Write(text, changes, forward: true);

    private static string Write(string text, ImmutableArray<TextChange> changes, bool forward)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        var shift = 0;
        foreach (var change in changes)
        {
            var (old, now) = forward ? (change.Removed, change.Inserted) : (change.Inserted, change.Removed);
            var start = change.Start + (forward ? 0 : shift);
            result.Append(text, at, start - at).Append(now);
            at = start + old.Length;
            shift += change.Inserted.Length - change.Removed.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
