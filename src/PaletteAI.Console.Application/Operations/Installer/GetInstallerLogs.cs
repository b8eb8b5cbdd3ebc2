using FluentValidation;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Installer;

/// <summary>The end of the log of a run.</summary>
/// <param name="Run">Name of the run's Job; empty = the newest run.</param>
/// <param name="TailLines">Lines from the end.</param>
[Operation("installer.logs", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/installer/logs", Cli = "installer logs")]
public sealed record GetInstallerLogs(string Run = "", int TailLines = 200, string Installer = "") : IOperation<InstallerLog>;

/// <summary>A log, or the end of it.</summary>
public sealed record InstallerLog(string Namespace, string Pod, IReadOnlyList<string> Lines);

internal sealed class GetInstallerLogsShape : AbstractValidator<GetInstallerLogs>
{
    public GetInstallerLogsShape()
    {
        RuleFor(x => x.Run).NotNull().MaximumLength(253);
        RuleFor(x => x.Installer).NotNull().MaximumLength(317);
        RuleFor(x => x.TailLines).InclusiveBetween(1, 10_000);
    }
}

internal sealed class GetInstallerLogsHandler(ClusterTargets targets, InstallerLogs logs) : IOperationHandler<GetInstallerLogs, InstallerLog>
{
    public async Task<Result<InstallerLog>> HandleAsync(GetInstallerLogs input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }
        var access = target.Value.Access;
        var found = await logs.FindAsync(access, input.Installer, input.Run, ct);
        if (!found.IsSuccess)
        {
            return found.Error;
        }
        var lines = new List<string>();
        var read = await logs.ReadAsync(access, found.Value with { TailLines = input.TailLines }, line => { lines.Add(line); return ValueTask.CompletedTask; }, ct);
        return read.IsSuccess ? new InstallerLog(found.Value.Namespace, found.Value.Pod, lines) : read.Error;
    }
}
