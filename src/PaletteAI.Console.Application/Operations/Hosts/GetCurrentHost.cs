using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>The host that serves the appliance's API: hardware, operating system, network, agent.</summary>
[Operation("hosts.get-current", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/hosts/current")]
[BrowserOnly("The command line shows the same host as the first row of hosts list.")]
public sealed record GetCurrentHost : IOperation<EdgeHost>;

internal sealed class GetCurrentHostHandler(IAppliance appliance) : IOperationHandler<GetCurrentHost, EdgeHost>
{
    public async Task<Result<EdgeHost>> HandleAsync(GetCurrentHost input, OperationContext context, CancellationToken ct) =>
        context.ApplianceToken is { } token ? await appliance.GetCurrentHostAsync(token, ct) : SessionErrors.ApplianceEnded;
}
