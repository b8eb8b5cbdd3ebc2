using System.Collections.Immutable;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>What to do after a failed deployment.</summary>
internal static class NextActions
{
    public static ImmutableArray<string> After(string code) => code switch
    {
        DeploymentErrors.RefusedCode => ["Read what the appliance said and correct it in the draft.", "Deploy Cluster again: nothing was created."],
        DeploymentErrors.OtherClusterCode => ["Open Cluster > Overview in Local UI and see whose cluster it is.", "Delete it there, or leave it and use another appliance."],
        DeploymentErrors.RequestLostCode => ["Open the draft, type its secret values again, and Deploy Cluster: nothing was created."],
        DeploymentErrors.GoneCode => ["Find out in the appliance's audit log who deleted the cluster.", "Deploy Cluster again from the draft."],
        _ =>
        [
            "Read the stage marked Failed and the newest events below.",
            "Collect the logs of the host concerned in Local UI: Diagnostics > Logs.",
            "Delete the cluster in Local UI (Cluster > Actions > Delete); the hosts restart and stay linked.",
            "Correct the cause and Deploy Cluster again from the draft.",
        ],
    };
}
