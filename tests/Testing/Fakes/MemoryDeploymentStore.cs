using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>The deployment journal in memory.</summary>
public sealed class MemoryDeploymentStore : IDeploymentStore
{
    private readonly Lock _gate = new();
    private readonly List<DeploymentRecord> _rows = [];
    private readonly Dictionary<string, List<DeploymentObservation>> _observations = new(StringComparer.Ordinal);

    /// <summary>Every state a deployment was in, in order.</summary>
    public List<DeploymentRecord> History { get; } = [];

    /// <inheritdoc/>
    public Task<Result<DeploymentRecord>> BeginAsync(DeploymentRecord record, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_gate)
        {
            if (_rows.Find(r => r.EndedAt is null) is { } running)
            {
                return Task.FromResult<Result<DeploymentRecord>>(new Error(
                    ErrorKind.Refused, "deployment-running", $"The deployment of {running.ClusterName} has not ended.", "Wait until it has ended."));
            }

            var begun = record with { Phase = DeploymentPhase.Requested };
            _rows.Add(begun);
            History.Add(begun);
            return Task.FromResult<Result<DeploymentRecord>>(begun);
        }
    }

    /// <inheritdoc/>
    public Task<DeploymentRecord?> FindAsync(string id, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.Find(r => r.Id == id));
        }
    }

    /// <inheritdoc/>
    public Task<DeploymentRecord?> FindLatestAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.LastOrDefault());
        }
    }

    /// <inheritdoc/>
    public Task UpdateAsync(DeploymentRecord record, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_gate)
        {
            _rows[_rows.FindIndex(r => r.Id == record.Id)] = record;
            History.Add(record);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AppendObservationAsync(string deploymentId, DeploymentObservation observation, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(observation);
        lock (_gate)
        {
            if (!_observations.TryGetValue(deploymentId, out var list))
            {
                _observations[deploymentId] = list = [];
            }

            if (!list.Exists(o => o.Key == observation.Key))
            {
                list.Add(observation);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeploymentObservation>> ListObservationsAsync(string deploymentId, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DeploymentObservation>>(
                _observations.TryGetValue(deploymentId, out var list) ? [.. list.OrderBy(o => o.At)] : []);
        }
    }
}
