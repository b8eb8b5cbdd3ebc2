using System.Diagnostics;

namespace PaletteAI.Console.EndToEnd.Tests;

/// <summary>The real <c>kubectl</c>, as the operator runs it.</summary>
internal static class Kubectl
{
    /// <summary>Lists nodes and pods with a downloaded kubeconfig.</summary>
    public static async Task CheckAsync(string kubeconfig, int nodes)
    {
        var listed = await RunAsync(kubeconfig, "get", "nodes");
        Assert.Equal(nodes, listed.Split('\n').Count(line => line.Contains(" Ready ", StringComparison.Ordinal)));
        var pods = await RunAsync(kubeconfig, "get", "pods", "-A", "-o", "wide");
        Assert.StartsWith("NAMESPACE", pods, StringComparison.Ordinal);
        Assert.Contains("NOMINATED NODE", pods, StringComparison.Ordinal);
        Assert.Contains("kube-system", pods, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string kubeconfig, params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--kubeconfig");
        start.ArgumentList.Add(kubeconfig);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("kubectl did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {errors}");
        return await output;
    }
}
