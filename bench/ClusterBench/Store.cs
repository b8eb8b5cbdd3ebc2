using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Testing.Cluster;

namespace ClusterBench;

/// <summary>
/// etcd below the API server. A burst is written here: the API server then has the work of telling it, as it would have, but not that of taking
/// hundreds of requests a second, which two cores cannot do beside everything else that is measured.
/// </summary>
internal sealed class Store(ControlPlane plane) : IDisposable
{
    /// <summary>Restarts are counted from here, so that each number has the same length in the stored form.</summary>
    public const int FirstRestarts = 20_000;

    private const string Prefix = "/registry/pods/";
    private readonly HttpClient _http = new() { BaseAddress = new Uri(plane.Etcd) };

    /// <summary>Reads all pods as they are stored.</summary>
    public async Task<Values> ReadAsync(Crowd crowd)
    {
        var stored = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var from = Prefix;
        while (true)
        {
            using var page = await PostAsync("/v3/kv/range", new { key = Text(from), range_end = Text("/registry/pods0"), limit = 500 });
            if (!page.RootElement.TryGetProperty("kvs", out var pairs))
            {
                break;
            }

            foreach (var pair in pairs.EnumerateArray())
            {
                from = Encoding.UTF8.GetString(pair.GetProperty("key").GetBytesFromBase64());
                stored[from] = pair.GetProperty("value").GetBytesFromBase64();
            }

            from += "\0";
        }

        return new Values(this, [.. Enumerable.Range(0, crowd.Pods).Select(i => crowd.Pod(i) is var (ns, name) ? $"{Prefix}{ns}/{name}" : "").Select(k => (k, stored[k]))]);
    }

    public void Dispose() => _http.Dispose();

    private static string Text(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<JsonDocument> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Pods in their stored form.</summary>
    internal sealed class Values(Store store, (string Key, byte[] Value)[] pods)
    {
        /// <summary>Stores a pod with another number of restarts.</summary>
        public async Task PutAsync(int pod, int restarts)
        {
            var (key, value) = pods[pod];
            var changed = (byte[])value.Clone();
            // ready = true, restartCount = three bytes, image: fields 4, 5 and 6 of the first container's status.
            var at = Find(changed);
            (changed[at], changed[at + 1], changed[at + 2]) = ((byte)(restarts | 0x80), (byte)((restarts >> 7) | 0x80), (byte)(restarts >> 14));
            (await store.PostAsync("/v3/kv/put", new { key = Text(key), value = Convert.ToBase64String(changed) })).Dispose();
        }

        private static int Find(ReadOnlySpan<byte> value)
        {
            for (var i = 0; i + 6 < value.Length; i++)
            {
                if (value[i] == 0x20 && value[i + 1] == 1 && value[i + 2] == 0x28 && value[i + 6] == 0x32)
                {
                    return i + 3;
                }
            }

            throw new InvalidOperationException("The pod is not stored as expected.");
        }
    }
}
