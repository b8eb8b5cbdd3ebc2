using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>What an edit does.</summary>
public enum EditOperation
{
    /// <summary>Gives a path a value; missing parents are made.</summary>
    Set,

    /// <summary>Removes a key or an item.</summary>
    Unset,

    /// <summary>Adds an item at the end of a list.</summary>
    Append,

    /// <summary>Adds an item to a list in front of the one at the path's index; elsewhere the same as set.</summary>
    Insert,

    /// <summary>Takes a value from one path to another; in lists the target is the item's index afterwards.</summary>
    Move,
}

/// <summary>One edit of a values file.</summary>
/// <param name="Operation">What to do.</param>
/// <param name="Path">Where.</param>
/// <param name="Value">The value to set or append; null for the other operations.</param>
/// <param name="To">Where to move; null for the other operations.</param>
public sealed record ValueEdit(EditOperation Operation, DocumentPath Path, ValueNode? Value = null, DocumentPath? To = null);

/// <summary>A piece of text replaced by another, in UTF-16 units of the text before.</summary>
/// <param name="Start">Offset of the first unit replaced.</param>
/// <param name="Removed">The text that stood there.</param>
/// <param name="Inserted">The text that stands there now.</param>
public readonly record struct TextChange(int Start, string Removed, string Inserted);
