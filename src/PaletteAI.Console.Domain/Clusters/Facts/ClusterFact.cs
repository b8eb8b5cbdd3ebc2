namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>Identity and version of an object of the Kubernetes API.</summary>
/// <param name="Namespace">Empty for objects of the whole cluster.</param>
/// <param name="ResourceVersion">Opaque; only equality means something.</param>
/// <param name="DeletedAt">When its deletion was asked for; null while it is to stay.</param>
public readonly record struct FactMeta(
    string Namespace, string Name, string Uid, string ResourceVersion, DateTimeOffset? CreatedAt, DateTimeOffset? DeletedAt)
{
    /// <summary>Neither name nor version: what a reader starts from.</summary>
    public static FactMeta None { get; } = new("", "", "", "", null, null);
}

/// <summary>An object of the Kubernetes API, trimmed to what is shown or decides something.</summary>
public abstract record ClusterFact
{
    /// <summary>Identity and version.</summary>
    public required FactMeta Meta { get; init; }

    /// <summary>Name.</summary>
    public string Name => Meta.Name;

    /// <summary>Namespace; empty for objects of the whole cluster.</summary>
    public string Namespace => Meta.Namespace;
}

/// <summary>Who made an object, as far as <c>ownerReferences</c> say it: the controller, else the first owner.</summary>
/// <param name="Kind">E.g. <c>ReplicaSet</c>.</param>
public sealed record OwnerFacts(string Kind, string Name, string Uid);

/// <summary>A condition of an object.</summary>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Since">Last transition.</param>
public readonly record struct ConditionFacts(string Type, string Status, string Reason, string Message, DateTimeOffset? Since)
{
    /// <summary>Whether the status is <c>True</c>.</summary>
    public bool IsTrue => Status == "True";

    /// <summary>Whether the status is <c>False</c>.</summary>
    public bool IsFalse => Status == "False";
}
