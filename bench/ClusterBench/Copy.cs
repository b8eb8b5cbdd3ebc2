using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Kubernetes;
using PaletteAI.Console.Testing.Cluster;
using PaletteAI.Console.Testing.Fakes;

namespace ClusterBench;

/// <summary>The live copy of the cluster without a page.</summary>
internal static class Copy
{
    public static async Task MeasureAsync(ControlPlane plane)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IDialer>(new LoopbackDialer());
        services.AddKubernetes();
        await using var provider = services.BuildServiceProvider();
        var cache = provider.GetRequiredService<IClusterCache>();
        for (var run = 0; run < 3; run++)
        {
            cache.Forget();
            await Task.Delay(1000);
            var (heap, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes());
            var began = Stopwatch.GetTimestamp();
            _ = cache.Follow(new ClusterAccess(new Secret(plane.Kubeconfig)));
            var first = TimeSpan.Zero;
            while (cache.Current.FreshnessOf(FactKind.Pod).AsOf is null)
            {
                first = first == TimeSpan.Zero && cache.ProvisionalPods.Length > 0 ? Stopwatch.GetElapsedTime(began) : first;
                await Task.Delay(5);
            }

            var took = Stopwatch.GetElapsedTime(began);
            allocated = GC.GetTotalAllocatedBytes() - allocated;
            Figures.Show($"live copy alone, run {run}: first rows", first.TotalMilliseconds, "ms");
            Figures.Show("  all objects", took.TotalMilliseconds, "ms");
            Figures.Show("  allocated on the way", allocated / 1048576.0, "MiB");
            Figures.Show("  held, managed heap after a full collection", (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1048576.0, "MiB", 60);
        }
    }
}
