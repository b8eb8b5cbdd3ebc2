using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Removes what nobody owns any more, what was in a removed namespace, and events after their hour.</summary>
internal static class Cleaner
{
    private static readonly TimeSpan _eventLife = TimeSpan.FromHours(1);
    private static readonly ResourceType[] _owned = [ResourceType.Pod, ResourceType.ReplicaSet, ResourceType.Job];

    public static void Run(Tick tick)
    {
        var owners = ResourceType.All.SelectMany(tick.List).Select(o => o.Json.Text("metadata", "uid")).ToHashSet(StringComparer.Ordinal);
        foreach (var type in _owned)
        {
            Remove(tick, type, o => o.Json.Rows("metadata", "ownerReferences").ToList() is { Count: > 0 } refs && !refs.Exists(r => owners.Contains(r.Text("uid")) || r.Text("kind") == "Node"));
        }

        var namespaces = tick.List(ResourceType.Namespace).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var type in ResourceType.All.Where(t => t.IsNamespaced))
        {
            Remove(tick, type, o => !namespaces.Contains(o.Namespace));
        }

        Remove(tick, ResourceType.Event, e => tick.Now - (e.Json.Moment("lastTimestamp") ?? tick.Now) > _eventLife);
    }

    private static void Remove(Tick tick, ResourceType type, Func<StoredObject, bool> which)
    {
        foreach (var stored in tick.List(type).Where(which).ToList())
        {
            tick.Store.Delete(type, stored.Namespace, stored.Name);
        }
    }
}
