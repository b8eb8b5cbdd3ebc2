using Microsoft.JSInterop;

namespace PaletteAI.Console.Components;

/// <summary>Carries <see cref="Preferences"/> to the browser's cookies and the browser's scheme and zone back. Scoped to the circuit.</summary>
public sealed class BrowserPreferences(IJSRuntime js, Preferences preferences) : IAsyncDisposable
{
    private const string Module = "./js/prefs.js";
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;
    private DotNetObjectReference<BrowserPreferences>? _self;

    /// <summary>Asks the browser once and follows its scheme.</summary>
    public async Task StartAsync()
    {
        if (_module is not null)
        {
            return;
        }

        await TryAsync(async () =>
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", Module);
            preferences.SetScheme(await _module.InvokeAsync<bool>("isDark"));
            preferences.SetZone(await _module.InvokeAsync<string>("zone"));
            _self = DotNetObjectReference.Create(this);
            _watch = await _module.InvokeAsync<IJSObjectReference>("watch", _self);
        });
    }

    /// <summary>Changes the theme.</summary>
    public Task SetThemeAsync(string theme) => TryAsync(async () =>
    {
        if (_module is not null)
        {
            preferences.SetTheme(theme, await _module.InvokeAsync<bool>("setTheme", theme));
        }
    });

    /// <summary>Changes the time display.</summary>
    public Task SetTimesAsync(TimeDisplay times) => TryAsync(async () =>
    {
        preferences.SetTimes(times);
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("setTimes", times.ToString().ToLowerInvariant());
        }
    });

    /// <summary>The system's scheme changed.</summary>
    [JSInvokable]
    public void OnSchemeChanged(bool dark) => preferences.SetScheme(dark);

    public async ValueTask DisposeAsync()
    {
        await TryAsync(async () =>
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("stop");
                await _watch.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        });
        _self?.Dispose();
    }

    // A browser that went away or refuses a script costs the preference, not the circuit.
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
