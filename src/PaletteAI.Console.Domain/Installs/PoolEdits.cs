using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>Edits of the node pools. Every edit keeps what it does not name; an index out of range changes nothing.</summary>
public static class PoolEdits
{
    /// <summary>Most pools a spec may have in the console.</summary>
    public const int MostPools = 32;

    /// <summary>Replaces one pool.</summary>
    public static InstallSpec With(this InstallSpec spec, int pool, Func<NodePool, NodePool> edit)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(edit);
        return pool < 0 || pool >= spec.NodePools.Length
            ? spec
            : spec with { NodePools = spec.NodePools.SetItem(pool, edit(spec.NodePools[pool])) };
    }

    /// <summary>Adds a worker pool without hosts under a name that is free.</summary>
    public static InstallSpec AddWorkerPool(this InstallSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.NodePools.Length >= MostPools)
        {
            return spec;
        }

        var taken = spec.NodePools.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var name = Enumerable.Range(1, MostPools + 1)
            .Select(n => n == 1 ? NodePool.WorkerPoolName : $"{NodePool.WorkerPoolName}-{n}")
            .First(n => !taken.Contains(n));
        var architecture = spec.NodePools.FirstOrDefault()?.Architecture ?? "amd64";
        return spec with { NodePools = spec.NodePools.Add(NewInstall.EmptyWorkerPool(name, architecture)) };
    }

    /// <summary>Puts a control-plane pool without hosts before the others, where there is none.</summary>
    public static InstallSpec AddControlPlanePool(this InstallSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var pool = new NodePool { Name = NodePool.ControlPlanePoolName, Role = PoolRole.ControlPlane, AllowWorkers = true };
        return spec.NodePools.Any(p => p.Role == PoolRole.ControlPlane) ? spec : spec with { NodePools = spec.NodePools.Insert(0, pool) };
    }

    /// <summary>Removes a pool; its hosts become free. The only control-plane pool stays.</summary>
    public static InstallSpec RemovePool(this InstallSpec spec, int pool)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.CanRemovePool(pool) ? spec with { NodePools = spec.NodePools.RemoveAt(pool) } : spec;
    }

    /// <summary>Whether a pool may go: every worker pool, and a control-plane pool that is one too many.</summary>
    public static bool CanRemovePool(this InstallSpec spec, int pool)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return pool >= 0 && pool < spec.NodePools.Length
            && (spec.NodePools[pool].Role == PoolRole.Worker || spec.NodePools.Count(p => p.Role == PoolRole.ControlPlane) > 1);
    }

    /// <summary>Puts a host into a pool, from another pool (name and NIC go with it) or from the free hosts.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="uid">Host id.</param>
    /// <param name="pool">Pool index; null takes the host out of all pools.</param>
    /// <param name="newHostName">Name for a host that was in no pool.</param>
    public static InstallSpec MoveHost(this InstallSpec spec, string uid, int? pool, Func<string> newHostName)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(newHostName);
        if (pool is { } to && (to < 0 || to >= spec.NodePools.Length || spec.NodePools[to].Hosts.Any(h => h.Uid == uid)))
        {
            return spec;
        }

        var host = spec.NodePools.SelectMany(p => p.Hosts).FirstOrDefault(h => h.Uid == uid);
        var without = spec with
        {
            NodePools = [.. spec.NodePools.Select(p => p with { Hosts = p.Hosts.RemoveAll(h => h.Uid == uid) })],
        };
        return pool is not { } target
            ? without
            : without.With(target, p => p with { Hosts = p.Hosts.Add(host ?? new PoolHost(uid, newHostName(), PoolHost.AutoNic)) });
    }

    /// <summary>Edits one host, wherever it is.</summary>
    public static InstallSpec WithHost(this InstallSpec spec, string uid, Func<PoolHost, PoolHost> edit)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(edit);
        return spec with
        {
            NodePools = [.. spec.NodePools.Select(p => p with { Hosts = [.. p.Hosts.Select(h => h.Uid == uid ? edit(h) : h)] })],
        };
    }

    /// <summary>All host names in use.</summary>
    public static ImmutableArray<string> HostNames(this InstallSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [.. spec.NodePools.SelectMany(p => p.Hosts).Select(h => h.HostName).Where(n => n.Length > 0)];
    }
}
