using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>A list of texts: each can be edited, several can be pasted at once. What is typed below is added when the field is left.</summary>
public sealed partial class TextListEditor
{
    private int _round;
    private bool _wasAdded;
    private string _said = "";
    private IReadOnlyList<Finding> _refused = [];

    /// <summary>Legend.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>One of them, e.g. "NTP server".</summary>
    [Parameter, EditorRequired] public string Noun { get; set; } = "";

    /// <summary>Path of the list.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>The texts.</summary>
    [Parameter, EditorRequired] public ImmutableArray<string> Items { get; set; } = [];

    /// <summary>The changed texts.</summary>
    [Parameter] public EventCallback<ImmutableArray<string>> ItemsChanged { get; set; }

    /// <summary>What is wrong with list and entries.</summary>
    [Parameter] public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>Splits what was pasted into entries.</summary>
    [Parameter, EditorRequired] public Func<string, IReadOnlyList<string>> Split { get; set; } = default!;

    /// <summary>Why a text must not be stored at all; null when it may.</summary>
    [Parameter] public Func<string, Finding?>? Refuse { get; set; }

    /// <summary>What an entry is, for the line under its label.</summary>
    [Parameter] public Func<string, string?>? Describe { get; set; }

    /// <summary>Label of the field that adds.</summary>
    [Parameter, EditorRequired] public string AddLabel { get; set; } = "";

    /// <summary>One sentence under it.</summary>
    [Parameter] public string AddHelp { get; set; } = "";

    /// <summary>Its height.</summary>
    [Parameter] public int AddLines { get; set; } = 2;

    /// <summary>An example.</summary>
    [Parameter] public string Example { get; set; } = "";

    /// <summary>Largest size of what is typed or pasted at once, bytes.</summary>
    [Parameter] public int MaxBytes { get; set; } = 4096;

    private IReadOnlyList<Finding> Own => [.. Findings.Where(f => f.Path == Path)];

    private IReadOnlyList<Finding> At(int index) => [.. Findings.Where(f => f.Path == $"{Path}[{index}]")];

    private async Task AddAsync(string text)
    {
        _said = "";
        if (Refuse?.Invoke(text) is { } refusal)
        {
            // The text leaves the page too.
            _round++;
            _refused = [refusal];
            return;
        }

        _refused = [];
        var added = Split(text);
        if (added.Count == 0)
        {
            return;
        }

        _round++;
        _wasAdded = true;
        _said = added.Count == 1 ? $"Added 1 {Noun}." : $"Added {added.Count} {Noun}s, one for each that was pasted.";
        await ItemsChanged.InvokeAsync(Items.AddRange(added));
    }

    private Task ChangeAsync(int index, string text)
    {
        if (index >= Items.Length)
        {
            return Task.CompletedTask;
        }

        if (Refuse?.Invoke(text) is { } refusal)
        {
            _refused = [refusal];
            return Task.CompletedTask;
        }

        _refused = [];
        return ItemsChanged.InvokeAsync(Items.SetItem(index, text));
    }

    private Task RemoveAsync(int index)
    {
        _said = index < Items.Length ? $"Removed {Noun} {index + 1}." : "";
        return index < Items.Length ? ItemsChanged.InvokeAsync(Items.RemoveAt(index)) : Task.CompletedTask;
    }

    // Leaving the field for the button has added the text already; an empty field is the only thing left to speak of.
    private void Remind()
    {
        _said = _wasAdded ? _said : $"Type the {Noun} into the field first.";
        _wasAdded = false;
    }
}
