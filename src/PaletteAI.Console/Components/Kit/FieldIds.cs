namespace PaletteAI.Console.Components.Kit;

/// <summary>Stable element ids, so that links and focus find a field by the path of its finding.</summary>
public static class FieldIds
{
    /// <summary>The id of a control: given, else from its path, else from its label.</summary>
    public static string For(string? id, string? path, string label) =>
        !string.IsNullOrEmpty(id) ? id : Slug(string.IsNullOrEmpty(path) ? label : path);

    /// <summary>Letters and digits of <paramref name="text"/>, joined by hyphens and prefixed.</summary>
    public static string Slug(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-').ToArray();
        return "field-" + string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
    }
}
