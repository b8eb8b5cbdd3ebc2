using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Components.Kit;

/// <summary>Label, help and findings around one control, joined for screen readers. Fields are required unless they say "optional".</summary>
public sealed partial class Field
{
    /// <summary>Label.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The control. It must carry what the context says.</summary>
    [Parameter, EditorRequired] public RenderFragment<FieldContext> ChildContent { get; set; } = default!;

    /// <summary>The control's id; derived from the path or the label when empty.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>The path its findings carry, e.g. <c>metadata.name</c>; lets a finding's link reach the field.</summary>
    [Parameter] public string? Path { get; set; }

    /// <summary>One sentence under the label.</summary>
    [Parameter] public string? Help { get; set; }

    /// <summary>The same with markup in it.</summary>
    [Parameter] public RenderFragment? HelpContent { get; set; }

    /// <summary>What is wrong or worth knowing about the value.</summary>
    [Parameter] public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>Whether the field may be left empty.</summary>
    [Parameter] public bool Optional { get; set; }

    /// <summary>Extra class of the outer element.</summary>
    [Parameter] public string? Class { get; set; }

    private FieldContext Context
    {
        get
        {
            var described = new[] { Help is { Length: > 0 } || HelpContent is not null ? HelpId : null, Findings.Count > 0 ? MessagesId : null };
            var ids = string.Join(' ', described.Where(id => id is not null));
            var invalid = Findings.Any(f => f.Severity == Severity.Error);
            return new FieldContext(ControlId, ids.Length > 0 ? ids : null, invalid ? "true" : null, Optional ? null : "true");
        }
    }

    private string ControlId => FieldIds.For(Id, Path, Label);

    private string HelpId => ControlId + "-help";

    private string MessagesId => ControlId + "-messages";
}
