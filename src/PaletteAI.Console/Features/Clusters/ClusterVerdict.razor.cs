using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>The console's own verdict on the cluster, with its causes. It reads by itself: probing takes longer than the rest of a page.</summary>
public sealed partial class ClusterVerdict
{
    /// <summary>Two readings were missed.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(90);

    /// <summary>Told after each judgement: the report, or null when the cluster could not be judged.</summary>
    [Parameter] public EventCallback<HealthReport?> Judged { get; set; }

    private HealthReport? _report;
    private Error? _problem;

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromSeconds(30);

    /// <summary>A verdict in the one vocabulary.</summary>
    public static KitStatus Look(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => KitStatus.Healthy,
        Verdict.Waiting => KitStatus.Waiting,
        Verdict.Degraded => KitStatus.Degraded,
        Verdict.Failing => KitStatus.Failing,
        _ => KitStatus.Unknown,
    };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        // Judging probes the endpoints: not more often, whatever happens.
        Start(() => new ClusterSignal(Gateway, Clock, TimeSpan.FromSeconds(5)).FollowAsync(c => c.Kind is FactKind.Node or FactKind.CronJob or FactKind.Job, ReadAnewAsync, PageEnd));
    }

    private Task ReadAnewAsync() => InvokeAsync(async () =>
    {
        await LoadAsync(background: true, PageEnd);
        Redraw();
    });

    /// <inheritdoc/>
    protected override async Task LoadAsync(bool background, CancellationToken ct)
    {
        var read = await Gateway.RunAsync(new GetHealth(), background, ct: ct);
        _problem = read.Error;
        _report = read.IsSuccess ? read.Value : _report;
        await Judged.InvokeAsync(read.IsSuccess ? read.Value : null);
    }

    /// <summary>The verdict as the page's answer, e.g. "Healthy for 3 d 4 h."</summary>
    public static string Sentence(HealthReport report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        var since = report.Since is { } at ? $" for {DurationText.Of(now - at)}" : "";
        return report.Causes switch
        {
            [] => $"{StatusLook.Of(Look(report.Verdict)).Word}{since}.",
            [{ Victims.Length: > 1 } first, ..] => string.Create(CultureInfo.InvariantCulture, $"{StatusLook.Of(Look(report.Verdict)).Word}{since}: {first.Message} ({first.Victims.Length} affected)"),
            [var first, ..] => $"{StatusLook.Of(Look(report.Verdict)).Word}{since}: {first.Message}",
        };
    }

    private static string Words(HealthReport report) => (report.Verdict, report.Causes.Length) switch
    {
        (Verdict.Healthy, _) => "Everything that was looked at is as it should be.",
        (_, 0) => "",
        (_, 1) => report.Causes[0].Message,
        (_, var n) => string.Create(CultureInfo.InvariantCulture, $"{n} causes; the first: {report.Causes[0].Message}"),
    };
}
