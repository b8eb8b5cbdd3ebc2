using System.Collections.Immutable;
using System.Text;
using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using Files = PaletteAI.Console.Application.Hosts.HostValues;

namespace PaletteAI.Console.Application.Operations.HostValues;

/// <summary>A host's values file. It may hold secrets, so reading it leaves a row.</summary>
/// <param name="Host">Id or address.</param>
[Operation("values.get", Permission.ReadCredentials, AuditMode.Outcome, Route = "GET /api/v1/values", Cli = "values get", TimeoutSeconds = 120)]
public sealed record GetHostValues(string Host) : IOperation<HostValuesView>
{
    /// <inheritdoc/>
    public string Subject => $"values of {Host}";
}

/// <summary>A values file.</summary>
public sealed record HostValuesView(string Host, string Path, string Sha256, long Size, string Mode, string Owner, string Content);

/// <summary>Replaces a host's values file when it still has the hash that was read; a copy stays beside it.</summary>
/// <param name="Host">Id or address.</param>
/// <param name="Content">The new text.</param>
/// <param name="IfSha256">The hash that was read.</param>
[Operation("values.put", Permission.DeployCluster, AuditMode.IntentAndOutcome, Route = "PUT /api/v1/values", Cli = "values put", TimeoutSeconds = 180)]
public sealed record PutHostValues(string Host, string Content, string IfSha256) : IOperation<HostFileWritten>
{
    /// <inheritdoc/>
    public string Subject => $"values of {Host}";
}

/// <summary>The copies of a host's values file, newest first.</summary>
/// <param name="Host">Id or address.</param>
[Operation("values.history", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/values/history", Cli = "values history", TimeoutSeconds = 120)]
public sealed record ListHostValueCopies(string Host) : IOperation<ImmutableArray<HostFileBackup>>;

/// <summary>Puts a copy of a host's values file back.</summary>
/// <param name="Host">Id or address.</param>
/// <param name="Copy">SHA-256 or path of the copy; empty = the newest.</param>
[Operation("values.restore", Permission.DeployCluster, AuditMode.IntentAndOutcome, Route = "POST /api/v1/values/restorations", Cli = "values restore", TimeoutSeconds = 180)]
public sealed record RestoreHostValues(string Host, string Copy) : IOperation<HostFileWritten>
{
    /// <inheritdoc/>
    public string Subject => $"values of {Host}";
}

/// <summary>The hash of every host's copy.</summary>
[Operation("values.compare", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/values/copies", TimeoutSeconds = 180)]
[BrowserOnly("On the command line values get shows the hash of each host's copy.")]
public sealed record CompareHostValues : IOperation<ImmutableArray<HostValuesState>>;

/// <summary>A host's copy, or why it failed there.</summary>
/// <param name="Host">Address of the host.</param>
/// <param name="Sha256">Of its copy now; empty when it failed.</param>
/// <param name="Backup">Copy of the old one, when it was replaced.</param>
/// <param name="ProblemCode">Code of the failure; empty when there was none.</param>
/// <param name="Problem">The failure as a sentence.</param>
public sealed record HostValuesState(string Host, string Sha256, string Backup, string ProblemCode, string Problem);

internal sealed class PutHostValuesShape : AbstractValidator<PutHostValues>
{
    public PutHostValuesShape()
    {
        RuleFor(x => x.Host).NotEmpty();
        RuleFor(x => x.Content).NotNull();
        RuleFor(x => x.IfSha256).NotEmpty();
    }
}

internal sealed class RestoreHostValuesShape : AbstractValidator<RestoreHostValues>
{
    public RestoreHostValuesShape()
    {
        RuleFor(x => x.Host).NotEmpty();
        RuleFor(x => x.Copy).NotNull().MaximumLength(4096);
    }
}

internal sealed class HostValueHandlers(HostDirectory directory, ValuesLog log) :
    IOperationHandler<GetHostValues, HostValuesView>, IOperationHandler<PutHostValues, HostFileWritten>, IOperationHandler<ListHostValueCopies, ImmutableArray<HostFileBackup>>,
    IOperationHandler<RestoreHostValues, HostFileWritten>, IOperationHandler<CompareHostValues, ImmutableArray<HostValuesState>>
{
    public Task<Result<HostValuesView>> HandleAsync(GetHostValues input, OperationContext context, CancellationToken ct) => OnAsync(
        input.Host, context, async h => (await Files.ReadAsync(h.Channel, Files.DefaultPath, ct)).Map(f => new HostValuesView(
            h.Name, f.Info.Path, f.Info.Sha256, f.Info.Size, f.Info.Mode, f.Info.Owner, Encoding.UTF8.GetString(f.Content.Span))), ct);

    public Task<Result<HostFileWritten>> HandleAsync(PutHostValues input, OperationContext context, CancellationToken ct) =>
        OnAsync(input.Host, context, h => log.WriteAsync(h, input.IfSha256, "values put", context, () => Files.WriteAsync(h.Channel, Files.DefaultPath, Encoding.UTF8.GetBytes(input.Content), input.IfSha256, ct), ct), ct);

    public Task<Result<ImmutableArray<HostFileBackup>>> HandleAsync(ListHostValueCopies input, OperationContext context, CancellationToken ct) =>
        OnAsync(input.Host, context, h => h.Channel.ListBackupsAsync(Files.DefaultPath, ct), ct);

    public Task<Result<HostFileWritten>> HandleAsync(RestoreHostValues input, OperationContext context, CancellationToken ct) =>
        OnAsync(input.Host, context, h => log.WriteAsync(h, "", "values restore", context, () => Files.RestoreAsync(h.Channel, Files.DefaultPath, input.Copy, ct), ct), ct);

    public async Task<Result<ImmutableArray<HostValuesState>>> HandleAsync(CompareHostValues input, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenAsync([], context, ct);
        return hosts.IsSuccess
            ? (await Files.CompareAsync([.. hosts.Value.Select(h => h.Channel)], Files.DefaultPath, ct)).Select(c => State(c.Host, c.Copy.Map(i => (i.Sha256, "")))).ToImmutableArray()
            : hosts.Error;
    }

    private static HostValuesState State(string host, Result<(string Sha256, string Backup)> outcome) =>
        outcome.IsSuccess ? new(host, outcome.Value.Sha256, outcome.Value.Backup, "", "") : new(host, "", "", outcome.Error!.Code, outcome.Error.Message);

    private async Task<Result<T>> OnAsync<T>(string host, OperationContext context, Func<SurveyedHost, Task<Result<T>>> act, CancellationToken ct)
    {
        var opened = await directory.OpenAsync([host], context, ct);
        return opened.IsSuccess ? await act(opened.Value[0]) : opened.Error;
    }
}
