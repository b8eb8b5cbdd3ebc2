using System.Reflection;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace PaletteAI.Console.Components.Layout;

/// <summary>The left menu. An entry is shown once its page exists: no dead links.</summary>
public static class MenuMap
{
    private static readonly HashSet<string> _routes = typeof(MenuMap).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
        .Select(route => route.Template)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly MenuGroup[] _all =
    [
        new("",
        [
            new("Edge Host", "/", Icons.Material.Outlined.Dns, Exact: true),
            new("Linked Edge Hosts", "/hosts", Icons.Material.Outlined.Hub),
            new("Content", "/content", Icons.Material.Outlined.Inventory2),
        ]),
        new("Cluster",
        [
            new("Overview", "/cluster", Icons.Material.Outlined.MonitorHeart, Exact: true),
            new("Create cluster", "/cluster/create", Icons.Material.Outlined.AddBox),
            new("Nodes", "/cluster/nodes", Icons.Material.Outlined.Storage),
            new("Workloads", "/cluster/workloads", Icons.Material.Outlined.Widgets),
            new("Events", "/cluster/events", Icons.Material.Outlined.History),
        ]),
        new("PaletteAI",
        [
            new("Installer", "/paletteai/installer", Icons.Material.Outlined.PlayCircle),
            new("Values", "/paletteai/values", Icons.Material.Outlined.Tune),
            new("Components", "/paletteai/components", Icons.Material.Outlined.AccountTree),
        ]),
        new("Console",
        [
            new("Diagnostics", "/diagnostics", Icons.Material.Outlined.Troubleshoot),
            new("Audit Log", "/audit", Icons.Material.Outlined.FactCheck),
            new("Settings", "/settings", Icons.Material.Outlined.Settings),
        ]),
    ];

    /// <summary>Groups with at least one page.</summary>
    public static IReadOnlyList<MenuGroup> Groups { get; } = _all
        .Select(group => group with { Entries = group.Entries.Where(entry => Exists(entry.Href)).ToArray() })
        .Where(group => group.Entries.Count > 0)
        .ToArray();

    /// <summary>Whether a page answers at this address.</summary>
    public static bool Exists(string href) => _routes.Contains(href);
}

/// <summary>A group of the menu.</summary>
public sealed record MenuGroup(string Title, IReadOnlyList<MenuEntry> Entries);

/// <summary>An entry of the menu.</summary>
/// <param name="Exact">Only this very address counts as being there, not those below it.</param>
public sealed record MenuEntry(string Title, string Href, string Icon, bool Exact = false);
