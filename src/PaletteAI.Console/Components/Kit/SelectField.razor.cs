using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components.Kit;

/// <summary>One of few. The browser's own control: it opens without a round trip and every screen reader knows it.</summary>
public sealed partial class SelectField : FieldBase<string>
{
    /// <summary>What can be chosen.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<SelectOption> Options { get; set; } = [];

    // What arrives is the browser's word: only an offered value counts.
    private Task CommitAsync(ChangeEventArgs change) =>
        !Disabled && change.Value is string chosen && Options.Any(o => o.Value == chosen) ? SetAsync(chosen) : Task.CompletedTask;
}

/// <summary>An entry of a <see cref="SelectField"/>.</summary>
/// <param name="Value">Value.</param>
/// <param name="Label">Text shown.</param>
public sealed record SelectOption(string Value, string Label)
{
    /// <summary>An option shown as its value.</summary>
    public static SelectOption Of(string value) => new(value, value);

    /// <summary>Options of a filter: all (the empty value), then each value that occurs, in order.</summary>
    /// <param name="all">Text of the first.</param>
    /// <param name="values">What occurs; empty ones are left out.</param>
    public static IReadOnlyList<SelectOption> AllOr(string all, IEnumerable<string> values) =>
        [new("", all), .. values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Of)];
}
