using System.Collections.Immutable;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Values;

/// <summary>
/// Saves a values file: plans anew, refuses unless everything was accepted, writes the revision down, then the hosts, each compared and
/// replaced on its own. The first host decides: while nothing is written, a change that somebody made meanwhile ends the save.
/// </summary>
internal sealed class ValuesSaver(ValuesPlanner planner, ValuesHosts hosts, IValuesStore store, ValuesGate gate, TimeProvider time)
{
    /// <summary>Saves.</summary>
    public async Task<Result<ValuesSaved>> SaveAsync(WantedSave wanted, IReadOnlyCollection<string> accepted, string reason, long draftVersion, OperationContext context, CancellationToken ct)
    {
        var planned = await planner.PlanAsync(wanted, context, ct);
        if (!planned.IsSuccess)
        {
            return planned.Error;
        }

        if ((planned.Value.Plan.Refusal ?? Missing(planned.Value.Plan, accepted)) is { } refusal)
        {
            return refusal;
        }

        using var turn = await gate.EnterAsync(ct);
        var written = await WriteAsync(planned.Value, wanted, reason, context, ct);
        if (!written.IsSuccess)
        {
            return written.Error;
        }

        var kept = draftVersion > 0 && !await store.DeleteDraftAsync(context.Actor, draftVersion, ct) && await store.FindDraftAsync(context.Actor, ct) is not null;
        return new ValuesSaved(written.Value.Number, planned.Value.Plan.Sha256, written.Value.Hosts, planned.Value.Plan.Next, kept);
    }

    private static Error? Missing(ValuesSavePlan plan, IReadOnlyCollection<string> accepted)
    {
        var missing = plan.Acceptances.Where(a => !accepted.Contains(a.Id)).Select(a => new Finding(a.Path, a.Id, a.Severity, a.Message, a.Fix)).ToList();
        return missing.Count == 0 ? null : ValuesErrors.Missing(missing);
    }

    private async Task<Result<ValuesRevision>> WriteAsync(PlannedSave planned, WantedSave wanted, string reason, OperationContext context, CancellationToken ct)
    {
        var targets = planned.Plan.Targets;
        var found = await hosts.FindAsync([.. targets.Select(t => t.Host)], context, ct);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (await CheckAsync(targets, found.Value, ct) is { } changed)
        {
            return changed;
        }

        var revision = await store.AddRevisionAsync(Begun(planned, wanted, reason, context), planned.Content, ct);
        // From here on what was begun is brought to its end, whoever has gone away meanwhile.
        var outcomes = await WriteAllAsync(targets, found.Value, planned.Content);
        revision = revision with { Hosts = outcomes };
        await store.UpdateRevisionAsync(revision.Number, outcomes, CancellationToken.None);
        return NotWritten(outcomes) is { } error ? error : revision;
    }

    // Between planning and our turn another save may have come first.
    private static async Task<Error?> CheckAsync(ImmutableArray<ValuesTarget> targets, ImmutableArray<FoundHost> found, CancellationToken ct)
    {
        var now = await Task.WhenAll(targets.Zip(found).Where(p => p.First.IsWritten).Select(async p => (Target: p.First, Hash: await ValuesHosts.HashAsync(p.Second, ct))));
        var changed = now.Where(n => n.Hash.IsSuccess && n.Hash.Value != n.Target.Sha256).Select(n => n.Target).ToList();
        return changed.Count > 0 ? ValuesErrors.Conflict([.. changed.Select(c => c.Host)], [.. changed.Select(c => c.Name)])
            : now.Where(n => !IsAbsentAsPlanned(n.Target, n.Hash)).Select(n => n.Hash.Error).FirstOrDefault(e => e is not null);
    }

    private ValuesRevision Begun(PlannedSave planned, WantedSave wanted, string reason, OperationContext context) => new()
    {
        Kind = ValuesRevisionKind.Saved,
        Sha256 = planned.Plan.Sha256,
        Size = planned.Content.Length,
        Author = context.Actor,
        Reason = planned.Mask.Hide(reason),
        At = time.GetUtcNow(),
        BaseSha256 = wanted.BaseSha256,
        Hosts = [.. planned.Plan.Targets.Select(t => t.State switch
        {
            ValuesTargetState.Same => new ValuesRevisionHost(t.Host, t.Name, ValuesWriteState.There),
            ValuesTargetState.Unreadable => new ValuesRevisionHost(t.Host, t.Name, ValuesWriteState.Failed, "", t.Problem!.Code, t.Problem.Message, "It was left out. Copy the file to it when it can be reached."),
            _ => new ValuesRevisionHost(t.Host, t.Name, ValuesWriteState.Pending),
        })],
    };

    private static async Task<ImmutableArray<ValuesRevisionHost>> WriteAllAsync(ImmutableArray<ValuesTarget> targets, ImmutableArray<FoundHost> found, ReadOnlyMemory<byte> content)
    {
        var outcomes = new Dictionary<string, ValuesRevisionHost>(StringComparer.Ordinal);
        var open = new Queue<(ValuesTarget Target, FoundHost Host)>(targets.Zip(found).Where(p => p.First.IsWritten));
        // One after the other until one is written, then the rest at once.
        while (open.TryDequeue(out var next))
        {
            outcomes[next.Target.Host] = await WriteAsync(next.Target, next.Host, content);
            if (outcomes[next.Target.Host].State == ValuesWriteState.Written)
            {
                break;
            }

            if (outcomes[next.Target.Host].ProblemCode == "file-changed")
            {
                foreach (var (target, _) in open)
                {
                    outcomes[target.Host] = new ValuesRevisionHost(target.Host, target.Name, ValuesWriteState.Failed, "", "not-tried", $"{target.Name} was not written, because the file was changed on {next.Target.Name}.", "Merge your changes with theirs, then save.");
                }

                open.Clear();
            }
        }

        foreach (var outcome in await Task.WhenAll(open.Select(o => WriteAsync(o.Target, o.Host, content))))
        {
            outcomes[outcome.Host] = outcome;
        }

        return [.. targets.Select(t => outcomes.GetValueOrDefault(t.Host) ?? (t.State == ValuesTargetState.Same
            ? new ValuesRevisionHost(t.Host, t.Name, ValuesWriteState.There)
            : new ValuesRevisionHost(t.Host, t.Name, ValuesWriteState.Failed, "", t.Problem!.Code, t.Problem.Message, "It was left out. Copy the file to it when it can be reached.")))];
    }

    private static async Task<ValuesRevisionHost> WriteAsync(ValuesTarget target, FoundHost host, ReadOnlyMemory<byte> content)
    {
        if (!host.Way.IsSuccess)
        {
            return Failed(target, host.Way.Error);
        }

        var channel = host.Way.Value.Channel;
        var written = target.State == ValuesTargetState.Create
            ? await HostValues.CreateAsync(channel, HostValues.DefaultPath, content, CancellationToken.None)
            : await HostValues.WriteAsync(channel, HostValues.DefaultPath, content, target.Sha256, CancellationToken.None);
        if (written.IsSuccess)
        {
            return new ValuesRevisionHost(target.Host, target.Name, ValuesWriteState.Written, written.Value.Backup);
        }

        // The answer may have been lost after the deed.
        var now = written.Error.Kind is ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout ? await ValuesHosts.HashAsync(host, CancellationToken.None) : null;
        return now is { IsSuccess: true } && now.Value == Domain.Values.Copies.ValuesText.HashOf(content.Span)
            ? new ValuesRevisionHost(target.Host, target.Name, ValuesWriteState.Written)
            : Failed(target, written.Error);
    }

    private static ValuesRevisionHost Failed(ValuesTarget target, Error error) => new(
        target.Host, target.Name, ValuesWriteState.Failed, "", error.Code, error.Message,
        error.Code == "file-changed" ? "Merge your changes with theirs, then save." : $"{error.Fix} Then copy the file to {target.Name}.".TrimStart());

    // Nothing written is a failed save; something written is a save that names who is missing.
    private static Error? NotWritten(ImmutableArray<ValuesRevisionHost> outcomes)
    {
        if (outcomes.Any(o => o.State == ValuesWriteState.Written))
        {
            return null;
        }

        var changed = outcomes.Where(o => o.ProblemCode == "file-changed").ToList();
        var failed = outcomes.Where(o => o.State == ValuesWriteState.Failed).ToList();
        return changed.Count > 0 ? ValuesErrors.Conflict([.. changed.Select(c => c.Host)], [.. changed.Select(c => c.Name)])
            : new Error(ErrorKind.RemoteFailed, ValuesErrors.NotWritten, $"No host was written. {failed[0].Problem}", failed[0].Fix);
    }

    private static bool IsAbsentAsPlanned(ValuesTarget target, Result<string> hash) => target.State == ValuesTargetState.Create && hash.Error is { Code: HostErrors.NotFound };
}
