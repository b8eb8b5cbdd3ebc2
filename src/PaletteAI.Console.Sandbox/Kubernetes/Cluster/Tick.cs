using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>One look at the simulated cluster: what controllers act on.</summary>
internal sealed class Tick(ObjectStore store, ClusterSnapshot snapshot, KubernetesFaults faults, double timeScale, DateTimeOffset now)
{
    private readonly Dictionary<ResourceType, (object? Objects, ILookup<string, StoredObject> ByOwner)> _owned = [];

    public ObjectStore Store => store;

    public ClusterSnapshot Snapshot => snapshot;

    public KubernetesFaults Faults => faults;

    public double TimeScale => timeScale;

    public DateTimeOffset Now => now;

    public IEnumerable<StoredObject> List(ResourceType type) => store.Now.List(type);

    /// <summary>Objects of a type that an object owns.</summary>
    public List<StoredObject> OwnedBy(JsonObject owner, ResourceType type)
    {
        var state = store.Now;
        if (!_owned.TryGetValue(type, out var known) || known.Objects != state.Objects.GetValueOrDefault(type.QualifiedName))
        {
            known = (state.Objects.GetValueOrDefault(type.QualifiedName), state.List(type).ToLookup(o => o.Json.Rows("metadata", "ownerReferences").FirstOrDefault().Text("uid")));
            _owned[type] = known;
        }

        return [.. known.ByOwner[owner.Text("metadata", "uid")]];
    }

    /// <summary>Real seconds of an appliance, as long as the simulation takes for them.</summary>
    public TimeSpan Scaled(double seconds) => TimeSpan.FromSeconds(seconds / timeScale);

    /// <summary>Creates unless there is one of that name.</summary>
    public void Ensure(ResourceType type, JsonObject json)
    {
        if (store.Find(type, json.Text("metadata", "namespace"), json.Text("metadata", "name")) is null)
        {
            store.Create(type, json);
        }
    }

    public void Update(ResourceType type, StoredObject stored, Action<JsonObject> change) => store.Update(type, stored.Namespace, stored.Name, change);

    /// <summary>Records an event about an object; the same one again only counts.</summary>
    /// <param name="occasion">One that was recorded since is not recorded again.</param>
    public void Event(JsonObject about, string type, string reason, string message, string component, string host = "", DateTimeOffset? occasion = null)
    {
        var name = $"{about.Text("metadata", "name")}.{Hash(reason + message + about.Text("metadata", "uid"), 16)}";
        var ns = about.Text("metadata", "namespace") is { Length: > 0 } own ? own : "default";
        if (store.Find(ResourceType.Event, ns, name) is { } earlier)
        {
            if (earlier.Json.Moment("lastTimestamp") >= occasion)
            {
                return;
            }

            Update(ResourceType.Event, earlier, e =>
            {
                e["count"] = e.Number("count") + 1;
                e["lastTimestamp"] = now.Stamp();
            });
            return;
        }

        store.Create(ResourceType.Event, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["creationTimestamp"] = now.Stamp() },
            ["involvedObject"] = new JsonObject
            {
                ["kind"] = about.Text("kind"),
                ["namespace"] = about.Text("metadata", "namespace"),
                ["name"] = about.Text("metadata", "name"),
                ["uid"] = about.Text("metadata", "uid"),
                ["apiVersion"] = about.Text("apiVersion"),
                ["resourceVersion"] = about.Text("metadata", "resourceVersion"),
            },
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = host.Length > 0 ? new JsonObject { ["component"] = component, ["host"] = host } : new JsonObject { ["component"] = component },
            ["firstTimestamp"] = now.Stamp(),
            ["lastTimestamp"] = now.Stamp(),
            ["count"] = 1,
            ["type"] = type,
            ["reportingComponent"] = component,
            ["reportingInstance"] = host,
        });
    }

    public static JsonObject OwnerReference(JsonObject owner) => new()
    {
        ["apiVersion"] = owner.Text("apiVersion"),
        ["kind"] = owner.Text("kind"),
        ["name"] = owner.Text("metadata", "name"),
        ["uid"] = owner.Text("metadata", "uid"),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    /// <summary>Letters and digits that follow from a text: names look random and stay the same.</summary>
    public static string Hash(string text, int length)
    {
        const string Letters = "bcdfghjklmnpqrstvwxz2456789";
        return string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(text)).Take(length).Select(b => Letters[b % Letters.Length]));
    }

    /// <summary>A condition row.</summary>
    public JsonObject Condition(string type, string status, string reason = "", string message = "")
    {
        var row = new JsonObject { ["type"] = type, ["status"] = status, ["lastTransitionTime"] = now.Stamp() };
        if (reason.Length > 0)
        {
            row["reason"] = reason;
            row["message"] = message;
        }

        return row;
    }

    /// <summary>Sets a condition; its time moves only when its status does.</summary>
    public static void SetCondition(JsonObject json, JsonObject condition)
    {
        var status = json.Child("status");
        if (status["conditions"] is not JsonArray rows)
        {
            status["conditions"] = rows = [];
        }

        var same = rows.OfType<JsonObject>().FirstOrDefault(c => c.Text("type") == condition.Text("type"));
        if (same is null)
        {
            rows.Add(condition);
            return;
        }

        if (same.Text("status") == condition.Text("status"))
        {
            condition["lastTransitionTime"] = same["lastTransitionTime"]?.DeepClone();
        }

        if (!JsonNode.DeepEquals(same, condition))
        {
            rows[rows.IndexOf(same)] = condition;
        }
    }
}
