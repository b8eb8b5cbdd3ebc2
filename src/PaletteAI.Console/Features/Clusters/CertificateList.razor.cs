using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain.Clusters.Certificates;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>When the certificates end that the cluster rests on. It reads by itself: servers are dialled for it.</summary>
public sealed partial class CertificateList
{
    private static readonly TimeSpan _staleAfter = TimeSpan.FromMinutes(15);
    private IReadOnlyList<CertificateExpiry>? _certificates;
    private Error? _problem;
    private DateTimeOffset? _asOf;

    /// <inheritdoc/>
    protected override TimeSpan? Every => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task LoadAsync(bool background, CancellationToken ct)
    {
        var read = await Gateway.RunAsync(new ListCertificates(), background, ct: ct);
        // Why the cluster cannot be asked is said once on the page, by the verdict.
        _problem = read.Error;
        if (read.IsSuccess)
        {
            (_certificates, _asOf) = (read.Value, Clock.GetUtcNow());
        }
    }
}
