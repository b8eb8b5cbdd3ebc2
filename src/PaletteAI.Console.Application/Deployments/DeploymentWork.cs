using System.Collections.Concurrent;
using PaletteAI.Console.Application.Live;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>
/// Takes deployments forward, one step at a time and one caller at a time. Every step reads the journal first and writes it last, so it
/// may be cut off anywhere and taken again.
/// </summary>
internal sealed class DeploymentWork(
    IDeploymentStore store, RequestStep request, ObserveStep observe, DeploymentToken tokens, DeploymentFeed feed, DeploymentPace pace, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<string, LiveFacts> _live = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Begins a deployment in the journal and takes its first step.</summary>
    public async Task<Result<DeploymentRecord>> BeginAsync(DeploymentRecord record, CancellationToken ct)
    {
        request.MarkUnsent(record.Id);
        var begun = await store.BeginAsync(record, ct);
        if (!begun.IsSuccess)
        {
            return begun;
        }
        try
        {
            return await StepAsync(record.Id, ct) ?? begun.Value;
        }
        finally
        {
            // Also when the caller went away: the runner goes on.
            Wake();
        }
    }

    /// <summary>Takes one step of a deployment that has not ended.</summary>
    /// <returns>The record afterwards; null when there is no such deployment.</returns>
    public async Task<DeploymentRecord?> StepAsync(string id, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await store.FindAsync(id, ct) is { } record ? await StepInsideAsync(record, ct) : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lends the deployment a new token when it has none that works: somebody signed in is looking at it.</summary>
    public async Task AdoptAsync(DeploymentRecord record, Func<CancellationToken, Task<Result<SignInGrant>>> grant, CancellationToken ct)
    {
        if (record.EndedAt is not null || tokens.IsUsable(record))
        {
            return;
        }
        await _gate.WaitAsync(ct);
        try
        {
            if (await store.FindAsync(record.Id, ct) is { EndedAt: null } current && !tokens.IsUsable(current)
                && await grant(ct) is { IsSuccess: true } granted)
            {
                await store.UpdateAsync(current with { Token = granted.Value.Token, TokenExpiresAt = granted.Value.ExpiresAt }, ct);
            }
        }
        finally
        {
            _gate.Release();
        }
        Wake();
    }

    /// <summary>The deployment as it stands.</summary>
    public async Task<DeploymentView> ViewAsync(DeploymentRecord record, CancellationToken ct) => DeploymentViews.Of(
        record, await store.ListObservationsAsync(record.Id, ct), _live.GetValueOrDefault(record.Id, LiveFacts.None), time.GetUtcNow(), pace);

    /// <summary>Waits until something was begun or adopted, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await _wake.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _wake.Dispose();
    }

    private async Task<DeploymentRecord> StepInsideAsync(DeploymentRecord record, CancellationToken ct)
    {
        if (record.EndedAt is not null)
        {
            return record;
        }
        var live = _live.GetValueOrDefault(record.Id, LiveFacts.None);
        record = await tokens.KeepAsync(record, ct);
        if (record.Token is not { } token || !tokens.IsUsable(record))
        {
            live = live with { Problem = DeploymentErrors.SignedOut };
        }
        else if (record.Phase == DeploymentPhase.Requested)
        {
            (var stepped, live) = (await request.TakeAsync(record, token, ct)) switch { var (r, problem) => (r, live with { Problem = problem }) };
            record = await StoreAsync(stepped, live.Problem, token, ct);
        }
        else
        {
            (var stepped, live) = await observe.TakeAsync(record, token, live, ct);
            record = await StoreAsync(stepped, live.Problem, token, ct);
        }
        _live[record.Id] = live;
        feed.Publish(await ViewAsync(record, ct));
        return record;
    }

    private async Task<DeploymentRecord> StoreAsync(DeploymentRecord record, Error? problem, Secret token, CancellationToken ct)
    {
        if (problem?.Kind == ErrorKind.Unauthenticated)
        {
            return await tokens.DropAsync(record, ct);
        }
        if (record.Phase is not (DeploymentPhase.Running or DeploymentPhase.Failed))
        {
            await store.UpdateAsync(record, ct);
            return record;
        }
        // The row first: a token that outlives a crash here ends by itself.
        record = record with { EndedAt = time.GetUtcNow(), Token = null, PendingRequest = null };
        await store.UpdateAsync(record, ct);
        await tokens.EndAsync(token, ct);
        return record;
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }
}
