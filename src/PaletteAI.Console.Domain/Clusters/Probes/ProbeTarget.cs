using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Probes;

/// <summary>Which way a probe goes.</summary>
public enum ProbeRoute
{
    /// <summary>By the root domain, as people do.</summary>
    Domain,

    /// <summary>By the virtual IP.</summary>
    Vip,

    /// <summary>By a node's own address.</summary>
    Node,
}

/// <summary>One probe to make.</summary>
/// <param name="Path"><c>/system</c>, <c>/</c> or <c>/ai</c>.</param>
/// <param name="Host">Name or address that is dialled.</param>
/// <param name="ServerName">Name that is asked for in TLS and in the Host header.</param>
public sealed record ProbeTarget(string Path, ProbeRoute Route, string Host, string ServerName, int Port)
{
    /// <summary>The URL a person would type.</summary>
    public string Url => Port == 443 ? $"https://{Bracketed(ServerName)}{Path}" : $"https://{Bracketed(ServerName)}:{Port}{Path}";

    /// <summary>The way in words, e.g. <c>VIP 10.10.10.100</c>.</summary>
    public string RouteText => Route switch
    {
        ProbeRoute.Domain => Host,
        ProbeRoute.Vip => $"VIP {Host}",
        _ => $"node {Host}",
    };

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
}

/// <summary>Where the three endpoints are.</summary>
/// <param name="RootDomain">Empty = none is configured.</param>
/// <param name="Vip">Empty = not known.</param>
/// <param name="Nodes">Addresses of nodes.</param>
public sealed record EndpointPlaces(string RootDomain, string Vip, ImmutableArray<string> Nodes, int Port = 443)
{
    /// <summary>More nodes than this are not probed one by one: they only tell VIP and ingress apart.</summary>
    private const int MostNodes = 5;

    /// <summary>Palette's system console, Palette, PaletteAI.</summary>
    public static ImmutableArray<string> Paths { get; } = ["/system", "/", "/ai"];

    /// <summary>Hosts a redirect may lead to without leaving the appliance.</summary>
    public ImmutableArray<string> OwnHosts => [.. Nodes.Append(RootDomain).Append(Vip).Where(h => h.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>All probes of one round.</summary>
    public ImmutableArray<ProbeTarget> Targets() => [.. Paths.SelectMany(TargetsOf)];

    private IEnumerable<ProbeTarget> TargetsOf(string path)
    {
        var name = RootDomain.Length > 0 ? RootDomain : Vip;
        if (RootDomain.Length > 0 && RootDomain != Vip)
        {
            yield return new ProbeTarget(path, ProbeRoute.Domain, RootDomain, name, Port);
        }
        if (Vip.Length > 0)
        {
            yield return new ProbeTarget(path, ProbeRoute.Vip, Vip, name, Port);
        }
        foreach (var node in Nodes.Where(n => n != Vip).Take(MostNodes))
        {
            yield return new ProbeTarget(path, ProbeRoute.Node, node, name.Length > 0 ? name : node, Port);
        }
    }
}
