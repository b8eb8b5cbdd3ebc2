using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Writes the audit rows and log lines of operations, as their <see cref="AuditMode"/> asks.</summary>
internal sealed class OperationJournal(IAuditStore audit, TimeProvider time, ILogger<OperationJournal> log)
{
    // Failed calls of nobody in particular: enough to see an attack in the audit log, too few to fill it.
    private const int StrangerRowsPerMinute = 30;
    private readonly Lock _gate = new();
    private long _minute;
    private int _strangerRows;

    /// <summary>succeeded, refused or failed.</summary>
    public static string Word(Error? error) => error?.Kind switch
    {
        null => "succeeded",
        ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout or ErrorKind.Internal => "failed",
        _ => "refused",
    };

    /// <summary>The row before the act. When it cannot be written the act does not happen.</summary>
    public Task IntentAsync(OperationCall call, CancellationToken ct) => call.Operation.Audit == AuditMode.IntentAndOutcome
        ? audit.AppendAsync(Row(call, "intent", ""), ct)
        : Task.CompletedTask;

    /// <summary>The row after the act, also when the caller is gone.</summary>
    public async Task OutcomeAsync(OperationCall call, Error? error)
    {
        Log(call, error);
        if (call.Operation.Audit != AuditMode.RefusalsOnly || error?.Kind == ErrorKind.Forbidden)
        {
            await TryAppendAsync(call, error);
        }
    }

    /// <summary>
    /// A refusal at the door. Somebody without any session leaves a log line only: strangers must not be able to fill the audit log.
    /// </summary>
    public async Task RefusedAsync(OperationCall call, Error refusal)
    {
        Log(call, refusal);
        if (refusal.Kind == ErrorKind.Forbidden && !call.Caller.IsBackground)
        {
            await TryAppendAsync(call, refusal);
        }
    }

    /// <summary>An input that was not accepted; a row only where acts leave rows.</summary>
    public async Task InvalidAsync(OperationCall call, Error invalid)
    {
        Log(call, invalid);
        if (call.Operation.Audit == AuditMode.IntentAndOutcome && call.Session is not null)
        {
            await TryAppendAsync(call, invalid);
        }
    }

    private async Task TryAppendAsync(OperationCall call, Error? error)
    {
        if (error is not null && call.Session is null && !MayRecordStranger())
        {
            return;
        }

        try
        {
            await audit.AppendAsync(Row(call, Word(error), error is null ? "" : $"{error.Code}: {error.Message}"), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The act is done; hiding its outcome from the caller would make it worse.
            log.LogCritical(e, "The outcome of {Operation} ({CorrelationId}) is missing in the audit log", call.Operation.Name, call.CorrelationId);
        }
    }

    private bool MayRecordStranger()
    {
        lock (_gate)
        {
            var minute = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
            _strangerRows = minute == _minute ? _strangerRows + 1 : 1;
            _minute = minute;
            return _strangerRows <= StrangerRowsPerMinute;
        }
    }

    private void Log(OperationCall call, Error? error) => log.Log(
        error switch
        {
            null => call.Operation.Audit == AuditMode.RefusalsOnly ? LogLevel.Debug : LogLevel.Information,
            { Kind: ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout } => LogLevel.Warning,
            { Kind: ErrorKind.Internal } => LogLevel.Debug,
            _ => LogLevel.Information,
        },
        "{Operation} {Outcome} {Code} actor={Actor} source={Source} via={Via} ({CorrelationId})",
        call.Operation.Name, Word(error), error?.Code ?? "", call.Actor, call.Caller.SourceAddress, call.Caller.Via, call.CorrelationId);

    private AuditEntry Row(OperationCall call, string outcome, string detail) => new()
    {
        At = time.GetUtcNow(),
        Actor = call.Actor,
        Source = call.Caller.SourceAddress,
        Via = call.Caller.Via,
        Operation = call.Operation.Name,
        Subject = call.Subject,
        Outcome = outcome,
        Detail = detail,
        CorrelationId = call.CorrelationId,
    };
}
