using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Components;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Features.Endpoints;

/// <summary>PaletteAI &gt; Components without its markup: the endpoints people use, seen from every way to them.</summary>
public sealed class ComponentsViewModel(IOperationGateway gateway)
{
    /// <summary>Probes older than this are marked stale: two rounds were missed.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(90);

    /// <summary>The endpoints, judged; null before anything was probed.</summary>
    public IReadOnlyList<EndpointReport>? Reports { get; private set; }

    /// <summary>Why the last round did not take place; null when it did. Older facts stay shown with their age.</summary>
    public Error? Problem { get; private set; }

    /// <summary>A round the person asked for is under way.</summary>
    public bool IsProbing { get; private set; }

    /// <summary>There is nothing to probe yet, which is no fault.</summary>
    public bool IsBeforeCluster => Problem is { Code: "no-cluster" or "kubeconfig-not-there-yet" };

    /// <summary>When the endpoints were last probed; null = never.</summary>
    public DateTimeOffset? AsOf => Reports?.Min(r => r.AsOf);

    /// <summary>The components in the cluster; null before anything was read.</summary>
    public IReadOnlyList<ComponentHealth>? Components { get; private set; }

    /// <summary>When their pods were current; null = they could not be read.</summary>
    public DateTimeOffset? PodsAsOf { get; private set; }

    /// <summary>Reads the components' pods and what they suffer from.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadComponentsAsync(bool background, CancellationToken ct)
    {
        var facts = await gateway.RunAsync(new GetClusterFacts(FactKind.Pod), background, ct: ct);
        var health = await gateway.RunAsync(new GetHealth(), background, ct: ct);
        var isBefore = facts.Error is { Code: "no-cluster" or "kubeconfig-not-there-yet" };
        PodsAsOf = facts.IsSuccess ? facts.Value.FreshnessOf(FactKind.Pod).AsOf : null;
        Components = isBefore ? null : ComponentHealth.Of(PodsAsOf is null ? null : facts.Value!.Pods, health.IsSuccess ? health.Value.Causes : []);
    }

    /// <summary>Probes all endpoints once.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        IsProbing = !background;
        try
        {
            var probed = await gateway.RunAsync(new ProbeEndpoints(), background, ct: ct);
            Problem = probed.Error;
            Reports = probed.IsSuccess ? probed.Value : IsBeforeCluster ? null : Reports;
        }
        finally
        {
            IsProbing = false;
        }
    }

    /// <summary>The answer of the page: the verdict in one sentence.</summary>
    public string Answer()
    {
        if (Reports is not { Count: > 0 } reports)
        {
            return Problem is null ? "Probing the endpoints." : IsBeforeCluster ? Problem.Message : "Unknown: the endpoints could not be probed.";
        }
        EndpointReport[] broken = [.. reports.Where(r => r.State == EndpointState.Broken)];
        EndpointReport[] unknown = [.. reports.Where(r => r.State == EndpointState.Unknown)];
        return (broken, unknown) switch
        {
            ([var only], _) => $"{only.Path} does not work, {EndpointLook.Word(only.Part)} is broken: {only.Message}",
            ([var first, ..], _) when broken.All(b => b.Part == first.Part) => $"{Counted(broken.Length, reports.Count)} do not work, {EndpointLook.Word(first.Part)} is broken: {first.Message}",
            ([_, ..], _) => $"{Counted(broken.Length, reports.Count)} do not work, for different reasons: {string.Join(", ", broken.Select(b => $"{b.Path} ({EndpointLook.Word(b.Part)})"))}.",
            (_, [_, ..]) => $"Unknown: {string.Join(", ", unknown.Select(u => u.Path))} could not be probed.",
            _ => $"{Counted(reports.Count, reports.Count)} work.",
        };
    }

    private static string Counted(int some, int all) => some == all
        ? string.Create(CultureInfo.InvariantCulture, $"All {all} endpoints")
        : string.Create(CultureInfo.InvariantCulture, $"{some} of {all} endpoints");
}
