using Microsoft.JSInterop;

namespace PaletteAI.Console.Components;

/// <summary>Hands texts to the person as files. Scoped to the circuit.</summary>
public sealed class BrowserFiles(IJSRuntime js) : IAsyncDisposable
{
    private const string Module = "./js/download.js";
    private IJSObjectReference? _module;

    /// <summary>Saves a text as a file of that name.</summary>
    /// <returns>False when the browser went away or refused.</returns>
    public async Task<bool> SaveAsync(string name, string text)
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", Module);
            await _module.InvokeVoidAsync("saveFile", name, text);
            return true;
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
