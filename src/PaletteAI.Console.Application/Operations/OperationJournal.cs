using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Writes the audit rows and log lines of operations, as their <see cref="AuditMode"/> asks.</summary>
internal sealed class OperationJournal(IAuditStore audit, TimeProvider time, ILogger<OperationJournal> log)
{
    // Names and messages come from outside; a row is for reading.
    private const int LongestSubject = 200;
    private const int LongestDetail = 1_000;

    // Counted apart: a flood of wrong passwords must not keep anybody from accepting the appliance's certificate.
    private readonly StrangerRows _outcomes = new(time);
    private readonly StrangerRows _intents = new(time);

    private static readonly Error _tooManyStrangers = new(
        ErrorKind.Refused, "too-many-calls", "Too many calls came from people who are not signed in. Nothing was done.", "Try again in a few minutes, or sign in first.");

    /// <summary>succeeded, refused or failed.</summary>
    public static string Word(Error? error) => error?.Kind switch
    {
        null => "succeeded",
        ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout or ErrorKind.Internal => "failed",
        _ => "refused",
    };

    /// <summary>The row before the act. When it cannot be written the act does not happen.</summary>
    /// <returns>Null, or why the act may not happen: strangers get a bounded number of rows.</returns>
    public async Task<Error?> IntentAsync(OperationCall call, CancellationToken ct)
    {
        if (call.Operation.Audit != AuditMode.IntentAndOutcome)
        {
            return null;
        }

        if (call.Session is null && !_intents.TryTake(out _))
        {
            Log(call, _tooManyStrangers);
            return _tooManyStrangers;
        }

        await audit.AppendAsync(Row(call, "intent", ""), ct);
        return null;
    }

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
        var leftOut = 0;
        if (error is not null && call.Session is null && !_outcomes.TryTake(out leftOut))
        {
            return;
        }

        var detail = error is null ? "" : $"{error.Code}: {error.Message}";
        try
        {
            await audit.AppendAsync(Row(call, Word(error), leftOut == 0 ? detail : $"{detail} ({leftOut} like it before were not recorded)"), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The act is done; hiding its outcome from the caller would make it worse.
            log.LogCritical(e, "The outcome of {Operation} ({CorrelationId}) is missing in the audit log", call.Operation.Name, call.CorrelationId);
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
        Subject = Short(call.Subject, LongestSubject),
        Outcome = outcome,
        Detail = Short(detail, LongestDetail),
        CorrelationId = call.CorrelationId,
    };

    private static string Short(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";
}
