using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Application.Operations.Installer;

/// <summary>What the installer does, did and will do.</summary>
/// <param name="Installer">Its CronJob as <c>namespace/name</c>; empty = it is looked for.</param>
[Operation("installer.get", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/installer", Cli = "installer status")]
public sealed record GetInstaller(string Installer = "") : IOperation<InstallerStatus>;

internal sealed class GetInstallerHandler(ClusterTargets targets, HealthKeeper keeper, ClusterHealth health) : IOperationHandler<GetInstaller, InstallerStatus>
{
    public async Task<Result<InstallerStatus>> HandleAsync(GetInstaller input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }
        var status = await health.InstallerAsync(target.Value.Access, input.Installer, await keeper.HasSucceededAsync(target.Value.Identity, ct), ct);
        if (status is { IsSuccess: true, Value.EverSucceeded: true })
        {
            await keeper.NoteSuccessAsync(target.Value.Identity, ct);
        }
        return status;
    }
}
