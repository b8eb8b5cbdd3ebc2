using System.Globalization;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Events without its markup: what the cluster says has happened.</summary>
public sealed class EventsViewModel
{
    private readonly LiveRows<EventFacts, EventFacts> _rows = new(FactKind.Event, e => e, e => e);
    private IReadOnlyList<EventFacts>? _events;
    private IReadOnlyList<SelectOption>? _namespaces;

    /// <summary>How current the events are.</summary>
    public LiveFacts Facts { get; } = new(FactKind.Event);

    /// <summary>Namespaces that have events.</summary>
    public IReadOnlyList<SelectOption> Namespaces => _namespaces ??= SelectOption.AllOr("All namespaces", Events.Select(NamespaceOf));

    /// <summary>Kinds of event.</summary>
    public static IReadOnlyList<SelectOption> Kinds { get; } = [new("", "All kinds"), new("Warning", "Warnings"), new("Normal", "Normal")];

    /// <summary>The page's answer.</summary>
    public string Answer => Facts.Answer("the events", Sentence);

    // Put in order when somebody looks, not for each of many events.
    private IReadOnlyList<EventFacts> Events => _events ??= [.. _rows.All.OrderByDescending(e => e.LastAt ?? e.FirstAt)];

    /// <summary>Takes an update in; says whether an event changed.</summary>
    public bool Take(ClusterUpdate update)
    {
        if (!_rows.Take(update))
        {
            return false;
        }
        (_events, _namespaces) = (null, null);
        return true;
    }

    /// <summary>The events of a namespace and a kind, newest first; null or empty = all.</summary>
    public IReadOnlyList<EventFacts> Listed(string? ns, string? kind) =>
        string.IsNullOrEmpty(ns) && string.IsNullOrEmpty(kind) ? Events
        : [.. Events.Where(e => (string.IsNullOrEmpty(ns) || NamespaceOf(e) == ns) && (string.IsNullOrEmpty(kind) || e.Type == kind))];

    /// <summary>Namespace of what an event is about; events about nodes have none.</summary>
    public static string NamespaceOf(EventFacts e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Involved.Namespace;
    }

    private string Sentence()
    {
        var warnings = Events.Count(e => e.Type == "Warning");
        return (Events.Count, warnings) switch
        {
            (0, _) => "No events: nothing has happened lately.",
            (var all, 0) => string.Create(CultureInfo.InvariantCulture, $"{all} events, no warnings."),
            (var all, 1) => string.Create(CultureInfo.InvariantCulture, $"{all} events, 1 of them a warning."),
            (var all, _) => string.Create(CultureInfo.InvariantCulture, $"{all} events, {warnings} of them warnings."),
        };
    }
}
