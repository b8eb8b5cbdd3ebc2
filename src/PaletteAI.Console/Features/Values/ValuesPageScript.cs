using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PaletteAI.Console.Features.Values;

/// <summary>The page's few wishes to the browser. One that went away or refuses a script costs the wish, not the circuit.</summary>
internal sealed class ValuesPageScript(IJSRuntime js) : IAsyncDisposable
{
    private const string Module = "./js/values.js";
    private IJSObjectReference? _module;

    /// <summary>Loads the script; the tree can be walked by keyboard from then on.</summary>
    public Task StartAsync(ElementReference tree) => TryAsync(async () =>
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", Module);
        await _module.InvokeVoidAsync("start", tree);
    });

    /// <summary>Scrolls the tree to a row.</summary>
    public Task ShowRowAsync(int row) => TryAsync(async () => await (_module?.InvokeVoidAsync("showRow", row) ?? ValueTask.CompletedTask));

    /// <summary>Puts the focus on the first field that is marked, once it is drawn; where none is and the focus was lost, on the choice of forms.</summary>
    public Task FocusFormAsync() => TryAsync(async () => await (_module?.InvokeVoidAsync("focusForm") ?? ValueTask.CompletedTask));

    public async ValueTask DisposeAsync() => await TryAsync(async () => await (_module?.DisposeAsync() ?? ValueTask.CompletedTask));

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
