using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Diagnostics;

/// <summary>The newest diagnostics, and where collecting logs stands. Asks no host.</summary>
[Operation("diagnostics.get", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/diagnostics")]
[BrowserOnly("Diagnostics are run and read on their page.")]
public sealed record GetDiagnostics : IOperation<DiagnosticsView>;

/// <summary>Diagnostics as their page shows them.</summary>
/// <param name="Results">Newest first.</param>
/// <param name="Logs">The newest collection of logs; null = none.</param>
public sealed record DiagnosticsView(ImmutableArray<DiagnosticResult> Results, LogCollection? Logs);

/// <summary>Collects logs of all hosts in the background; secrets are taken out.</summary>
[Operation("diagnostics.collect-logs", Permission.OperateInstaller, AuditMode.Outcome, Route = "POST /api/v1/diagnostics/logs")]
[BrowserOnly("Diagnostics are run and read on their page.")]
public sealed record CollectLogs : IOperation<LogCollection>
{
    /// <inheritdoc/>
    public string Subject => "logs of all hosts";
}

/// <summary>The archive of collected logs.</summary>
/// <param name="Id">The collection.</param>
[Operation("diagnostics.download-logs", Permission.ReadCredentials, AuditMode.Outcome, Route = "GET /api/v1/diagnostics/logs")]
[BrowserOnly("Diagnostics are run and read on their page.")]
public sealed record DownloadLogs(string Id) : IOperation<FileDownload>
{
    /// <inheritdoc/>
    public string Subject => "logs of all hosts";
}

internal sealed class DownloadLogsShape : AbstractValidator<DownloadLogs>
{
    public DownloadLogsShape() => RuleFor(x => x.Id).NotEmpty().MaximumLength(64);
}

internal sealed class LogHandlers(HostDirectory directory, DiagnosticDesk desk) :
    IOperationHandler<GetDiagnostics, DiagnosticsView>, IOperationHandler<CollectLogs, LogCollection>, IOperationHandler<DownloadLogs, FileDownload>
{
    public Task<Result<DiagnosticsView>> HandleAsync(GetDiagnostics input, OperationContext context, CancellationToken ct) =>
        Task.FromResult(Result<DiagnosticsView>.Success(new DiagnosticsView(desk.Results, desk.Logs)));

    public async Task<Result<LogCollection>> HandleAsync(CollectLogs input, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenAsync([], context, ct);
        return hosts.IsSuccess ? desk.Collect(hosts.Value, context.Actor) : hosts.Error;
    }

    public Task<Result<FileDownload>> HandleAsync(DownloadLogs input, OperationContext context, CancellationToken ct) => Task.FromResult<Result<FileDownload>>(
        desk.Bundle(input.Id) is { } bundle
            ? new FileDownload("host-logs.zip", "application/zip", new Secret("")) { Bytes = bundle }
            : new Error(ErrorKind.NotFound, "logs-not-there", "There is no such collection of logs.", "Collect the logs again.", "id"));
}
