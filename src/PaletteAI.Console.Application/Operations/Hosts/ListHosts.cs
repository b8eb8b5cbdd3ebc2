using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>All linked hosts, the leader included, and what each lacks before a cluster can be created.</summary>
[Operation("hosts.list", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/hosts", Cli = "hosts list")]
public sealed record ListHosts : IOperation<HostList>;

/// <summary>The hosts of an appliance.</summary>
public sealed record HostList
{
    /// <summary>The host whose console this is, then its peers.</summary>
    public required ImmutableArray<EdgeHost> Hosts { get; init; }

    /// <summary>State of linking; empty when never linked.</summary>
    public required string LinkState { get; init; }

    /// <summary>Why linking failed.</summary>
    public required string LinkError { get; init; }

    /// <summary>Whether the host whose console this is drives the group.</summary>
    public required bool IsLeader { get; init; }

    /// <summary>Name of the leader.</summary>
    public required string LeaderName { get; init; }

    /// <summary>The leader's Local UI; empty when its address is not known.</summary>
    public required string LeaderUrl { get; init; }

    /// <summary>What each host, and the group, lacks.</summary>
    public required CreateReadiness Readiness { get; init; }

    /// <summary>When the appliance said so.</summary>
    public required DateTimeOffset TakenAt { get; init; }
}

internal sealed class ListHostsHandler(IAppliance appliance, TimeProvider time) : IOperationHandler<ListHosts, HostList>
{
    public async Task<Result<HostList>> HandleAsync(ListHosts input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }
        var currentTask = appliance.GetCurrentHostAsync(token, ct);
        var link = await appliance.GetLinkStatusAsync(token, ct);
        var current = await currentTask;
        if ((current.Error ?? link.Error) is { } error)
        {
            return error;
        }
        var group = HostGroup.Of(current.Require(), link.Require());
        return new HostList
        {
            Hosts = group.Hosts,
            LinkState = group.LinkState,
            LinkError = group.LinkError,
            IsLeader = group.IsLeader,
            LeaderName = group.LeaderName,
            LeaderUrl = group.LeaderUrl,
            Readiness = CreateReadiness.Of(group),
            TakenAt = time.GetUtcNow(),
        };
    }
}
