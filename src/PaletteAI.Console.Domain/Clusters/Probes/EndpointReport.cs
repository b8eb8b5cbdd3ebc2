using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Probes;

/// <summary>Whether an endpoint works.</summary>
public enum EndpointState
{
    /// <summary>It answers well, and has done so a few times in a row.</summary>
    Good,

    /// <summary>It answers well, but not for long yet.</summary>
    Settling,

    /// <summary>It does not work.</summary>
    Broken,

    /// <summary>It could not be probed.</summary>
    Unknown,
}

/// <summary>What stands between people and an endpoint, seen from all ways together.</summary>
public enum BrokenPart
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The name does not lead to it.</summary>
    Dns,

    /// <summary>The virtual IP answers on no node.</summary>
    Vip,

    /// <summary>Nothing routes to the application.</summary>
    Ingress,

    /// <summary>The certificate.</summary>
    Tls,

    /// <summary>The redirects.</summary>
    Redirects,

    /// <summary>The application itself.</summary>
    Application,
}

/// <summary>One endpoint, judged over all ways to it.</summary>
/// <param name="Part">What is broken.</param>
/// <param name="Message">The same as a sentence; empty when nothing is.</param>
/// <param name="Since">Since when the state holds.</param>
/// <param name="GoodInARow">Good rounds in a row.</param>
/// <param name="AsOf">When it was last probed; null = never.</param>
public sealed record EndpointReport(
    string Path, EndpointState State, BrokenPart Part, string Message, DateTimeOffset? Since, int GoodInARow, DateTimeOffset? AsOf, ImmutableArray<ProbeResult> Results)
{
    /// <summary>
    /// Judges a round of probes of one endpoint, after what was known before. The way people take decides whether it works; the other ways
    /// tell which part is broken.
    /// </summary>
    /// <param name="before">The report of the round before; null = there was none.</param>
    /// <param name="goodAnswers">Good rounds in a row it takes to count as good.</param>
    public static EndpointReport Of(string path, ImmutableArray<ProbeResult> results, EndpointReport? before, int goodAnswers)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (results.IsDefaultOrEmpty)
        {
            return new EndpointReport(path, EndpointState.Unknown, BrokenPart.None, "It could not be probed.", before?.AsOf, 0, before?.AsOf, []);
        }
        var asOf = results.Max(r => r.TakenAt);
        var (part, message) = Blame(results);
        var row = part == BrokenPart.None ? (before?.GoodInARow ?? 0) + 1 : 0;
        var state = part != BrokenPart.None ? EndpointState.Broken : row >= goodAnswers ? EndpointState.Good : EndpointState.Settling;
        var isSame = before is not null && (before.State == EndpointState.Broken) == (state == EndpointState.Broken) && before.State != EndpointState.Unknown;
        return new EndpointReport(path, state, part, message, isSame ? before!.Since : asOf, row, asOf, results);
    }

    private static (BrokenPart Part, string Message) Blame(ImmutableArray<ProbeResult> results)
    {
        var main = results.FirstOrDefault(r => r.Target.Route == ProbeRoute.Domain)
            ?? results.FirstOrDefault(r => r.Target.Route == ProbeRoute.Vip)
            ?? results.FirstOrDefault(r => r.IsGood) ?? results[0];
        return main.Broken is not { } broken ? (BrokenPart.None, "")
            : broken.Layer == ProbeLayer.Connection ? BlameConnection(results, main, broken)
            : (PartOf(broken.Layer), broken.Detail);
    }

    // Nobody answers where people knock. Whether the nodes answer by themselves tells the VIP and the ingress apart.
    private static (BrokenPart Part, string Message) BlameConnection(ImmutableArray<ProbeResult> results, ProbeResult main, LayerResult broken)
    {
        var vip = results.FirstOrDefault(r => r.Target.Route == ProbeRoute.Vip);
        if (main.Target.Route == ProbeRoute.Domain && vip is { IsGood: true })
        {
            return (BrokenPart.Dns, $"{broken.Detail} The VIP {vip.Target.Host} answers: the name {main.Target.Host} leads elsewhere.");
        }
        var node = results.FirstOrDefault(r => r.Target.Route == ProbeRoute.Node && r.Broken is not { Layer: ProbeLayer.Connection });
        return node is not null
            ? (BrokenPart.Vip, $"{broken.Detail} Node {node.Target.Host} answers: the VIP is on no node, or not announced.")
            : results.Any(r => r.Target.Route == ProbeRoute.Node)
                ? (BrokenPart.Ingress, $"{broken.Detail} No node answers either: the ingress does not listen.")
                : (BrokenPart.Vip, broken.Detail);
    }

    private static BrokenPart PartOf(ProbeLayer layer) => layer switch
    {
        ProbeLayer.Dns => BrokenPart.Dns,
        ProbeLayer.Connection => BrokenPart.Vip,
        ProbeLayer.Tls => BrokenPart.Tls,
        ProbeLayer.Ingress => BrokenPart.Ingress,
        ProbeLayer.Redirects => BrokenPart.Redirects,
        _ => BrokenPart.Application,
    };
}
