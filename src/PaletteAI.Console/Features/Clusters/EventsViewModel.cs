using System.Globalization;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Events without its markup: what the cluster says has happened.</summary>
public sealed class EventsViewModel(IOperationGateway gateway)
{
    private IReadOnlyList<EventFacts> _events = [];

    /// <summary>What was read.</summary>
    public FactReading Facts { get; } = new(gateway, FactKind.Event);

    /// <summary>Namespaces that have events.</summary>
    public IReadOnlyList<SelectOption> Namespaces { get; private set; } = [];

    /// <summary>Kinds of event.</summary>
    public static IReadOnlyList<SelectOption> Kinds { get; } = [new("", "All kinds"), new("Warning", "Warnings"), new("Normal", "Normal")];

    /// <summary>The page's answer.</summary>
    public string Answer => Facts.Answer("the events", _ => Sentence());

    /// <summary>Reads the events.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        await Facts.LoadAsync(background, ct);
        _events = [.. (Facts.Cluster?.Events ?? []).OrderByDescending(e => e.LastAt ?? e.FirstAt)];
        Namespaces = SelectOption.AllOr("All namespaces", _events.Select(NamespaceOf));
    }

    /// <summary>The events of a namespace and a kind, newest first; null or empty = all.</summary>
    public IReadOnlyList<EventFacts> Listed(string? ns, string? kind) =>
        string.IsNullOrEmpty(ns) && string.IsNullOrEmpty(kind) ? _events
        : [.. _events.Where(e => (string.IsNullOrEmpty(ns) || NamespaceOf(e) == ns) && (string.IsNullOrEmpty(kind) || e.Type == kind))];

    /// <summary>Namespace of what an event is about; events about nodes have none.</summary>
    public static string NamespaceOf(EventFacts e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Involved.Namespace;
    }

    private string Sentence()
    {
        var warnings = _events.Count(e => e.Type == "Warning");
        return (_events.Count, warnings) switch
        {
            (0, _) => "No events: nothing has happened lately.",
            (var all, 0) => string.Create(CultureInfo.InvariantCulture, $"{all} events, no warnings."),
            (var all, 1) => string.Create(CultureInfo.InvariantCulture, $"{all} events, 1 of them a warning."),
            (var all, _) => string.Create(CultureInfo.InvariantCulture, $"{all} events, {warnings} of them warnings."),
        };
    }
}
