using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Values;

/// <summary>Writes to one host, as the command line's verbs do: in turn with saves of the Values page, and with author and reason in its history.</summary>
internal sealed class ValuesLog(IValuesStore store, ValuesGate gate, TimeProvider time)
{
    /// <summary>Writes, and adds a revision when it was written.</summary>
    /// <param name="host">The host.</param>
    /// <param name="before">SHA-256 of the file before; empty = not known.</param>
    /// <param name="reason">Why.</param>
    /// <param name="context">Who.</param>
    /// <param name="write">Does it.</param>
    /// <param name="ct">Ends the wait for other saves.</param>
    public async Task<Result<HostFileWritten>> WriteAsync(
        SurveyedHost host, string before, string reason, OperationContext context, Func<Task<Result<HostFileWritten>>> write, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        var written = await write();
        // A host that does not answer any more keeps its file out of the history until it is read the next time.
        if (written.IsSuccess && await HostValues.ReadAsync(host.Channel, HostValues.DefaultPath, CancellationToken.None) is { IsSuccess: true, Value: var file } && file.Info.Sha256 == written.Value.Sha256)
        {
            await store.AddRevisionAsync(Revision(host, file, written.Value, before, reason, context), file.Content, CancellationToken.None);
        }

        return written;
    }

    private ValuesRevision Revision(SurveyedHost host, HostFile file, HostFileWritten written, string before, string reason, OperationContext context) => new()
    {
        Kind = ValuesRevisionKind.Saved,
        Sha256 = file.Info.Sha256,
        Size = file.Info.Size,
        Author = context.Actor,
        Reason = reason,
        At = time.GetUtcNow(),
        BaseSha256 = before.Trim().ToLowerInvariant(),
        Hosts = [new ValuesRevisionHost(host.Name, host.Name, ValuesWriteState.Written, written.Backup)],
    };
}
