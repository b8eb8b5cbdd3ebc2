using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>Taints as chips, written the way kubectl writes them.</summary>
public sealed partial class TaintEditor
{
    private static readonly SelectOption[] _effects = [.. TaintSyntax.Effects.Select(SelectOption.Of)];
    private static readonly Taint _new = new("", "", TaintSyntax.Effects[0]);
    private string[] _chips = [];
    private string[] _paths = [];
    private ElementReference _first;
    private bool _open;
    private bool _focus;
    private int _editing = -1;
    private Taint _taint = _new;
    private IReadOnlyList<Finding> _own = [];

    /// <summary>Path of the list.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>The taints.</summary>
    [Parameter, EditorRequired] public ImmutableArray<Taint> Taints { get; set; } = [];

    /// <summary>The changed taints.</summary>
    [Parameter] public EventCallback<ImmutableArray<Taint>> TaintsChanged { get; set; }

    /// <summary>What is wrong with list and entries.</summary>
    [Parameter] public IReadOnlyList<Finding> Findings { get; set; } = [];

    protected override void OnParametersSet()
    {
        _chips = [.. Taints.Select(TaintSyntax.Format)];
        _paths = [.. Taints.Select((_, i) => $"{Path}[{i}]")];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus)
        {
            _focus = false;
            await _first.FocusAsync();
        }
    }

    private static string Text(ChangeEventArgs change) => change.Value as string ?? "";

    private void Edit(int index)
    {
        (_open, _focus, _own) = (true, true, []);
        _editing = index < Taints.Length ? index : -1;
        _taint = _editing >= 0 ? Taints[_editing] : _new;
    }

    private Task RemoveAsync(int index)
    {
        if (index < 0 || index >= Taints.Length)
        {
            return Task.CompletedTask;
        }

        // Places behind it move: an open editor must not change another taint.
        Close();
        return TaintsChanged.InvokeAsync(Taints.RemoveAt(index));
    }

    private Task SubmitAsync()
    {
        if (_taint.Key.Length == 0)
        {
            _own = [Finding.Error(Path, "key-missing", "The taint has no key.", "Type a key.")];
            return Task.CompletedTask;
        }

        var changed = _editing >= 0 && _editing < Taints.Length ? Taints.SetItem(_editing, _taint) : Taints.Add(_taint);
        (_editing, _taint, _own, _focus) = (-1, _new, [], true);
        return TaintsChanged.InvokeAsync(changed);
    }

    private void Close() => (_open, _editing, _own) = (false, -1, []);
}
