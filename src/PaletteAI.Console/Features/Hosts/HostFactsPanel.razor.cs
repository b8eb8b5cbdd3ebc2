using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Components;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Features.Hosts;

/// <summary>What a host says of itself over SSH, each fact with its age.</summary>
public sealed partial class HostFactsPanel
{
    /// <summary>Facts older than this are marked stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(10);

    private const string TitleId = "host-facts-title";
    private readonly CancellationTokenSource _end = new();
    private string _host = "";
    private HostFactsView? _view;
    private Error? _problem;
    private bool _busy;

    /// <summary>Id of the host.</summary>
    [Parameter, EditorRequired] public string Host { get; set; } = "";

    [Inject] public required IOperationGateway Gateway { get; init; }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_host != Host)
        {
            (_host, _view, _problem) = (Host, null, null);
            await LoadAsync(fresh: false);
        }
    }

    private async Task LoadAsync(bool fresh)
    {
        if (_busy)
        {
            return;
        }

        var host = _host;
        _busy = true;
        try
        {
            var read = await Gateway.RunAsync(new GetHostFacts(host, fresh), ct: _end.Token);
            if (host == _host)
            {
                _problem = read.Error;
                _view = read.IsSuccess ? read.Value.FirstOrDefault() : _view;
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            _busy = false;
        }

        if (host != _host && !_end.IsCancellationRequested)
        {
            await LoadAsync(fresh: false);
        }
    }
}
