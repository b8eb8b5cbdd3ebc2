using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>Kubernetes events as the appliance reports them, newest first.</summary>
/// <param name="Namespace">Empty = all.</param>
[Operation("clusters.events", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/cluster/events")]
[BrowserOnly("On the command line kubectl get events shows them with the downloaded kubeconfig.")]
public sealed record GetClusterEvents(string Namespace = "") : IOperation<ImmutableArray<ClusterEvent>>;

internal sealed class GetClusterEventsShape : AbstractValidator<GetClusterEvents>
{
    // A namespace is a DNS label of at most 63 characters.
    public GetClusterEventsShape() => RuleFor(x => x.Namespace).NotNull().MaximumLength(63);
}

internal sealed class GetClusterEventsHandler(IAppliance appliance) : IOperationHandler<GetClusterEvents, ImmutableArray<ClusterEvent>>
{
    public async Task<Result<ImmutableArray<ClusterEvent>>> HandleAsync(GetClusterEvents input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }
        var read = await appliance.GetClusterEventsAsync(token, input.Namespace, ct);
        return read.Map(events => events.OrderByDescending(e => e.At ?? DateTimeOffset.MinValue).ToImmutableArray());
    }
}
