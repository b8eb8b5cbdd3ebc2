using System.Globalization;
using k8s;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;
using PaletteAI.Console.Kubernetes.Http;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>Lists a kind in pages that belong to one version.</summary>
internal static class FactLister
{
    /// <summary>A page of 500 pods is about 3 MB of JSON and takes a real server about 0.13 s.</summary>
    private const int PageSize = 500;

    /// <summary>All objects of a kind and the version to watch from.</summary>
    public static async Task<Result<(List<ClusterFact> Facts, string Version)>> ListAsync(ClusterConnection connection, FactType type, FactStrings strings, CancellationToken ct)
    {
        var facts = new List<ClusterFact>();
        var from = "";
        while (true)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{type.Path}?limit={PageSize}{(from.Length > 0 ? "&continue=" + Uri.EscapeDataString(from) : "")}");
            var page = await connection.GetAsync(path, type.Accept, (stream, end) => FactPage.ReadAsync(stream, type, strings, facts.Add, end), ct);
            if (!page.IsSuccess)
            {
                return page.Error;
            }

            if (page.Value.Continue.Length == 0)
            {
                return (facts, page.Value.ResourceVersion);
            }

            from = page.Value.Continue;
        }
    }

    /// <summary>The kind as this cluster serves it: CronJobs are <c>batch/v1</c>, or <c>batch/v1beta1</c> before Kubernetes 1.21.</summary>
    public static async Task<Result<FactType>> DiscoverAsync(ClusterConnection connection, FactType type, CancellationToken ct)
    {
        if (type.Kind != FactKind.CronJob)
        {
            return type;
        }

        var version = await CronJobVersionAsync(connection, ct);
        return version.IsSuccess ? (version.Value == "v1" ? type : FactType.OldCronJob) : version.Error;
    }

    /// <summary>v1, or v1beta1.</summary>
    public static async Task<Result<string>> CronJobVersionAsync(ClusterConnection connection, CancellationToken ct)
    {
        var resources = await connection.CallAsync((client, end) => client.BatchV1.GetAPIResourcesAsync(end), ct);
        return resources.IsSuccess ? (resources.Value.Resources.Any(r => r.Name == "cronjobs") ? "v1" : "v1beta1") : resources.Error;
    }
}
