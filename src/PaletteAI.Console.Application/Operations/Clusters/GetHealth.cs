using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>The console's own verdict on the cluster, with causes and facts.</summary>
/// <param name="Installer">The installer's CronJob as <c>namespace/name</c>; empty = it is looked for.</param>
[Operation("clusters.health", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/cluster/health", Cli = "health", TimeoutSeconds = 60)]
public sealed record GetHealth(string Installer = "") : IOperation<HealthReport>;

internal sealed class GetHealthHandler(HealthKeeper keeper) : IOperationHandler<GetHealth, HealthReport>
{
    public Task<Result<HealthReport>> HandleAsync(GetHealth input, OperationContext context, CancellationToken ct) => keeper.JudgeAsync(context, input.Installer, ct);
}
