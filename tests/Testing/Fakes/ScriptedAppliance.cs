using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>An appliance that does what a test tells it, and counts what it was asked to create.</summary>
public sealed class ScriptedAppliance(TimeProvider time) : IAppliance
{
    private DateTimeOffset? _createdAt;
    private string _name = "";

    /// <summary>Requests that created a cluster.</summary>
    public int Created { get; private set; }

    /// <summary>Bodies of all create requests, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Tokens used, in order.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>What every call answers instead; null = it works.</summary>
    public Error? Away { get; set; }

    /// <summary>What the next create answers although it may have arrived; null = it works.</summary>
    public Error? LostAnswer { get; set; }

    /// <summary>Refuses creation; null = it works.</summary>
    public Error? Refusal { get; set; }

    /// <summary>A created cluster shows up this much later.</summary>
    public TimeSpan ShowsAfter { get; set; } = TimeSpan.Zero;

    /// <summary>State by time since creation.</summary>
    public Func<TimeSpan, ClusterDetails, ClusterDetails> Progress { get; set; } = (_, c) => c;

    /// <summary>Lifecycle events by time since creation.</summary>
    public Func<TimeSpan, LifecycleEvents> Lifecycle { get; set; } = _ => new LifecycleEvents([], [], []);

    /// <summary>The host that answers.</summary>
    public EdgeHost Current { get; set; } = new() { Uid = "h1", Name = "edge-1", Architecture = "amd64", Status = "Ready" };

    /// <summary>Its peers.</summary>
    public ImmutableArray<EdgeHost> Peers { get; set; } = [];

    /// <summary>The archive.</summary>
    public ProfileArchive Archive { get; set; } = new("/archive", [], true);

    /// <summary>Packs.</summary>
    public ImmutableArray<ApplicationStatus> Packs { get; set; } = [];

    /// <summary>Events.</summary>
    public ImmutableArray<ClusterEvent> Events { get; set; } = [];

    /// <summary>Verdicts on variables.</summary>
    public ImmutableArray<VariableVerdict> Verdicts { get; set; } = [];

    /// <summary>Kubeconfig of the cluster.</summary>
    public Secret? Kubeconfig { get; set; }

    /// <summary>A cluster is there already.</summary>
    public void Has(string name, DateTimeOffset createdAt) => (_name, _createdAt) = (name, createdAt);

    /// <summary>Deletes the cluster behind everybody's back.</summary>
    public void Delete() => _createdAt = null;

    /// <inheritdoc/>
    public Task<Result<ApplianceSettings>> GetSettingsAsync(Secret token, CancellationToken ct) =>
        Answer(token, () => new ApplianceSettings("connected", "local", ImmutableDictionary<string, bool>.Empty));

    /// <inheritdoc/>
    public Task<Result<EdgeHost>> GetCurrentHostAsync(Secret token, CancellationToken ct) => Answer(token, () => Current);

    /// <inheritdoc/>
    public Task<Result<LinkStatus>> GetLinkStatusAsync(Secret token, CancellationToken ct) =>
        Answer(token, () => new LinkStatus(Peers.IsEmpty ? "" : "Completed", "", Peers));

    /// <inheritdoc/>
    public Task<Result<ProfileArchive>> GetArchiveAsync(Secret token, CancellationToken ct) => Answer(token, () => Archive);

    /// <inheritdoc/>
    public Task<Result<Unit>> UploadDefinitionAsync(Secret token, string fileName, Stream content, string? signature, CancellationToken ct) =>
        Answer(token, () => Unit.Value);

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<VariableVerdict>>> ValidateVariablesAsync(
        Secret token, string archivePath, IReadOnlyList<VariableAssignment> variables, CancellationToken ct) => Answer(token, () => Verdicts);

    /// <inheritdoc/>
    public Task<Result<Unit>> CreateClusterAsync(Secret token, string body, CancellationToken ct)
    {
        if ((Away ?? Refusal) is { } error)
        {
            return Task.FromResult<Result<Unit>>(error);
        }
        Requests.Add(body);
        if (Shown() is not null)
        {
            return Task.FromResult<Result<Unit>>(new Error(ErrorKind.Refused, "appliance-refused", "cluster exists already"));
        }
        Created++;
        (_name, _createdAt) = ("edge-ai", time.GetUtcNow());
        var lost = LostAnswer;
        LostAnswer = null;
        return Task.FromResult<Result<Unit>>(lost is null ? Unit.Value : lost);
    }

    /// <inheritdoc/>
    public Task<Result<ClusterDetails?>> GetClusterAsync(Secret token, CancellationToken ct) => Answer<ClusterDetails?>(token, Shown);

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<ApplicationStatus>>> GetApplicationsAsync(Secret token, CancellationToken ct) => Answer(token, () => Packs);

    /// <inheritdoc/>
    public Task<Result<LifecycleEvents>> GetLifecycleEventsAsync(Secret token, CancellationToken ct) =>
        Answer(token, () => Lifecycle(_createdAt is { } at ? time.GetUtcNow() - at : TimeSpan.Zero));

    /// <inheritdoc/>
    public Task<Result<ImmutableArray<ClusterEvent>>> GetClusterEventsAsync(Secret token, string ns, CancellationToken ct) => Answer(token, () => Events);

    private ClusterDetails? Shown()
    {
        if (_createdAt is not { } at || time.GetUtcNow() - at < ShowsAfter)
        {
            return null;
        }
        var cluster = new ClusterDetails { Name = _name, Uid = "c1", State = "Provisioning", CreatedAt = at, Kubeconfig = Kubeconfig };
        return Progress(time.GetUtcNow() - at, cluster);
    }

    private Task<Result<T>> Answer<T>(Secret token, Func<T> value)
    {
        ArgumentNullException.ThrowIfNull(token);
        Tokens.Add(token.Reveal());
        return Task.FromResult(Away is { } away ? Result<T>.Failure(away) : Result<T>.Success(value()));
    }
}
