using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Features.Values.Parts;

/// <summary>The selected key: winner, losers, rule, what would change it, who may.</summary>
public sealed partial class ValuesKeyPane
{
    private string _value = "";
    private string _path = "";

    /// <summary>The key; null when none is selected.</summary>
    [Parameter] public ValueInspection? About { get; set; }

    /// <summary>The secret while it is shown; null while it is not.</summary>
    [Parameter] public string? Revealed { get; set; }

    /// <summary>What is wrong with the last edit.</summary>
    [Parameter] public IReadOnlyList<Finding> Problems { get; set; } = [];

    /// <summary>Its place in the text is wanted.</summary>
    [Parameter] public EventCallback OnGo { get; set; }

    /// <summary>The secret is to be shown, or hidden again.</summary>
    [Parameter] public EventCallback OnReveal { get; set; }

    /// <summary>A new value for the key.</summary>
    [Parameter] public EventCallback<(string Path, string Value)> OnSet { get; set; }

    /// <summary>The key is to go.</summary>
    [Parameter] public EventCallback<string> OnRemove { get; set; }

    private bool CanSet => About is { Row: { Kind: RowKind.Leaf, IsManaged: false, Source: RowSource.Yours or RowSource.ChartDefault } };

    protected override void OnParametersSet()
    {
        if (_path != (About?.Row.Path ?? ""))
        {
            (_path, _value) = (About?.Row.Path ?? "", "");
        }
    }

    private async Task SetAsync()
    {
        await OnSet.InvokeAsync((_path, _value));
        _value = "";
    }

    private static RowSource Of(ValueSource source) => source switch
    {
        ValueSource.Runtime => RowSource.Runtime,
        ValueSource.Enforced => RowSource.Enforced,
        ValueSource.User => RowSource.Yours,
        _ => RowSource.Yours,
    };
}
