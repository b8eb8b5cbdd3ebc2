using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>
/// Opens the values file for editing: every host's copy, which ones count, the operator's unsaved edits, and what the installer knows besides.
/// The file may hold secrets, so that opening it leaves a row.
/// </summary>
[Operation("values.open", Permission.ReadCredentials, AuditMode.Outcome, TimeoutSeconds = 120)]
[BrowserOnly("On the command line values get reads a host's file, and values explain and lint judge it.")]
public sealed record OpenValues : IOperation<ValuesWorkspace>
{
    /// <inheritdoc/>
    public string Subject => "values file";
}

internal sealed class OpenValuesHandler(ValuesDesk desk) : IOperationHandler<OpenValues, ValuesWorkspace>
{
    public Task<Result<ValuesWorkspace>> HandleAsync(OpenValues input, OperationContext context, CancellationToken ct) => desk.OpenAsync(context, ct);
}
