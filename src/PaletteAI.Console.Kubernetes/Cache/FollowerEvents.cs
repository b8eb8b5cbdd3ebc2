using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>What followers tell: changes for the subscribers, failures for whoever looks after the API's return.</summary>
internal sealed class FollowerEvents(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(FactKind, string, string), FactChange> _pending = [];
    private TaskCompletionSource _something = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isAway;

    /// <summary>Raised when a kind was listed.</summary>
    public event Action<FactKind>? Listed;

    /// <summary>Whether the API as a whole did not answer a follower.</summary>
    public bool IsAway => _isAway;

    public void Changed(FactKind kind, IReadOnlyList<FactChange> changes, bool isList)
    {
        lock (_gate)
        {
            foreach (var change in changes)
            {
                // Only the last state of an object matters, so this never holds more than the cluster has objects.
                _pending[(kind, change.Fact.Namespace, change.Fact.Name)] = change;
            }

            _something.TrySetResult();
        }

        if (isList)
        {
            Listed?.Invoke(kind);
        }
    }

    public void Fresh() => Tell();

    public void Stale(bool isAway)
    {
        _isAway |= isAway;
        Tell();
    }

    /// <summary>Ends the waiting of all followers.</summary>
    public void Recovered()
    {
        lock (_gate)
        {
            _isAway = false;
            _recovered.TrySetResult();
            _recovered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits, at most until the API is back.</summary>
    public async Task RecoveredOrAsync(TimeSpan wait, CancellationToken ct)
    {
        Task recovered;
        lock (_gate)
        {
            recovered = _recovered.Task;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(recovered, Task.Delay(wait, time, enough.Token));
        await enough.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until there is something to tell.</summary>
    public Task SomethingAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            return _something.Task.WaitAsync(ct);
        }
    }

    /// <summary>Takes what there is to tell.</summary>
    public IReadOnlyList<FactChange> Take()
    {
        lock (_gate)
        {
            _something = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            FactChange[] taken = [.. _pending.Values];
            _pending.Clear();
            return taken;
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            _something.TrySetResult();
        }
    }
}
