using System.Globalization;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Hosts;

/// <summary>The hosts of the appliance without markup: Edge Host and Linked Edge Hosts read the same list.</summary>
public sealed class HostsViewModel(IOperationGateway gateway)
{
    /// <summary>Facts older than this are marked stale: two readings were missed.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(45);

    /// <summary>What the appliance last said; null before it said anything.</summary>
    public HostList? List { get; private set; }

    /// <summary>Why the last reading failed; null when it worked. Older facts stay shown with their age.</summary>
    public Error? Problem { get; private set; }

    /// <summary>The host whose console this is.</summary>
    public EdgeHost? Current => List?.Hosts.FirstOrDefault();

    /// <summary>The host that drives the group.</summary>
    public EdgeHost? Leader => List?.Hosts.FirstOrDefault(h => h.Role == HostRole.Leader) ?? Current;

    /// <summary>All other hosts, in the appliance's order.</summary>
    public IReadOnlyList<EdgeHost> Followers => List is null ? [] : [.. List.Hosts.Where(h => h != Leader)];

    /// <summary>Errors before a cluster can be created: the group's, then each host's with its name.</summary>
    public IReadOnlyList<Finding> Missing => List is null
        ? []
        : [.. List.Readiness.Group.Where(IsError), .. List.Readiness.Hosts.SelectMany(h => h.Missing.Where(IsError).Select(m => m with { Path = "", Message = $"{h.Host.Name}: {Lower(m.Message)}" }))];

    /// <summary>What is no obstacle, but good to know.</summary>
    public IReadOnlyList<Finding> WorthKnowing => List is null ? [] : [.. List.Readiness.Group.Where(f => !IsError(f))];

    /// <summary>Why linking failed; empty when it did not.</summary>
    public IReadOnlyList<Finding> LinkFailure => List is { LinkError.Length: > 0 } failed
        ? [Finding.Error("", "link-failed", $"Linking failed: {failed.LinkError}", "Look at the host that was to be linked, then link it again.")]
        : [];

    /// <summary>A cluster is there, or is being made: nothing is missing any more.</summary>
    public bool HasCluster => List?.Hosts.Any(h => h.InCluster) == true;

    /// <summary>Reads the hosts.</summary>
    /// <param name="background">No person asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        var read = await gateway.RunAsync(new ListHosts(), background, ct: ct);
        Problem = read.Error;
        List = read.IsSuccess ? read.Value : List;
    }

    /// <summary>The host with this id; null when there is none.</summary>
    public EdgeHost? Find(string? uid) => List?.Hosts.FirstOrDefault(h => h.Uid == uid);

    /// <summary>What a host lacks.</summary>
    public IReadOnlyList<Finding> MissingOf(EdgeHost host) => List?.Readiness.Hosts.FirstOrDefault(r => r.Host.Uid == host.Uid)?.Missing ?? [];

    /// <summary>One line on a host: why it is not ready, or that it is.</summary>
    public string Verdict(EdgeHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (host.InCluster)
        {
            return HostLook.NodeRole(host.NodeRole) is { Length: > 0 } role ? $"In the cluster: {Lower(role)}." : "In the cluster.";
        }

        var errors = MissingOf(host).Where(IsError).Select(m => m.Message).ToArray();
        return errors.Length > 0 ? string.Join(' ', errors) : "Ready for a cluster.";
    }

    /// <summary>The answer of Edge Host: who am I.</summary>
    public string WhoAmI()
    {
        if (List is null || Current is not { } host)
        {
            return Problem is null ? "Reading the host." : "Unknown: the appliance could not be asked.";
        }

        var at = host.Address.Length > 0 ? $" at {host.Address}" : "";
        var cluster = host.InCluster ? " It is part of a cluster." : "";
        return (List.IsLeader, List.Hosts.Length) switch
        {
            (false, _) => $"{host.Name}{at} is linked to {List.LeaderName}, which drives the group.{cluster}",
            (true, 1) => $"{host.Name}{at} is the only host of this appliance.{cluster}",
            (true, var n) => string.Create(CultureInfo.InvariantCulture, $"{host.Name}{at} is the leader of {n} linked hosts.{cluster}"),
        };
    }

    /// <summary>The answer of Linked Edge Hosts: can a cluster be created, and what is missing.</summary>
    public string Answer()
    {
        if (List is null)
        {
            return Problem is null ? "Reading the hosts." : "Unknown: the appliance could not be asked.";
        }

        var hosts = List.Readiness.Hosts;
        return true switch
        {
            _ when HasCluster => Counted(hosts.Count(h => h.Host.InCluster), hosts.Length, "in the cluster"),
            _ when !List.IsLeader => $"{Current!.Name} is linked to {List.LeaderName}: a cluster is created there.",
            _ when hosts.Length == 1 => hosts[0].IsReady ? $"{Current!.Name} stands alone and is ready for a single-node cluster." : $"{Current!.Name} stands alone and is not ready for a cluster.",
            _ when List.Readiness.IsReady => $"All {hosts.Length.ToString(CultureInfo.InvariantCulture)} hosts are linked and ready for a cluster.",
            _ when hosts.All(h => h.IsReady) => List.Readiness.Group.First(IsError).Message,
            _ => $"{Counted(hosts.Count(h => h.IsReady), hosts.Length, "ready")} Not ready: {string.Join(", ", hosts.Where(h => !h.IsReady).Select(h => h.Host.Name))}.",
        };
    }

    private static string Counted(int some, int all, string what) => some == all
        ? string.Create(CultureInfo.InvariantCulture, $"All {all} hosts are {what}.")
        : string.Create(CultureInfo.InvariantCulture, $"{some} of {all} hosts are {what}.");

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;

    private static string Lower(string text) => text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
