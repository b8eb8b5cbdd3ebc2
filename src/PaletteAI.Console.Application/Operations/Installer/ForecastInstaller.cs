using System.Collections.Immutable;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Application.Operations.Installer;

/// <summary>What the installer's next run will be made of: which hosts' values files, and whether they changed since the last one. Reads hashes only.</summary>
[Operation("installer.forecast", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/installer/forecast", Cli = "installer forecast", TimeoutSeconds = 120)]
public sealed record ForecastInstaller : IOperation<InstallerForecast>;

/// <summary>The next run, foretold.</summary>
/// <param name="TakenAt">When the hosts were asked, UTC.</param>
/// <param name="Forecast">The forecast; null when the cluster could not be asked.</param>
/// <param name="LastSha256">
/// The file the last successful run took; empty when that is not known. No installer says it, so it is what the file that counts was when that
/// run began: by the time of its last change on the host, else by what the console itself saw and wrote.
/// </param>
/// <param name="LastRunAt">When that run began; null when there was none.</param>
/// <param name="Authority">Which copies count, and why.</param>
/// <param name="Copies">Every host's copy.</param>
/// <param name="Problem">Why there is no forecast; null when there is one.</param>
public sealed record InstallerForecast(
    DateTimeOffset TakenAt, RunForecast? Forecast, string LastSha256, DateTimeOffset? LastRunAt, ValuesAuthority Authority, ImmutableArray<ValuesCopy> Copies, Error? Problem)
{
    /// <summary>The nodes' files.</summary>
    public ImmutableArray<NodeValues> Files =>
        [.. Copies.Where(c => c.Node.Length > 0).Select(c => new NodeValues(c.Node, c.Sha256, c.IsShipped, c.Problem is { } problem ? $"{problem.Message} {problem.Fix}".Trim() : ""))];
}

internal sealed class ForecastInstallerHandler(ValuesDesk desk, TimeProvider time) : IOperationHandler<ForecastInstaller, InstallerForecast>
{
    public async Task<Result<InstallerForecast>> HandleAsync(ForecastInstaller input, OperationContext context, CancellationToken ct)
    {
        var looked = await desk.LookAsync(context, isFresh: false, ct);
        return looked.Map(scene => new InstallerForecast(
            time.GetUtcNow(), scene.Forecast(c => c.Sha256), scene.LastApplied, scene.Seen.Status?.LastSuccess?.StartedAt, scene.Authority, scene.Copies, scene.Seen.Problem));
    }
}
