namespace PaletteAI.Console.Features.Clusters.Logs;

/// <summary>Which log is looked at.</summary>
/// <param name="Container">Empty = the pod's only one.</param>
/// <param name="Previous">Of the run before the last restart.</param>
/// <param name="IsLive">Whether more may be written: then it is followed.</param>
public sealed record LogTarget(string Namespace, string Pod, string Container, bool Previous, bool IsLive);
