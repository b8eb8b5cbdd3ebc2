using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Components.Kit;

/// <summary>
/// One line or several lines of text. Commits on change, not on every key. A plain control: it looks like the static sign-in page's,
/// costs no round trip while typing, and never cuts what was pasted.
/// </summary>
public sealed partial class TextField : FieldBase<string>
{
    /// <summary>More than one makes a text area.</summary>
    [Parameter] public int Lines { get; set; } = 1;

    /// <summary>Names, addresses, keys and YAML are shown in the monospace.</summary>
    [Parameter] public bool Mono { get; set; }

    /// <summary><c>text</c>, <c>password</c> or <c>search</c>.</summary>
    [Parameter] public string Type { get; set; } = "text";

    /// <summary>Keyboard of touch screens, e.g. <c>numeric</c>.</summary>
    [Parameter] public string? InputMode { get; set; }

    /// <summary>An example, never the only hint.</summary>
    [Parameter] public string? Placeholder { get; set; }

    /// <summary>Largest size in bytes; longer texts are refused with a sentence.</summary>
    [Parameter] public int MaxBytes { get; set; } = 4096;

    /// <summary>What browsers may fill in.</summary>
    [Parameter] public string Autocomplete { get; set; } = "off";

    /// <summary>Shown but not to be edited.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>Beside the control, e.g. a button.</summary>
    [Parameter] public RenderFragment? Trailing { get; set; }

    private Task CommitAsync(ChangeEventArgs change)
    {
        var text = change.Value as string ?? "";
        return !Disabled && !ReadOnly && System.Text.Encoding.UTF8.GetByteCount(text) <= MaxBytes ? SetAsync(text) : Task.CompletedTask;
    }
}
