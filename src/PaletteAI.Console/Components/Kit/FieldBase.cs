using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Components.Kit;

/// <summary>Parameters every field has.</summary>
public abstract class FieldBase<T> : ComponentBase
{
    /// <summary>Label.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Value.</summary>
    [Parameter] public T? Value { get; set; }

    /// <summary>A committed change.</summary>
    [Parameter] public EventCallback<T> ValueChanged { get; set; }

    /// <summary>The control's id; derived from the path or the label when empty.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>The path its findings carry.</summary>
    [Parameter] public string? Path { get; set; }

    /// <summary>One sentence under the label.</summary>
    [Parameter] public string? Help { get; set; }

    /// <summary>The same with markup in it.</summary>
    [Parameter] public RenderFragment? HelpContent { get; set; }

    /// <summary>What is wrong or worth knowing about the value.</summary>
    [Parameter] public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>Whether the field may be left empty.</summary>
    [Parameter] public bool Optional { get; set; }

    /// <summary>Not to be changed now; say beside it why.</summary>
    [Parameter] public bool Disabled { get; set; }

    /// <summary>Extra class of the outer element.</summary>
    [Parameter] public string? Class { get; set; }

    /// <summary>Raises the change; the parent owns the value.</summary>
    protected Task SetAsync(T value) => ValueChanged.InvokeAsync(value);
}
