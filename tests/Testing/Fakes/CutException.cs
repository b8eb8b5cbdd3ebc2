using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Stands for the end of the process in the middle of something.</summary>
public sealed class CutException : Exception
{
    /// <summary>Cut.</summary>
    public CutException()
        : base("The process was ended here.")
    {
    }
}

/// <summary>Counts outside calls and ends the process before or after chosen ones.</summary>
/// <param name="cuts">Twice the number of a call: even = before it acts, odd = after it acted.</param>
public sealed class Cutter(IEnumerable<int> cuts)
{
    private readonly HashSet<int> _cuts = [.. cuts];
    private int _calls;

    /// <summary>Runs one outside call, unless the process ends before, and ends it after when told.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var number = _calls++;
        if (_cuts.Remove(number * 2))
        {
            throw new CutException();
        }
        var result = await call();
        return _cuts.Remove((number * 2) + 1) ? throw new CutException() : result;
    }

    /// <summary>The same for a call without a result.</summary>
    public Task RunAsync(Func<Task> call) => RunAsync(async () =>
    {
        await call();
        return true;
    });
}

/// <summary>A journal whose every call may be the process's last.</summary>
public sealed class CuttingDeploymentStore(IDeploymentStore inner, Cutter cutter) : IDeploymentStore
{
    /// <inheritdoc/>
    public Task<Result<DeploymentRecord>> BeginAsync(DeploymentRecord record, CancellationToken ct) => cutter.RunAsync(() => inner.BeginAsync(record, ct));

    /// <inheritdoc/>
    public Task<DeploymentRecord?> FindAsync(string id, CancellationToken ct) => cutter.RunAsync(() => inner.FindAsync(id, ct));

    /// <inheritdoc/>
    public Task<DeploymentRecord?> FindLatestAsync(CancellationToken ct) => cutter.RunAsync(() => inner.FindLatestAsync(ct));

    /// <inheritdoc/>
    public Task UpdateAsync(DeploymentRecord record, CancellationToken ct) => cutter.RunAsync(() => inner.UpdateAsync(record, ct));

    /// <inheritdoc/>
    public Task AppendObservationAsync(string deploymentId, DeploymentObservation observation, CancellationToken ct) =>
        cutter.RunAsync(() => inner.AppendObservationAsync(deploymentId, observation, ct));

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeploymentObservation>> ListObservationsAsync(string deploymentId, CancellationToken ct) =>
        cutter.RunAsync(() => inner.ListObservationsAsync(deploymentId, ct));
}
