using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>Keys with values as chips: tags and labels. What breaks a rule is taken as typed and marked; only an empty or second key is refused.</summary>
public sealed partial class KeyValueEditor
{
    private string[] _keys = [];
    private string[] _chips = [];
    private string[] _paths = [];
    private ElementReference _first;
    private bool _open;
    private bool _focus;
    private string? _editing;
    private string _key = "";
    private string _value = "";
    private IReadOnlyList<Finding> _own = [];

    /// <summary>Legend.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>One of them, e.g. "tag".</summary>
    [Parameter, EditorRequired] public string Noun { get; set; } = "";

    /// <summary>Path of the map.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>The map.</summary>
    [Parameter, EditorRequired] public ImmutableSortedDictionary<string, string> Values { get; set; } = default!;

    /// <summary>The changed map.</summary>
    [Parameter] public EventCallback<ImmutableSortedDictionary<string, string>> ValuesChanged { get; set; }

    /// <summary>What is wrong with map and entries.</summary>
    [Parameter] public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>Example of a key.</summary>
    [Parameter] public string KeyExample { get; set; } = "env";

    /// <summary>Example of a value.</summary>
    [Parameter] public string ValueExample { get; set; } = "lab";

    protected override void OnParametersSet()
    {
        _keys = [.. Values.Keys];
        _chips = [.. Values.Select(v => v.Value.Length > 0 ? $"{v.Key}:{v.Value}" : v.Key)];
        var path = DocumentPath.Parse(Path).Require();
        _paths = [.. _keys.Select(k => path.Append(k).ToString())];
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
        _editing = index >= 0 && index < _keys.Length ? _keys[index] : null;
        (_key, _value) = _editing is null ? ("", "") : (_editing, Values[_editing]);
    }

    private Task RemoveAsync(int index) =>
        index < 0 || index >= _keys.Length ? Task.CompletedTask : ValuesChanged.InvokeAsync(Values.Remove(_keys[index]));

    private Task SubmitAsync()
    {
        if (_key.Length == 0)
        {
            _own = [Finding.Error(Path, "key-missing", $"The {Noun} has no key.", "Type a key.")];
            return Task.CompletedTask;
        }

        if (_key != _editing && Values.ContainsKey(_key))
        {
            _own = [Finding.Error(Path, "key-duplicate", $"There is a {Noun} with this key already; a key stands once.", "Edit that one, or type another key.")];
            return Task.CompletedTask;
        }

        var changed = (_editing is null ? Values : Values.Remove(_editing)).SetItem(_key, _value);
        (_editing, _key, _value, _own, _focus) = (null, "", "", [], true);
        return ValuesChanged.InvokeAsync(changed);
    }

    private void Close() => (_open, _editing, _own) = (false, null, []);
}
