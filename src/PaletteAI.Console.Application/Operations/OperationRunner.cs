using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>The one door; see design: the order of the steps below is a promise.</summary>
internal sealed class OperationRunner(
    OperationCatalog catalog,
    OperationAdmission admission,
    OperationShapes shapes,
    OperationJournal journal,
    IdempotencyCache idempotency,
    ApplianceTokens tokens,
    OperationMetrics metrics,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<OperationRunner> log) : IOperationRunner
{
    // A handler that ignores its cancelled token is left behind after this much longer.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);

    public async Task<Result<TOutput>> RunAsync<TOutput>(IOperation<TOutput> operation, Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(caller);
        var call = new OperationCall(catalog.Get(operation.GetType()), caller, RandomNumberGenerator.GetHexString(16, lowercase: true));
        var begun = time.GetTimestamp();
        Result<TOutput> outcome;
        try
        {
            outcome = await AdmitAndRunAsync(operation, call, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            metrics.Record(call.Operation.Name, "cancelled", time.GetElapsedTime(begun));
            throw;
        }
        catch (Exception e)
        {
            outcome = Fault(e, operation, call);
        }

        metrics.Record(call.Operation.Name, OperationJournal.Word(outcome.Error), time.GetElapsedTime(begun));
        return outcome;
    }

    private async Task<Result<TOutput>> AdmitAndRunAsync<TOutput>(IOperation<TOutput> operation, OperationCall call, CancellationToken ct)
    {
        var admitted = await admission.AdmitAsync(call.Operation, call.Caller, ct);
        var acting = call with { Session = admitted.Session, Subject = operation.Subject };
        if (admitted.Refusal is { } refusal)
        {
            await journal.RefusedAsync(acting, refusal);
            return refusal;
        }

        if (shapes.Judge(operation) is { } invalid)
        {
            await journal.InvalidAsync(acting, invalid);
            return invalid;
        }

        // Only within a session: what one caller's key returns is never another's to read.
        return acting is { Caller.IdempotencyKey: { Length: > 0 } key, Session: not null }
            ? await idempotency.RunOnceAsync(KeyOf(acting, key), () => ExecuteAsync(operation, acting, CancellationToken.None), ct)
            : await ExecuteAsync(operation, acting, ct);
    }

    private async Task<Result<TOutput>> ExecuteAsync<TOutput>(IOperation<TOutput> operation, OperationCall call, CancellationToken ct)
    {
        if (await journal.IntentAsync(call, ct) is { } refusal)
        {
            return refusal;
        }

        Result<TOutput> outcome;
        try
        {
            outcome = await HandleInTimeAsync(operation, call, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await journal.OutcomeAsync(call, Errors.Cancelled);
            throw;
        }

        await journal.OutcomeAsync(outcome.Value is INamesCaller named ? call with { Became = named.UserName } : call, outcome.Error);
        return outcome;
    }

    private async Task<Result<TOutput>> HandleInTimeAsync<TOutput>(IOperation<TOutput> operation, OperationCall call, CancellationToken ct)
    {
        var work = InvokeAsync(operation, call, ct);
        try
        {
            return await work.WaitAsync(call.Operation.Timeout + _grace, time, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested && !work.IsCanceled)
        {
            // What it still gets done is recorded as done, although nobody waits for it.
            return await EndSoonAsync(work, call, () => throw new OperationCanceledException(ct));
        }
        catch (TimeoutException)
        {
            return LeftBehind<TOutput>(call, () => Errors.TimedOut(call));
        }
    }

    private async Task<Result<TOutput>> EndSoonAsync<TOutput>(Task<Result<TOutput>> work, OperationCall call, Func<Error> late)
    {
        try
        {
            return await work.WaitAsync(_grace, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            return LeftBehind<TOutput>(call, late);
        }
    }

    private Result<TOutput> LeftBehind<TOutput>(OperationCall call, Func<Error> why)
    {
        log.LogError("{Operation} ignored its end and was left behind ({CorrelationId})", call.Operation.Name, call.CorrelationId);
        return why();
    }

    /// <summary>Runs the handler in a scope of its own. Ends in a result, or cancelled by the caller; never in another exception.</summary>
    private async Task<Result<TOutput>> InvokeAsync<TOutput>(IOperation<TOutput> operation, OperationCall call, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(call.Operation.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var token = call.Session is null ? null : await tokens.GetAsync(call.Session, both.Token);
            var context = new OperationContext(call.Actor, call.Caller, token, call.CorrelationId);
            var outcome = await OperationInvoker.For(operation).InvokeAsync(scope.ServiceProvider, operation, context, both.Token);
            return outcome.Error is { } error ? InputSecrets.Of(operation).Hide(Explained(error)) : outcome;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Errors.TimedOut(call);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return Fault(e, operation, call);
        }
    }

    /// <summary>Whatever adapter noticed it, the appliance's 401 reads the same to the person.</summary>
    private static Error Explained(Error error) => error.Code == SessionErrors.ApplianceEndedCode
        ? error with { Kind = ErrorKind.Unauthenticated, Fix = SessionErrors.ApplianceEnded.Fix }
        : error;

    // As text, not as exception: its messages may quote the input.
    private Error Fault(Exception e, object operation, OperationCall call)
    {
        log.LogError("{Operation} failed by a fault of its own ({CorrelationId}): {Fault}",
            call.Operation.Name, call.CorrelationId, InputSecrets.Of(operation).Hide(e.ToString()));
        return Errors.Fault(call);
    }

    private static string KeyOf(OperationCall call, string key) =>
        string.Join('\n', call.Session?.Id ?? $"anonymous {call.Caller.SourceAddress}", call.Operation.Name, key);

    private static class Errors
    {
        public static Error Cancelled { get; } = new(
            ErrorKind.RemoteTimeout, "cancelled", "The caller went away before it was done; part of it may have happened.");

        public static Error TimedOut(OperationCall call) => new(
            ErrorKind.RemoteTimeout,
            "operation-timeout",
            $"This took longer than {call.Operation.Timeout.TotalSeconds:0} s and was stopped ({call.CorrelationId}).",
            "Look at the current state before trying again: part of it may have happened.");

        public static Error Fault(OperationCall call) => new(
            ErrorKind.Internal,
            "internal-error",
            $"The console made a mistake. Its log has the details under {call.CorrelationId}.",
            "Try again; if it stays, report the number.");
    }
}
