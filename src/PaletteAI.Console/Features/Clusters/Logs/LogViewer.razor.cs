using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PaletteAI.Console.Components;

namespace PaletteAI.Console.Features.Clusters.Logs;

/// <summary>
/// The log of a pod's container, live: pause, search, the run before, download. Its box keeps its size; while the person looks at the end
/// it stays at the end, and anywhere else it stays where it is.
/// </summary>
public sealed partial class LogViewer
{
    private const string Module = "./js/logs.js";
    private const int LongestSearch = 200;

    private readonly CancellationTokenSource _left = new();
    private LogFeed _feed = default!;
    private CancellationTokenSource? _end;
    private Task _running = Task.CompletedTask;
    private LogTarget? _target;
    private ElementReference _box;
    private IJSObjectReference? _module;
    private string? _chosen;
    private string _search = "";
    private string _said = "";
    private bool _previous;
    private bool _times;
    private bool _isFull;
    private bool _saving;

    /// <summary>Namespace.</summary>
    [Parameter, EditorRequired] public string Namespace { get; set; } = "";

    /// <summary>Pod.</summary>
    [Parameter, EditorRequired] public string Pod { get; set; } = "";

    /// <summary>Containers to choose from, the usual one first; none = the pod's only one.</summary>
    [Parameter] public IReadOnlyList<string> Containers { get; set; } = [];

    /// <summary>Containers that had a run before.</summary>
    [Parameter] public IReadOnlyCollection<string> WithPrevious { get; set; } = [];

    /// <summary>Whether more may be written.</summary>
    [Parameter] public bool IsLive { get; set; } = true;

    [Inject] public required IOperationGateway Gateway { get; init; }

    [Inject] public required BrowserFiles Files { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required ILogger<LogViewer> Log { get; init; }

    private string Container => _chosen is not null && Containers.Contains(_chosen) ? _chosen : Containers.Count > 0 ? Containers[0] : "";

    private bool HasPrevious => _previous || WithPrevious.Contains(Container);

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await StopAsync();
        _left.Dispose();
        try
        {
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser went first.
        }
    }

    protected override void OnInitialized() => _feed = new LogFeed(Gateway);

    // A log that ended is not read again because its pod changed; one that was being followed goes on by itself.
    protected override async Task OnParametersSetAsync()
    {
        var isOther = _target is null || _target.Namespace != Namespace || _target.Pod != Pod || _target.Container != Container;
        var hasBegun = _target is { IsLive: false } && IsLive;
        if (isOther)
        {
            _previous = false;
        }

        if (isOther || hasBegun)
        {
            await StartAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", _left.Token, Module);
            await _module.InvokeVoidAsync("stayAtEnd", _left.Token, _box);
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // Without it the log is there all the same, and does not scroll by itself.
        }
    }

    private static string Short(string? text) => text is null ? "" : text.Length > LongestSearch ? text[..LongestSearch] : text;

    private Task ChooseAsync(string? container, bool previous)
    {
        (_chosen, _previous) = (container, previous);
        return StartAsync();
    }

    private async Task StartAsync()
    {
        await StopAsync();
        _said = "";
        _target = new LogTarget(Namespace, Pod, Container, _previous, IsLive);
        _end = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        _running = RunAsync(_target, _end.Token);
    }

    private async Task StopAsync()
    {
        if (_end is { } end)
        {
            _end = null;
            await end.CancelAsync();
            await _running;
            end.Dispose();
        }
    }

    private async Task RunAsync(LogTarget target, CancellationToken end)
    {
        try
        {
            await _feed.RunAsync(target, () => InvokeAsync(StateHasChanged), end);
        }
        catch (Exception e) when (end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // Another log is looked at, or the page was left.
        }
        catch (Exception e)
        {
            Log.LogError(e, "The log stopped");
        }
    }

    private async Task SaveAsync()
    {
        if (_saving || _target is not { } target)
        {
            return;
        }

        _saving = true;
        try
        {
            var whole = await _feed.WholeAsync(target, _left.Token);
            var name = $"{target.Pod}{(target.Container.Length > 0 ? "-" + target.Container : "")}{(target.Previous ? "-previous" : "")}.log";
            _said = whole.IsSuccess
                ? await Files.SaveAsync(name, whole.Value) ? $"Saved as {name}." : "The browser did not take the file."
                : $"Not saved: {whole.Error.Message}";
        }
        finally
        {
            _saving = false;
        }
    }

    private string Words()
    {
        var lines = _search.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{_feed.Text.Count} lines")
            : string.Create(CultureInfo.InvariantCulture, $"{Matches()} of {_feed.Text.Count} lines match");
        var lost = _feed.Text.Lost > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {_feed.Text.Lost} earlier ones are not shown, download has up to 10000") : "";
        return _feed.IsReading ? "Reading the log." : $"{lines}{lost}. {_feed.End} {_said}".TrimEnd();
    }

    private int Matches() => _feed.Text.Pieces.Sum(p => p.Lines.Count(l => l.Text.Contains(_search, StringComparison.OrdinalIgnoreCase)));
}
