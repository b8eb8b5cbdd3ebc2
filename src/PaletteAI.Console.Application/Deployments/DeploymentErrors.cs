using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>Ways a deployment ends without a cluster.</summary>
internal static class DeploymentErrors
{
    public const string RefusedCode = "deployment-refused";
    public const string OtherClusterCode = "other-cluster-exists";
    public const string RequestLostCode = "deployment-request-lost";
    public const string GoneCode = "cluster-gone";
    public const string ClusterErrorCode = "cluster-error";

    public static Error RequestLost { get; } = new(
        ErrorKind.Refused, RequestLostCode, "The request had not reached the appliance, and the console's keys to read it are lost.",
        "Deploy Cluster again from the draft.");

    public static Error Gone { get; } = new(
        ErrorKind.Refused, GoneCode, "The appliance no longer has the cluster: it was deleted from elsewhere.", "Deploy Cluster again from the draft.");

    public static Error SignedOut { get; } = new(
        ErrorKind.Unauthenticated, "deployment-not-watched", "The console's own session at the appliance has ended, so it cannot see how the deployment goes on.",
        "Open Cluster > Overview while signed in: the console then goes on watching.");

    public static Error Refused(Error by) => new(ErrorKind.Refused, RefusedCode, by.Message, by.Fix) { Findings = by.Findings };

    public static Error OtherCluster(string name) => new(
        ErrorKind.Refused, OtherClusterCode, $"The appliance already has a cluster named {name}.", "Delete it first; an appliance has one cluster.");

    public static Error ClusterError(ClusterDetails cluster)
    {
        string[] reasons = [cluster.StateReason, .. cluster.Conditions.Where(c => c.Status is "False" or "Error" or "Failed").Select(c => c.Message), cluster.HealthReason];
        var reason = reasons.FirstOrDefault(r => r.Length > 0) ?? "it gives no reason";
        return new Error(ErrorKind.RemoteFailed, ClusterErrorCode, $"The appliance reports Error: {reason}", "Read the events, correct the cause, delete the cluster and deploy again.");
    }
}
