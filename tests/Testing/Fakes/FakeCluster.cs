using System.Collections.Immutable;
using System.Globalization;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Labels;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>How a call of the fake API goes wrong.</summary>
public enum ApiFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It fails before anything is done.</summary>
    Before,

    /// <summary>It is done, but the answer is lost.</summary>
    After,
}

/// <summary>
/// Nodes, Jobs and Leases with versions, as an API server keeps them. Each call passes <see cref="Gate"/> first, so that a test decides how
/// calls interleave and which of them fail; what happens behind the gate is atomic, as it is in a real one.
/// </summary>
public sealed class FakeCluster(TimeProvider time) : IClusterReader, IClusterWriter
{
    private readonly Dictionary<string, (string Holder, DateTimeOffset Until)> _leases = new(StringComparer.Ordinal);
    private long _version = 100;

    /// <summary>The cluster's facts.</summary>
    public ClusterSnapshot Facts { get; set; } = ClusterSnapshot.Empty;

    /// <summary>Waits until a call may go on, and says how it goes.</summary>
    public Func<string, Task<ApiFault>> Gate { get; set; } = _ => Task.FromResult(ApiFault.None);

    /// <summary>Called after each change.</summary>
    public Action<FakeCluster> Changed { get; set; } = _ => { };

    /// <summary>Server of every kubeconfig.</summary>
    public Uri Server { get; set; } = new("https://10.10.10.100:6443");

    /// <summary>Lines of every log.</summary>
    public IReadOnlyList<string> Log { get; set; } = [];

    /// <summary>Writes a log instead of <see cref="Log"/>; null = that is enough.</summary>
    public Func<LogRequest, Func<string, ValueTask>, CancellationToken, Task<Result<Unit>>>? Writes { get; set; }

    /// <summary>The log that was asked for last.</summary>
    public LogRequest? LastLog { get; private set; }

    /// <summary>Nodes that carry the installer's label.</summary>
    public IEnumerable<string> Labelled => Facts.Nodes.Where(InstallerLabel.IsOn).Select(n => n.Name);

    /// <summary>Jobs that are not finished.</summary>
    public IEnumerable<string> Unfinished => Facts.Jobs.Where(j => j.IsUnfinished).Select(j => j.Name);

    /// <inheritdoc/>
    public Task<Result<ClusterSnapshot>> ReadAsync(ClusterAccess access, ImmutableArray<FactKind> kinds, bool isFresh, CancellationToken ct) =>
        CallAsync("read", () => Result<ClusterSnapshot>.Success(
            Facts with { Freshness = kinds.ToImmutableDictionary(k => k, _ => new FactFreshness(time.GetUtcNow())) }));

    /// <inheritdoc/>
    public async Task<Result<Unit>> ReadLogAsync(ClusterAccess access, LogRequest request, Func<string, ValueTask> line, CancellationToken ct)
    {
        LastLog = request;
        if (Writes is { } writes)
        {
            return await writes(request, line, ct);
        }
        foreach (var text in Log)
        {
            await line(text);
        }
        return Unit.Value;
    }

    /// <inheritdoc/>
    public Result<Uri> ServerOf(ClusterAccess access) => Server;

    /// <inheritdoc/>
    public Task<Result<Unit>> SetLabelAsync(ClusterAccess access, LabelStep step, CancellationToken ct) => CallAsync<Unit>("label", () =>
    {
        var node = Facts.Nodes.FirstOrDefault(n => n.Name == step.Node);
        if (node is null || node.Meta.ResourceVersion != step.ResourceVersion)
        {
            return Refused(node is null ? "node-not-found" : "node-changed");
        }
        SetLabel(step.Node, step.Value);
        return Unit.Value;
    });

    /// <inheritdoc/>
    public Task<Result<Unit>> CreateJobAsync(ClusterAccess access, CronJobFacts cronJob, string name, CancellationToken ct) => CallAsync<Unit>("create", () =>
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        if (Facts.Jobs.Any(j => j.Name == name && j.Namespace == cronJob.Namespace))
        {
            return Refused("job-exists");
        }
        AddJob(cronJob, name, isManual: true);
        return Unit.Value;
    });

    /// <inheritdoc/>
    public Task<Result<Unit>> DeleteJobAsync(ClusterAccess access, string ns, string name, CancellationToken ct) => CallAsync("delete", () =>
    {
        Change(Facts with { Jobs = [.. Facts.Jobs.Where(j => j.Name != name || j.Namespace != ns)] });
        return (Result<Unit>)Unit.Value;
    });

    /// <inheritdoc/>
    public Task<Result<Unit>> TakeLeaseAsync(ClusterAccess access, string name, string holder, TimeSpan life, CancellationToken ct) => CallAsync<Unit>("lease", () =>
    {
        var now = time.GetUtcNow();
        if (_leases.TryGetValue(name, out var held) && held.Holder != holder && held.Until > now)
        {
            return Refused("lease-held");
        }
        _leases[name] = (holder, now + life);
        return Unit.Value;
    });

    /// <inheritdoc/>
    public Task<Result<Unit>> GiveLeaseBackAsync(ClusterAccess access, string name, string holder, CancellationToken ct) => CallAsync("give-back", () =>
    {
        if (_leases.TryGetValue(name, out var held) && held.Holder == holder)
        {
            _leases.Remove(name);
        }
        return (Result<Unit>)Unit.Value;
    });

    /// <summary>Sets or removes the label as somebody with kubectl would, asking nobody.</summary>
    public void SetLabel(string node, string? value) => Change(Facts with
    {
        Nodes = [.. Facts.Nodes.Select(n => n.Name != node ? n : n with
        {
            Meta = n.Meta with { ResourceVersion = NextVersion() },
            Labels = new FactLabels([.. n.Labels.Pairs.Where(p => p.Key != InstallerLabel.Key), .. value is null ? [] : (KeyValuePair<string, string>[])[new(InstallerLabel.Key, value)]]),
        })],
    });

    /// <summary>Adds a Job of a CronJob as its controller would.</summary>
    public void AddJob(CronJobFacts cronJob, string name, bool isManual = false)
    {
        ArgumentNullException.ThrowIfNull(cronJob);
        var job = new JobFacts
        {
            Meta = new FactMeta(cronJob.Namespace, name, $"uid-{name}", NextVersion(), time.GetUtcNow(), null),
            Owner = new OwnerFacts("CronJob", cronJob.Name, cronJob.Meta.Uid),
            IsManual = isManual,
            StartedAt = time.GetUtcNow(),
            Active = 1,
        };
        Change(Facts with { Jobs = [.. Facts.Jobs, job] });
    }

    /// <summary>Ends all unfinished Jobs well.</summary>
    public void FinishJobs() => Change(Facts with
    {
        Jobs = [.. Facts.Jobs.Select(j => j.IsUnfinished ? j with { Active = 0, Succeeded = 1, CompletedAt = time.GetUtcNow(), Conditions = [new ConditionFacts("Complete", "True", "", "", time.GetUtcNow())] } : j)],
    });

    private static Error Refused(string code) => new(ErrorKind.Refused, code, $"Refused: {code}.");

    private string NextVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    private void Change(ClusterSnapshot facts)
    {
        Facts = facts;
        Changed(this);
    }

    private async Task<Result<T>> CallAsync<T>(string what, Func<Result<T>> act)
    {
        var fault = await Gate(what);
        if (fault == ApiFault.Before)
        {
            return new Error(ErrorKind.RemoteFailed, "cluster-failed", "The API server failed.");
        }
        var result = act();
        return fault == ApiFault.After && result.IsSuccess ? new Error(ErrorKind.RemoteTimeout, "cluster-timeout", "The API server did not answer in time.") : result;
    }
}
