using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>One profile variable, with the control its format asks for and where its value comes from.</summary>
public sealed partial class VariableField
{
    private static readonly SelectOption[] _onOff = [new("true", "true"), new("false", "false")];
    private int _round;

    /// <summary>The row.</summary>
    [Parameter, EditorRequired] public VariableRow Row { get; set; } = default!;

    /// <summary>What a toggle brings about; null for other variables.</summary>
    [Parameter] public string? Toggle { get; set; }

    /// <summary>What is wrong with it.</summary>
    [Parameter] public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>A value was committed; null takes the default.</summary>
    [Parameter] public EventCallback<ConfigValue?> SetValue { get; set; }

    /// <summary>A secret was committed; null forgets it.</summary>
    [Parameter] public EventCallback<Secret?> SetSecret { get; set; }

    private string Shown => Row.Given is { IsReference: true } ? "" : Row.Resolved.Value;

    private IReadOnlyList<SelectOption> Options
    {
        get
        {
            var options = Row.Variable.Options.IsEmpty ? _onOff : Row.Variable.Options.Select(SelectOption.Of);
            return [.. Row.Variable.Required ? [] : new[] { new SelectOption("", "None") }, .. options];
        }
    }

    private string State => Row switch
    {
        { Given: { IsReference: true } reference } => $"Refers to {(reference.Kind == ConfigValueKind.FromFile ? "the file" : "the environment variable")} {reference.Text}, which the console does not read: type the value.",
        { Control: VariableControl.Masked, IsStored: true } => "A value is stored; it is never shown.",
        { Control: VariableControl.Masked } => "Nothing is stored.",
        { Variable.Immutable: true } => "Set by the profile; it cannot be changed.",
        { Given: null, Variable.DefaultValue: "" } => "Not set.",
        { Given: null } => IsVip ? "Default: the VIP, set in Cluster Config." : "Default.",
        { Variable.DefaultValue: "" } => "Yours.",
        _ => $"Yours; the default is {(IsVip ? "the VIP" : Row.Variable.DefaultValue)}.",
    };

    private bool IsVip => Row.Variable.DefaultValue == PaletteAiProfile.VipMacro;

    // Numbers stay numbers in an exported spec; what is none stays the text that was typed.
    private ConfigValue Typed(string text) => Row.Variable.Format switch
    {
        VariableFormat.Number => new ConfigValue(ConfigValueKind.Number, text),
        VariableFormat.Boolean => new ConfigValue(ConfigValueKind.Boolean, text),
        _ => ConfigValue.OfText(text),
    };

    private Task SetAsync(ConfigValue value) => Row.Variable.Immutable ? Task.CompletedTask : SetValue.InvokeAsync(value);

    // An empty field means that nothing was typed; a stored secret is forgotten by its button only. The new field shows nothing of it.
    private Task SecretAsync(string text)
    {
        _round++;
        return text.Length == 0 || Row.Variable.Immutable ? Task.CompletedTask : SetSecret.InvokeAsync(new Secret(text));
    }
}
