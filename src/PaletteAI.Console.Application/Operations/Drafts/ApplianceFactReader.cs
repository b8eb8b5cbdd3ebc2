using System.Collections.Concurrent;
using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>
/// Reads the facts and keeps them for a moment, so that a field commit does not wait for the appliance.
/// Kept per session: what one session may read is never shown to another.
/// </summary>
public sealed class ApplianceFactReader(IAppliance appliance, TimeProvider time)
{
    /// <summary>How long facts are good for.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);

    private const int MostSessions = 200;
    private readonly ConcurrentDictionary<string, ApplianceFacts> _kept = new(StringComparer.Ordinal);

    /// <summary>The facts.</summary>
    /// <param name="context">Whose call this is.</param>
    /// <param name="fresh">Read again, however young the kept ones are.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<ApplianceFacts>> ReadAsync(OperationContext context, bool fresh, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.ApplianceToken is not { } token)
        {
            return new Error(ErrorKind.Unauthenticated, "not-signed-in", "Nobody is signed in.", "Sign in and try again.");
        }

        var session = context.Caller.SessionId;
        if (!fresh && _kept.TryGetValue(session, out var kept) && time.GetUtcNow() - kept.TakenAt < GoodFor)
        {
            return kept;
        }

        var facts = await AskAsync(token, ct);
        if (facts.Problems.Any(p => p.Kind == ErrorKind.Unauthenticated))
        {
            _kept.TryRemove(session, out _);
            return facts.Problems.First(p => p.Kind == ErrorKind.Unauthenticated);
        }

        Keep(session, facts);
        return facts;
    }

    /// <summary>Forgets what is kept for a session, after something was changed.</summary>
    public void Forget(OperationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _kept.TryRemove(context.Caller.SessionId, out _);
    }

    private async Task<ApplianceFacts> AskAsync(Secret token, CancellationToken ct)
    {
        var hostTask = appliance.GetCurrentHostAsync(token, ct);
        var linkTask = appliance.GetLinkStatusAsync(token, ct);
        var archiveTask = appliance.GetArchiveAsync(token, ct);
        var clusterTask = appliance.GetClusterAsync(token, ct);
        var host = await hostTask;
        var link = await linkTask;
        var archive = await archiveTask;
        var cluster = await clusterTask;
        Error?[] problems = [host.Error, link.Error, archive.Error, cluster.Error];
        return new ApplianceFacts
        {
            // Half of the hosts would look like a smaller appliance: all of them or none.
            Hosts = host.IsSuccess && link.IsSuccess ? HostGroup.Of(host.Value, link.Value).Hosts : [],
            Archive = archive.IsSuccess ? archive.Value : null,
            Cluster = cluster.IsSuccess ? cluster.Value : null,
            Problems = [.. problems.OfType<Error>().DistinctBy(p => p.Code)],
            TakenAt = time.GetUtcNow(),
        };
    }

    private void Keep(string session, ApplianceFacts facts)
    {
        if (_kept.Count >= MostSessions)
        {
            var limit = time.GetUtcNow() - GoodFor;
            foreach (var old in _kept.Where(k => k.Value.TakenAt < limit).Select(k => k.Key).ToImmutableArray())
            {
                _kept.TryRemove(old, out _);
            }
        }

        if (_kept.Count < MostSessions)
        {
            _kept[session] = facts;
        }
    }
}
