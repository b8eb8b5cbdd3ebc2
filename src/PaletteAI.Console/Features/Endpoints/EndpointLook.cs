using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Clusters.Components;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Features.Endpoints;

/// <summary>Words and states of endpoints and layers.</summary>
internal static class EndpointLook
{
    public static string Name(string path) => path switch
    {
        "/system" => "Palette system console",
        "/" => "Palette",
        "/ai" => "PaletteAI",
        _ => path,
    };

    public static string Word(ProbeLayer layer) => layer switch
    {
        ProbeLayer.Dns => "DNS",
        ProbeLayer.Connection => "TCP",
        ProbeLayer.Tls => "TLS",
        ProbeLayer.Ingress => "Ingress",
        ProbeLayer.Redirects => "Redirects",
        _ => "Application",
    };

    public static string Word(BrokenPart part) => part switch
    {
        BrokenPart.Dns => "DNS",
        BrokenPart.Vip => "the VIP",
        BrokenPart.Ingress => "the ingress",
        BrokenPart.Tls => "TLS",
        BrokenPart.Redirects => "a redirect",
        BrokenPart.Application => "the application",
        _ => "nothing",
    };

    public static (KitStatus Status, string Word) Of(EndpointState state) => state switch
    {
        EndpointState.Good => (KitStatus.Healthy, "Works"),
        EndpointState.Settling => (KitStatus.InProgress, "Works, not for long yet"),
        EndpointState.Broken => (KitStatus.Failing, "Broken"),
        _ => (KitStatus.Unknown, "Unknown"),
    };

    public static (KitStatus Status, string Word) Of(LayerState state) => state switch
    {
        LayerState.Passed => (KitStatus.Passed, "passed"),
        LayerState.Warning => (KitStatus.Warning, "passed with a warning"),
        LayerState.Failed => (KitStatus.Failed, "failed"),
        _ => (KitStatus.NotApplicable, "not reached"),
    };

    public static (KitStatus Status, string Word) Of(ComponentState state) => state switch
    {
        ComponentState.Healthy => (KitStatus.Healthy, "Healthy"),
        ComponentState.Degraded => (KitStatus.Degraded, "Degraded"),
        ComponentState.Failing => (KitStatus.Failing, "Failing"),
        ComponentState.Absent => (KitStatus.NotApplicable, "Not installed"),
        _ => (KitStatus.Unknown, "Unknown"),
    };

    // The worst of all endpoints.
    public static KitStatus Of(ComponentsViewModel model) => model.Reports is not { Count: > 0 } reports
        ? model.Problem is null || model.IsBeforeCluster ? KitStatus.Pending : KitStatus.Unknown
        : reports.Any(r => r.State == EndpointState.Broken) ? KitStatus.Failing
        : reports.Any(r => r.State == EndpointState.Unknown) ? KitStatus.Unknown
        : reports.Any(r => r.State == EndpointState.Settling) ? KitStatus.InProgress
        : KitStatus.Healthy;
}
