using System.Text.Json;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Kubernetes.Http;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>
/// The first look at the pods: the API server's own tables are a fortieth of the objects' size. Their rows lack the namespace, so each
/// namespace is asked for. They may come from the server's memory (<c>resourceVersion=0</c>): what is shown first is replaced soon.
/// </summary>
internal static class PodTables
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private const int AtOnce = 4;

    /// <summary>Rows of all namespaces, each namespace's as soon as they are there.</summary>
    public static Task ReadAsync(ClusterConnection connection, IEnumerable<string> namespaces, Action<IReadOnlyList<ProvisionalPod>> rows, CancellationToken ct) =>
        Parallel.ForEachAsync(namespaces, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (ns, end) =>
        {
            var read = await connection.GetAsync($"/api/v1/namespaces/{Uri.EscapeDataString(ns)}/pods?includeObject=None&resourceVersion=0", Table, (stream, stop) => RowsAsync(stream, ns, stop), end);
            if (read.IsSuccess && read.Value.Count > 0)
            {
                rows(read.Value);
            }
        });

    private static async Task<List<ProvisionalPod>> RowsAsync(Stream stream, string ns, CancellationToken ct)
    {
        using var table = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
        var columns = table.RootElement.GetProperty("columnDefinitions").EnumerateArray().Select(c => c.GetProperty("name").GetString() ?? "").ToList();
        var at = new[] { "Name", "Ready", "Status", "Restarts", "Age", "IP", "Node" }.Select(n => columns.IndexOf(n)).ToArray();
        if (table.RootElement.GetProperty("rows").ValueKind != JsonValueKind.Array || at[0] < 0)
        {
            return [];
        }

        return [.. table.RootElement.GetProperty("rows").EnumerateArray().Select(r => Row(ns, r.GetProperty("cells"), at))];
    }

    private static ProvisionalPod Row(string ns, JsonElement cells, int[] at)
    {
        string Cell(int column) => at[column] >= 0 && at[column] < cells.GetArrayLength() && cells[at[column]] is var cell && cell.ToString() is not "<none>" and var text ? text : "";
        return new ProvisionalPod(ns, Cell(0), Cell(1), Cell(2), Cell(3), Cell(4), Cell(5), Cell(6));
    }
}
