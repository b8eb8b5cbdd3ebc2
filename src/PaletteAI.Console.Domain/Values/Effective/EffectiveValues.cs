using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Effective;

/// <summary>What became of a managed field that is in force.</summary>
/// <param name="Field">The field.</param>
/// <param name="UserValue">What the user's file has there; null when nothing.</param>
/// <param name="ReplacedPath">The ancestor in the user's file that was no map and had to give way; null when there was none.</param>
/// <param name="ReplacedValue">That ancestor's value.</param>
public sealed record ManagedOutcome(ManagedField Field, ValueNode? UserValue, DocumentPath? ReplacedPath, ValueNode? ReplacedValue);

/// <summary>The values Helm is given: the user's file, the runtime layer over it, the enforced layer over both. Never written to a host.</summary>
public sealed class EffectiveValues
{
    private const string Spokes = "fleetConfig.spokes";

    private EffectiveValues(ValueMap user, InstallerContext context)
    {
        User = user;
        Context = context;
        Root = user;
    }

    /// <summary>The user's values.</summary>
    public ValueMap User { get; }

    /// <summary>The circumstances.</summary>
    public InstallerContext Context { get; }

    /// <summary>The merged tree.</summary>
    public ValueMap Root { get; private set; }

    /// <summary>Every managed field that is in force.</summary>
    public ImmutableArray<ManagedOutcome> Outcomes { get; private set; } = [];

    /// <summary>Whether the element for the hub had to be made before the internal registry could be written into it.</summary>
    public bool HubSpokeMade { get; private set; }

    /// <summary>Why the first spoke could not be patched; null when it was, or nothing had to be.</summary>
    public Finding? SpokeProblem { get; private set; }

    /// <summary>Merges.</summary>
    public static EffectiveValues Compute(ValueMap user, InstallerContext context)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(context);
        var result = new EffectiveValues(user, context);
        var inForce = ManagedFields.All.Where(f => f.IsInForce(context)).ToList();
        var byKey = inForce.Where(f => !f.HasIndex).ToList();
        var outcomes = ImmutableArray.CreateBuilder<ManagedOutcome>();
        outcomes.AddRange(byKey.Select(result.Outcome));
        result.Root = (ValueMap)result.Overlay(user, ManagedLayer.Of(byKey));

        // The one path with an index is patched by position after the map merge.
        outcomes.AddRange(inForce.Where(f => f.HasIndex).Select(result.PatchFirstSpoke));
        result.Outcomes = outcomes.ToImmutable();
        return result;
    }

    /// <summary>The node at a path; null when there is none.</summary>
    public static ValueNode? Find(ValueNode? root, DocumentPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var step in path.Segments)
        {
            root = root switch
            {
                ValueMap map when step.Key is { } key => map.Find(key),
                ValueList list when step.Index is { } index && index < list.Items.Count => list.Items[index],
                _ => null,
            };
        }

        return root;
    }

    private ManagedOutcome Outcome(ManagedField field)
    {
        for (var length = 1; length < field.Path.Segments.Length; length++)
        {
            var ancestor = DocumentPath.Of(field.Path.Segments.Take(length));
            if (Find(User, ancestor) is { } value and not ValueMap)
            {
                return new ManagedOutcome(field, null, ancestor, value);
            }
        }

        return new ManagedOutcome(field, Find(User, field.Path), null, null);
    }

    // A map above a null or a scalar starts from empty, as between Helm's files. Every map is copied once, however many fields it holds.
    private ValueNode Overlay(ValueNode? at, ManagedLayer layer)
    {
        if (layer.Field is { } field)
        {
            return field.Value(Context);
        }

        var map = at as ValueMap ?? ValueMap.Empty(layer.Source);
        var entries = new List<KeyValuePair<string, ValueNode>>(layer.Below.Count);
        foreach (var (key, below) in layer.Below)
        {
            entries.Add(new(key, Overlay(map.Find(key), below)));
        }

        return map.With(entries);
    }

    private ManagedOutcome PatchFirstSpoke(ManagedField field)
    {
        var outcome = new ManagedOutcome(field, Find(User, field.Path), null, null);
        var path = DocumentPath.Parse(Spokes).Require();
        switch (Find(Root, path))
        {
            case null or ValueScalar { Kind: ValueKind.Null }:
                HubSpokeMade = true;
                Write(path, [HubSpoke()], field);
                break;
            case ValueList { Items.Count: 0 }:
                break;
            case ValueList list when list.Items[0] is ValueMap:
                Write(path, list.Items, field);
                break;
            case ValueList:
                SpokeProblem = Finding.Error(Spokes + "[0]", "spoke-not-a-map", "The first spoke is not a map, so the installer cannot write the internal registry into it.", "Write `- name: hub-as-spoke` with its kubeconfig, or remove the item.");
                break;
            default:
                SpokeProblem = Finding.Error(Spokes, "spokes-not-a-list", "Spokes are not a list, so the installer cannot write the internal registry into the first one.", "Write one `- name: …` item per spoke.");
                break;
        }

        return outcome;
    }

    private void Write(DocumentPath path, IReadOnlyList<ValueNode> items, ManagedField field)
    {
        var first = ((ValueMap)items[0]).With("ociRegistry", field.Value(Context));
        var source = (Find(Root, path) ?? first).Source;
        var fleet = Root.Find("fleetConfig") as ValueMap ?? ValueMap.Empty(source);
        Root = Root.With("fleetConfig", fleet.With("spokes", new ValueList(source, [first, .. items.Skip(1)])));
    }

    private static ValueMap HubSpoke()
    {
        var kubeconfig = ValueMap.Empty(ValueSource.Runtime).With("inCluster", ValueScalar.Of(ValueSource.Runtime, true));
        return ValueMap.Empty(ValueSource.Runtime).With("name", ValueScalar.Of(ValueSource.Runtime, "hub-as-spoke")).With("kubeconfig", kubeconfig);
    }
}
