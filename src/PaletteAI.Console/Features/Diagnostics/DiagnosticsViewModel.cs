using PaletteAI.Console.Application.Operations.Diagnostics;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Diagnostics;

/// <summary>Diagnostics without markup: which host tries what, and the logs of all.</summary>
public sealed class DiagnosticsViewModel(IOperationGateway gateway)
{
    /// <summary>What can be tried.</summary>
    public static IReadOnlyList<SelectOption> Kinds { get; } = [new("ping", "Ping"), new("port", "TCP port"), new("dns", "Name (DNS)")];

    /// <summary>Hosts to try from.</summary>
    public IReadOnlyList<SelectOption> Hosts { get; private set; } = [];

    /// <summary>Results and logs; null before they were read.</summary>
    public DiagnosticsView? View { get; private set; }

    /// <summary>Why the last wish failed; null when it did not.</summary>
    public Error? Problem { get; private set; }

    /// <summary>The chosen host.</summary>
    public string Host { get; set; } = "";

    /// <summary>The chosen kind.</summary>
    public string Kind { get; set; } = "ping";

    /// <summary>The target, as typed.</summary>
    public string Target { get; set; } = "";

    /// <summary>The port, as typed.</summary>
    public string Port { get; set; } = "6443";

    /// <summary>Whether a check is on its way.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Whether logs are being collected.</summary>
    public bool IsCollecting => View?.Logs is { EndedAt: null };

    /// <summary>The page's answer.</summary>
    public string Answer => View switch
    {
        null => "Reading what was tried.",
        { Results: [var newest, ..] } => $"From {newest.Host}: {newest.Sentence}",
        _ => "Let a host try the way to a target, or collect the logs of all hosts.",
    };

    /// <summary>Reads results, logs, and the hosts once.</summary>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        if (Hosts.Count == 0)
        {
            var hosts = await gateway.RunAsync(new ListHosts(), background, ct: ct);
            Hosts = hosts.IsSuccess ? [.. hosts.Value.Hosts.Select(h => new SelectOption(h.Uid, h.Address.Length > 0 ? $"{h.Name} ({h.Address})" : h.Name))] : [];
            Host = Host.Length > 0 ? Host : Hosts.Select(h => h.Value).FirstOrDefault() ?? "";
            Problem = hosts.Error;
        }

        var view = await gateway.RunAsync(new GetDiagnostics(), background: true, ct: ct);
        View = view.IsSuccess ? view.Value : View;
    }

    /// <summary>Runs the check.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            var port = Kind == "port" ? int.TryParse(Port, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1 : 0;
            var ran = await gateway.RunAsync(new RunDiagnostic(Host, Kind, Target.Trim(), port), ct: ct);
            Problem = ran.Error;
            await LoadAsync(background: true, ct);
            Problem = ran.Error;
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>Begins to collect logs.</summary>
    public async Task CollectAsync(CancellationToken ct)
    {
        var begun = await gateway.RunAsync(new CollectLogs(), ct: ct);
        await LoadAsync(background: true, ct);
        Problem = begun.Error;
    }
}
