using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>How a field of a form is entered.</summary>
public enum FormFieldKind
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A text that is masked.</summary>
    Secret,

    /// <summary>On, off, or not given.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>One of <see cref="FormField.Choices"/>, or not given.</summary>
    Choice,

    /// <summary>YAML, for what has no field of its own; checked when it is taken over.</summary>
    Yaml,
}

/// <summary>A field of a form.</summary>
/// <param name="Name">Path below what the form edits, e.g. <c>userSearch.baseDN</c>; also the path in findings.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Help">What it is for, as a sentence or two.</param>
/// <param name="Kind">How it is entered.</param>
public sealed record FormField(string Name, string Label, string Help, FormFieldKind Kind)
{
    /// <summary>Without it nothing works.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What counts when it is not given, as text; empty = nothing.</summary>
    public string Default { get; init; } = "";

    /// <summary>Rarely needed: folded away.</summary>
    public bool IsAdvanced { get; init; }

    /// <summary>Texts to choose from.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>First Dex release that knows it; empty = every one in use.</summary>
    public string Since { get; init; } = "";

    /// <summary>Replaced by something else: shown only when the file has it.</summary>
    public bool IsDeprecated { get; init; }
}

/// <summary>What was entered into a field. Which part counts follows from the field's kind.</summary>
/// <param name="Text">Text, secret, choice, number or YAML; empty = not given.</param>
/// <param name="Items">Items of a list; empty = not given.</param>
/// <param name="Flag">On or off; null = not given.</param>
public sealed record FormValue(string Text, ImmutableArray<string> Items, bool? Flag)
{
    /// <summary>Not given.</summary>
    public static FormValue None { get; } = new("", [], null);

    /// <summary>A text.</summary>
    public static FormValue Of(string text) => None with { Text = text };

    /// <summary>A list.</summary>
    public static FormValue Of(IEnumerable<string> items) => None with { Items = [.. items] };

    /// <summary>On or off.</summary>
    public static FormValue Of(bool? flag) => None with { Flag = flag };

    /// <inheritdoc/>
    public bool Equals(FormValue? other) => other is not null && Text == other.Text && Flag == other.Flag && Items.SequenceEqual(other.Items, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Flag, Items.Length);

    /// <summary>Never the text: it may be a secret.</summary>
    public override string ToString() => "***";
}
