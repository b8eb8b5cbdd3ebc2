using System.Text.Json;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Pki;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>Keeps a cluster's certificates and objects on disk.</summary>
internal sealed class ClusterFile(string folder)
{
    private readonly string _path = Path.Combine(folder, "kubernetes.json");

    public Saved? Load(string uid)
    {
        try
        {
            return File.Exists(_path) && JsonSerializer.Deserialize<Saved>(File.ReadAllBytes(_path)) is { } saved && saved.Uid == uid ? saved : null;
        }
        catch (JsonException)
        {
            // A damaged file is a cluster with new keys; there is nothing in it that cannot be made again.
            return null;
        }
    }

    public void Save(SimulatedCluster cluster)
    {
        var state = cluster.Store.Now;
        var objects = ResourceType.All.SelectMany(t => state.List(t)).Select(o => o.Json).ToList();
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var beside = _path + ".new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(new Saved(cluster.Uid, state.Version, cluster.ActedUntil, cluster.Pki.Save(), objects)));
        File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(beside, _path, overwrite: true);
    }

    /// <summary>A cluster on disk.</summary>
    internal sealed record Saved(string Uid, long Version, DateTimeOffset? ActedUntil, ClusterPki.Saved Pki, IReadOnlyList<JsonObject> Objects);
}
