using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>A host in a pool or outside of all. Dragging it chooses in the Pool field, so mouse and keyboard go one way.</summary>
public sealed partial class HostCard
{
    private const string NoPool = "";

    /// <summary>The wizard.</summary>
    [Parameter, EditorRequired] public WizardViewModel Model { get; set; } = default!;

    /// <summary>Host id.</summary>
    [Parameter, EditorRequired] public string Uid { get; set; } = "";

    /// <summary>Its pool; null when it is in none.</summary>
    [Parameter] public int? PoolIndex { get; set; }

    /// <summary>Its place in the pool.</summary>
    [Parameter] public int HostIndex { get; set; }

    /// <summary>It was moved.</summary>
    [Parameter] public EventCallback<string> Moved { get; set; }

    private EdgeHost? Known => Model.Facts?.Hosts.FirstOrDefault(h => h.Uid == Uid);

    private PoolHost? Place =>
        PoolIndex is { } pool && pool < Model.Spec.NodePools.Length && HostIndex < Model.Spec.NodePools[pool].Hosts.Length ? Model.Spec.NodePools[pool].Hosts[HostIndex] : null;

    private string Title => Known is { Name.Length: > 0 } known ? known.Name : Uid.Length > 0 ? Uid : "Unnamed host";

    // A single host has nowhere else to go, unless a file put it into several pools.
    private bool CanMove => !Model.IsSingleNode || Model.Spec.NodePools.Length > 1 || Known is null;

    private IReadOnlyList<SelectOption> Pools =>
    [
        .. Model.Spec.NodePools.Select((p, i) => new SelectOption(Target(i), p.Name.Length > 0 ? p.Name : $"pool {i + 1}")),
        new SelectOption(NoPool, "None"),
    ];

    private IReadOnlyList<SelectOption> Nics =>
    [
        SelectOption.Of(PoolHost.AutoNic),
        .. (Known?.Nics ?? []).Where(n => n.Ip.Length > 0).DistinctBy(n => n.Name).Select(n => new SelectOption(n.Name, $"{n.Name} ({n.Ip})")),
    ];

    /// <summary>Id of the Pool field of a host.</summary>
    public static string MoveId(string uid) => FieldIds.Slug($"move {uid}");

    private static string Target(int? pool) => pool?.ToString(CultureInfo.InvariantCulture) ?? NoPool;

    private static IEnumerable<(string Name, string Word, bool Good)> States(EdgeHost host) =>
    [
        ("Status", host.Status, host.Status.Equals("Ready", StringComparison.OrdinalIgnoreCase)),
        ("Content", host.Content, host.Content.Equals("Synced", StringComparison.OrdinalIgnoreCase)),
        ("Health", host.Health, host.Health.Equals("Healthy", StringComparison.OrdinalIgnoreCase)),
    ];

    private string At(string field) => $"spec.nodePools[{Target(PoolIndex)}].hosts[{HostIndex}].{field}";

    private Task EditAsync(string field, Func<PoolHost, PoolHost> edit) => Model.EditAsync(At(field), s => s.WithHost(Uid, edit));

    private async Task MoveAsync(string target)
    {
        var pool = int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : (int?)null;
        await Model.EditAsync("spec.nodePools", s => s.MoveHost(Uid, pool, () => NewInstall.HostName(DraftIds.HostSuffix, s.HostNames())));
        await Moved.InvokeAsync(Uid);
    }
}
