using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Clusters;

/// <summary>
/// Does something that only one console may do at a time. The Lease lives in the cluster, so it holds between consoles; it outlives the work's
/// own time limit, so that nobody else begins while a late request of ours may still be on its way.
/// </summary>
public sealed class ClusterLease(IClusterWriter writer, TimeProvider time)
{
    /// <summary>Lifetime of a Lease whose holder died.</summary>
    private static readonly TimeSpan _life = TimeSpan.FromSeconds(60);

    /// <summary>The work ends by then; what is left of the life is for requests on their way.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(40);

    /// <summary>Runs the work while holding the Lease.</summary>
    /// <param name="busy">What to say when somebody else holds it.</param>
    public async Task<Result<T>> RunAsync<T>(ClusterAccess access, string name, Error busy, Func<CancellationToken, Task<Result<T>>> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(busy);
        ArgumentNullException.ThrowIfNull(work);
        var holder = $"palette-console-{Guid.NewGuid():N}";
        using var limit = new CancellationTokenSource(_limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var taken = await writer.TakeLeaseAsync(access, name, holder, _life, both.Token);
        if (taken.Error is { } error)
        {
            return error.Code == "lease-held" ? busy : error;
        }
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new Error(ErrorKind.RemoteTimeout, "cluster-timeout", "The cluster's API did not answer in time.", "Look at the state of things before trying again.");
        }
        finally
        {
            // When this fails the Lease runs out by itself.
            await writer.GiveLeaseBackAsync(access, name, holder, CancellationToken.None);
        }
    }
}
