using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Kubernetes.Reading;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>The facts of one kind and how fresh they are.</summary>
internal sealed class KindStore(FactKind kind, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Namespace, string Name), ClusterFact> _facts = [];
    private IReadOnlyList<ClusterFact>? _list;
    private DateTimeOffset? _asOf;
    private string _problem = "";

    public FactKind Kind => kind;

    /// <summary>While the kind is followed it is current now; afterwards as of the last word from the server.</summary>
    public FactFreshness Freshness
    {
        get
        {
            lock (_gate)
            {
                return new FactFreshness(_asOf is not null && _problem.Length == 0 ? time.GetUtcNow() : _asOf, _problem);
            }
        }
    }

    /// <summary>Notes that the server answered.</summary>
    public void Heard()
    {
        lock (_gate)
        {
            (_asOf, _problem) = (time.GetUtcNow(), "");
        }
    }

    /// <summary>Notes that the facts are not current any more.</summary>
    public void Lost(string problem)
    {
        lock (_gate)
        {
            _problem = problem;
        }
    }

    /// <summary>Takes a whole list in; returns what differs.</summary>
    public List<FactChange> Replace(IReadOnlyList<ClusterFact> facts)
    {
        lock (_gate)
        {
            var changes = new List<FactChange>();
            var gone = new HashSet<(string, string)>(_facts.Keys);
            foreach (var fact in facts)
            {
                var key = (fact.Namespace, fact.Name);
                gone.Remove(key);
                if (!_facts.TryGetValue(key, out var known) || known.Meta.ResourceVersion != fact.Meta.ResourceVersion || known.Meta.Uid != fact.Meta.Uid)
                {
                    _facts[key] = fact;
                    changes.Add(new FactChange(kind, false, fact));
                }
            }

            foreach (var key in gone)
            {
                changes.Add(new FactChange(kind, true, _facts[key]));
                _facts.Remove(key);
            }

            (_list, _asOf, _problem) = (null, time.GetUtcNow(), "");
            return changes;
        }
    }

    /// <summary>Takes one event in.</summary>
    public FactChange Apply(ClusterFact fact, bool isRemoved)
    {
        lock (_gate)
        {
            var key = (fact.Namespace, fact.Name);
            if (isRemoved)
            {
                _facts.Remove(key);
            }
            else
            {
                _facts[key] = fact;
            }

            (_list, _asOf, _problem) = (null, time.GetUtcNow(), "");
            return new FactChange(kind, isRemoved, fact);
        }
    }

    /// <summary>Puts the kind into a snapshot.</summary>
    public ClusterSnapshot AddTo(ClusterSnapshot snapshot)
    {
        lock (_gate)
        {
            _list ??= [.. _facts.Values];
            return Snapshots.With(snapshot, kind, _list, Freshness);
        }
    }
}
