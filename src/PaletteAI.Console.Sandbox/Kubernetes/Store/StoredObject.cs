using System.Text;
using System.Text.Json.Nodes;

namespace PaletteAI.Console.Sandbox.Kubernetes.Store;

/// <summary>An object as stored. <see cref="Json"/> is never changed: a change stores another object.</summary>
internal sealed class StoredObject(JsonObject json, long version)
{
    private byte[]? _bytes;

    public JsonObject Json => json;

    /// <summary>Its resourceVersion.</summary>
    public long Version => version;

    public string Name => json.Text("metadata", "name");

    public string Namespace => json.Text("metadata", "namespace");

    /// <summary>UTF-8 of <see cref="Json"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes ??= Encoding.UTF8.GetBytes(json.ToJsonString());
}

/// <summary>Kind of a change.</summary>
internal enum ChangeKind
{
    Added,
    Modified,
    Deleted,
}

/// <summary>A change of the store.</summary>
/// <param name="Version">Version of the store after it.</param>
/// <param name="Current">The object; of a deletion the last state with the version of the deletion.</param>
/// <param name="Previous">The state before; null for an addition.</param>
internal sealed record Change(long Version, ResourceType Type, ChangeKind Kind, StoredObject Current, StoredObject? Previous);
