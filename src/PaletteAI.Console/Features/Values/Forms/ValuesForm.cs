using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Features.Values.Forms;

/// <summary>A form over a part of the values: it shows what is in the text, until somebody types into it.</summary>
public abstract class ValuesForm : ComponentBase
{
    private int _shown = -2;
    private int _touches;

    /// <summary>The page.</summary>
    [Parameter, EditorRequired] public IValuesFormHost Host { get; set; } = default!;

    /// <summary>Version of the text; a new one makes the form read again.</summary>
    [Parameter] public int TextVersion { get; set; }

    /// <summary>Whether something was typed that is not in the text yet.</summary>
    protected bool IsTouched { get; set; }

    /// <summary>Why the last change did not get into the text; null when it did.</summary>
    protected Error? Problem { get; set; }

    /// <summary>What was done last, as a sentence.</summary>
    protected string Done { get; set; } = "";

    /// <summary>Whether there is something to show.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>Options of a flag that may be left out.</summary>
    protected static IReadOnlyList<SelectOption> FlagOptions(string without) => [new("", $"Not given ({without})"), new("true", "On"), new("false", "Off")];

    /// <summary>A flag as the value of such options.</summary>
    protected static string FlagText(bool? flag) => flag switch { true => "true", false => "false", null => "" };

    /// <summary>The value of such options as a flag.</summary>
    protected static bool? Flag(string text) => text switch { "true" => true, "false" => false, _ => null };

    /// <summary>Takes over what the text has.</summary>
    protected abstract void Show(ValueMap user);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (IsTouched || _shown == TextVersion)
        {
            return;
        }

        _shown = TextVersion;
        await ReadAsync();
    }

    /// <summary>Shows what the text has; what was typed before is forgotten, what is typed meanwhile is not.</summary>
    protected async Task ReadAsync()
    {
        var touches = _touches;
        if (await Host.ReadAsync() is { } user && touches == _touches)
        {
            (IsTouched, Problem) = (false, null);
            Show(user);
            IsRead = true;
        }
    }

    /// <summary>Findings of a field.</summary>
    protected IReadOnlyList<Finding> Of(string field) => Problem?.Findings.Where(f => f.Path == field).ToList() ?? [];

    /// <summary>Something was typed.</summary>
    protected void Touch()
    {
        (IsTouched, Done, _touches) = (true, "", _touches + 1);
    }

    /// <summary>Brings the form into the text.</summary>
    protected async Task<bool> ApplyAsync(Func<ValueMap, Result<ImmutableArray<ValueEdit>>> edits, string done)
    {
        Problem = await Host.ApplyAsync(edits);
        if (Problem is not null)
        {
            return false;
        }

        (IsTouched, Done) = (false, done);
        await ReadAsync();
        return true;
    }
}
