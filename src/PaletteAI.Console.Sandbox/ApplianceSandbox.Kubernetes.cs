using Microsoft.Extensions.Logging;

namespace PaletteAI.Console.Sandbox;

/// <content>The cluster's API.</content>
public sealed partial class ApplianceSandbox
{
    private int KubernetesPort { get; set; }

    private static Task StartKubernetesAsync(TimeProvider time, ILoggerFactory logs, CancellationToken ct) => Task.CompletedTask;
}
