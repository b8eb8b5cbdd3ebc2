using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Installer;

/// <summary>Starts the installer now; refused while any Job of it is unfinished.</summary>
/// <param name="Installer">Its CronJob as <c>namespace/name</c>; empty = it is looked for.</param>
[Operation("installer.run", Permission.OperateInstaller, AuditMode.IntentAndOutcome, Route = "POST /api/v1/installer/runs", Cli = "installer run", TimeoutSeconds = 60)]
public sealed record RunInstaller(string Installer = "") : IOperation<StartedRun>
{
    /// <inheritdoc/>
    public string Subject => Installer.Length > 0 ? $"installer {Installer}" : "installer";
}

internal sealed class RunInstallerHandler(ClusterTargets targets, InstallerStarter starter) : IOperationHandler<RunInstaller, StartedRun>
{
    public async Task<Result<StartedRun>> HandleAsync(RunInstaller input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        return target.IsSuccess ? await starter.StartAsync(target.Value.Access, input.Installer, ct) : target.Error;
    }
}
