using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>The packs of the cluster and their state, as the appliance reports them.</summary>
[Operation("clusters.applications", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/cluster/applications")]
[BrowserOnly("The command line shows the packs with status.")]
public sealed record GetApplications : IOperation<ImmutableArray<ApplicationStatus>>;

internal sealed class GetApplicationsHandler(IAppliance appliance) : IOperationHandler<GetApplications, ImmutableArray<ApplicationStatus>>
{
    public async Task<Result<ImmutableArray<ApplicationStatus>>> HandleAsync(GetApplications input, OperationContext context, CancellationToken ct) =>
        context.ApplianceToken is { } token ? await appliance.GetApplicationsAsync(token, ct) : SessionErrors.ApplianceEnded;
}
