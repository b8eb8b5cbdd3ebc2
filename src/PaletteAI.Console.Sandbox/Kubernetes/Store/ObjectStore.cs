using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PaletteAI.Console.Sandbox.Kubernetes.Store;

/// <summary>
/// All objects under one version that grows with every change, as etcd keeps them. The last changes are kept with the state after each, so
/// that a watch can go on from a version and a list in pages sees one state; what is older than that is gone (410).
/// </summary>
internal sealed class ObjectStore(TimeProvider time, int window = 4096)
{
    private const long JumpAfterRestart = 10_000;
    private readonly Lock _gate = new();
    private readonly Queue<(Change Change, State After)> _history = [];
    private State _state = new(1, ImmutableDictionary<string, ImmutableSortedDictionary<string, StoredObject>>.Empty);
    private long _compacted = 1;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The state now.</summary>
    public State Now
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>The state at an earlier version.</summary>
    /// <exception cref="ApiException">410: it is gone.</exception>
    public State At(long version)
    {
        lock (_gate)
        {
            if (version == _state.Version)
            {
                return _state;
            }

            return version >= _compacted && _history.LastOrDefault(h => h.After.Version <= version).After is { } state
                ? state
                : throw ApiException.Expired("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.");
        }
    }

    /// <summary>Changes after a version, and what completes at the next one.</summary>
    /// <exception cref="ApiException">410: some of them are gone.</exception>
    public (IReadOnlyList<Change> Changes, long Version, Task Next) Since(long version)
    {
        lock (_gate)
        {
            return version < _compacted
                ? throw ApiException.Expired(string.Create(CultureInfo.InvariantCulture, $"too old resource version: {version} ({_compacted})"))
                : ([.. _history.Where(h => h.Change.Version > version).Select(h => h.Change)], _state.Version, _changed.Task);
        }
    }

    /// <summary>Forgets every earlier state, as compacting etcd does.</summary>
    /// <param name="tellWatches">Whether watches that are up to date are told too; compacting alone leaves them be.</param>
    public void Compact(bool tellWatches)
    {
        lock (_gate)
        {
            _history.Clear();
            _state = _state with { Version = _state.Version + (tellWatches ? 1 : 0) };
            _compacted = _state.Version;
            Signal();
        }
    }

    /// <summary>Takes up the objects of an earlier run. The version jumps, because the last changes may not have been written down.</summary>
    public void Restore(long version, IEnumerable<JsonObject> objects)
    {
        lock (_gate)
        {
            _state = _state with { Version = version + JumpAfterRestart };
            foreach (var json in objects)
            {
                var type = ResourceType.All.FirstOrDefault(t => t.Kind == json.Text("kind") && t.ApiVersion == json.Text("apiVersion"));
                if (type is not null)
                {
                    _state = _state.With(_state.Version, type, new StoredObject(json, long.Parse(json.Text("metadata", "resourceVersion"), CultureInfo.InvariantCulture)), remove: false);
                }
            }

            _compacted = _state.Version;
        }
    }

    public StoredObject? Find(ResourceType type, string ns, string name) => Now.Find(type, ns, name);

    /// <summary>Stores a new object; what the API itself fills in is filled in.</summary>
    /// <exception cref="ApiException">409: the name is taken.</exception>
    public StoredObject Create(ResourceType type, JsonObject json)
    {
        lock (_gate)
        {
            var (ns, name) = (json.Text("metadata", "namespace"), json.Text("metadata", "name"));
            if (_state.Find(type, ns, name) is not null)
            {
                throw ApiException.AlreadyExists(type, name);
            }

            var copy = json.Copy();
            copy["kind"] = type.Kind;
            copy["apiVersion"] = type.ApiVersion;
            var metadata = copy.Child("metadata");
            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["creationTimestamp"] ??= time.GetUtcNow().Stamp();
            return Commit(type, ChangeKind.Added, copy, null);
        }
    }

    /// <summary>Changes an object. Nothing is stored when nothing changed.</summary>
    /// <param name="change">Changes the copy it is given.</param>
    /// <exception cref="ApiException">404, or 409 when <paramref name="expected"/> is not the version.</exception>
    public StoredObject Update(ResourceType type, string ns, string name, Action<JsonObject> change, string? expected = null)
    {
        lock (_gate)
        {
            var current = _state.Find(type, ns, name) ?? throw ApiException.NotFound(type, name);
            if (expected is { Length: > 0 } && expected != current.Version.ToString(CultureInfo.InvariantCulture))
            {
                throw ApiException.Conflict(type, name);
            }

            var copy = current.Json.Copy();
            change(copy);
            return JsonNode.DeepEquals(copy, current.Json) ? current : Commit(type, ChangeKind.Modified, copy, current);
        }
    }

    /// <summary>Removes an object; what it owned is removed by the simulation.</summary>
    /// <exception cref="ApiException">404.</exception>
    public StoredObject Delete(ResourceType type, string ns, string name)
    {
        lock (_gate)
        {
            var current = _state.Find(type, ns, name) ?? throw ApiException.NotFound(type, name);
            return Commit(type, ChangeKind.Deleted, current.Json.Copy(), current);
        }
    }

    private StoredObject Commit(ResourceType type, ChangeKind kind, JsonObject json, StoredObject? previous)
    {
        var version = _state.Version + 1;
        json.Child("metadata")["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        var stored = new StoredObject(json, version);
        _state = _state.With(version, type, stored, remove: kind == ChangeKind.Deleted);
        _history.Enqueue((new Change(version, type, kind, stored, previous), _state));
        if (_history.Count > window)
        {
            _compacted = _history.Dequeue().Change.Version;
        }

        Signal();
        return stored;
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    /// <summary>All objects at one version.</summary>
    internal sealed record State(long Version, ImmutableDictionary<string, ImmutableSortedDictionary<string, StoredObject>> Objects)
    {
        public StoredObject? Find(ResourceType type, string ns, string name) =>
            Objects.TryGetValue(type.QualifiedName, out var all) ? all.GetValueOrDefault(Key(ns, name)) : null;

        /// <summary>Objects of a type in order of namespace and name; all namespaces when <paramref name="ns"/> is empty.</summary>
        public IEnumerable<StoredObject> List(ResourceType type, string ns = "") =>
            Objects.TryGetValue(type.QualifiedName, out var all) ? all.Values.Where(o => ns.Length == 0 || o.Namespace == ns) : [];

        public State With(long version, ResourceType type, StoredObject stored, bool remove)
        {
            var all = Objects.GetValueOrDefault(type.QualifiedName) ?? ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);
            var key = Key(stored.Namespace, stored.Name);
            return new State(version, Objects.SetItem(type.QualifiedName, remove ? all.Remove(key) : all.SetItem(key, stored)));
        }

        /// <summary>Where an object stands in the order of a list.</summary>
        public static string Key(string ns, string name) => $"{ns}/{name}";
    }
}
