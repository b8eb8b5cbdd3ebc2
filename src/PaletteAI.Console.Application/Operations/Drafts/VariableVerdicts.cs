using System.Collections.Immutable;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>Asks the appliance what it thinks of a spec's variables.</summary>
internal static class VariableVerdicts
{
    /// <summary>The verdicts; none when the appliance has no such profile.</summary>
    /// <param name="appliance">The appliance.</param>
    /// <param name="token">Token it acts with.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="secrets">Values of sensitive variables.</param>
    /// <param name="archive">The archive in force.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Result<ImmutableArray<VariableVerdict>>> AskAsync(
        IAppliance appliance, Secret token, InstallSpec spec, IReadOnlyDictionary<string, Secret> secrets, ProfileArchive? archive, CancellationToken ct)
    {
        if (archive is null || DeployPlan.ProfileOf(spec, archive) is not { } profile)
        {
            return ImmutableArray<VariableVerdict>.Empty;
        }

        var assignments = SentLists.Variables(spec, profile, secrets).Select(v => new VariableAssignment(v.Key, profile.Uid, v.Value)).ToArray();
        return await appliance.ValidateVariablesAsync(token, archive.UploadPath, assignments, ct);
    }
}
