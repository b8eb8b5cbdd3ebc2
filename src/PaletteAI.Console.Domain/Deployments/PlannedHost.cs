namespace PaletteAI.Console.Domain.Deployments;

/// <summary>A host of a deployment's plan.</summary>
/// <param name="Uid">Host id.</param>
/// <param name="Name">Node name; the id when none was given.</param>
/// <param name="Pool">Node pool.</param>
/// <param name="IsControlPlane">Whether the pool runs the control plane.</param>
public sealed record PlannedHost(string Uid, string Name, string Pool, bool IsControlPlane);
