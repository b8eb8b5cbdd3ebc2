using Microsoft.JSInterop;

namespace PaletteAI.Console.Features.Installs;

/// <summary>The wizard's few wishes to the browser. One that went away or refuses a script costs the wish, not the circuit.</summary>
internal sealed class WizardScript(IJSRuntime js) : IAsyncDisposable
{
    private const string Module = "./js/wizard.js";
    private IJSObjectReference? _module;

    /// <summary>Loads the script.</summary>
    public Task StartAsync() => TryAsync(async () =>
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", Module);
        await _module.InvokeVoidAsync("start");
    });

    /// <summary>Puts the focus on the page's heading and the page to its top.</summary>
    public Task ArriveAsync() => CallAsync("arrive");

    /// <summary>Puts the focus on the first of some elements that exists.</summary>
    public Task FocusAsync(IReadOnlyList<string> ids) => CallAsync("focusFirst", ids);

    /// <summary>Hands a text to the person as a file.</summary>
    public Task SaveFileAsync(string name, string text) => CallAsync("saveFile", name, text);

    public async ValueTask DisposeAsync() => await TryAsync(async () =>
    {
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }
    });

    private Task CallAsync(string function, params object[] arguments) => TryAsync(async () =>
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync(function, arguments);
        }
    });

    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
