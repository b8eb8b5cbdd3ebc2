using System.Security.Cryptography;
using FluentValidation;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>Creates the cluster. Everything is judged again here, with what the appliance reports now.</summary>
/// <param name="Spec">What to install.</param>
/// <param name="Secrets">Values of sensitive variables that are not in the spec.</param>
/// <param name="Accepted">Codes of warnings and consequences that were accepted.</param>
/// <param name="DraftId">The draft it comes from: its stored secrets are used for those not given.</param>
[Operation("clusters.deploy", Permission.DeployCluster, AuditMode.IntentAndOutcome, Route = "POST /api/v1/deployments", Cli = "deploy", TimeoutSeconds = 300)]
public sealed record DeployCluster(InstallSpec Spec, IReadOnlyDictionary<string, Secret> Secrets, IReadOnlyList<string> Accepted, string? DraftId = null) : IOperation<DeploymentView>
{
    /// <inheritdoc/>
    public string Subject => $"cluster {Spec?.Name}";
}

internal sealed class DeployClusterShape : AbstractValidator<DeployCluster>
{
    private const int MostSecrets = 200;
    private const int MostCodes = 200;

    public DeployClusterShape()
    {
        RuleFor(x => x.Spec).NotNull();
        RuleFor(x => x.Secrets).NotNull().Must(s => s is null || s.Count <= MostSecrets);
        RuleFor(x => x.Accepted).NotNull().Must(a => a is null || (a.Count <= MostCodes && a.All(c => c is { Length: > 0 and <= 200 })));
        RuleFor(x => x.DraftId).MaximumLength(64);
    }
}

internal sealed class DeployClusterHandler(
    IAppliance appliance, ISignIn signIn, ApplianceFactReader facts, IDraftStore drafts, DeploymentWork work, HostDirectory directory, DeployChecks checks, TimeProvider time)
    : IOperationHandler<DeployCluster, DeploymentView>
{
    public async Task<Result<DeploymentView>> HandleAsync(DeployCluster input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }
        var read = await facts.ReadAsync(context, fresh: true, ct);
        if ((read.Error ?? Missing(read.Value!)) is { } missing)
        {
            return missing;
        }
        var secrets = await SecretsAsync(input, ct);
        var verdicts = await VariableVerdicts.AskAsync(appliance, token, input.Spec, secrets, read.Require().Archive, ct);
        if (!verdicts.IsSuccess)
        {
            return verdicts.Error;
        }
        var hosts = await directory.OpenAsync([.. input.Spec.NodePools.SelectMany(p => p.Hosts.Select(h => h.Uid))], context, ct);
        var notAsked = hosts.Error is { Code: HostDirectory.NoCredentials } ? HostCheckGate.NotAsked : "";
        var plan = DeployPlan.Make(input.Spec, secrets, [.. input.Accepted], read.Require(), verdicts.Value, time.GetUtcNow(), notAsked);
        if (!plan.IsSuccess || notAsked.Length > 0)
        {
            return plan.IsSuccess ? await BeginAsync(input, plan.Value, token, null, context, ct) : plan.Error;
        }
        if (!hosts.IsSuccess)
        {
            return hosts.Error;
        }
        var report = await checks.JudgeAsync(hosts.Value, input.Spec, DeployPlan.ProfileOf(input.Spec, read.Require().Archive), input.Accepted, context.Actor, ct);
        return report.IsSuccess ? await BeginAsync(input, plan.Value, token, report.Value, context, ct) : report.Error;
    }

    private async Task<Result<DeploymentView>> BeginAsync(DeployCluster input, DeployPlan plan, Secret token, HostCheckReport? report, OperationContext context, CancellationToken ct)
    {
        // A token of its own, so that signing out does not end the watching.
        var grant = await signIn.RenewAsync(context.Actor, token, ct);
        if (!grant.IsSuccess)
        {
            return grant.Error;
        }
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        if (report is not null)
        {
            await checks.KeepAsync(report, context.Actor, id, ct);
        }
        var begun = await work.BeginAsync(
            new DeploymentRecord
            {
                Id = id,
                ClusterName = input.Spec.Name,
                StartedBy = context.Actor,
                StartedAt = time.GetUtcNow(),
                SpecYaml = plan.SpecYaml,
                PlanSha256 = plan.Sha256,
                PendingRequest = plan.Body,
                HostUids = [.. plan.Hosts.Select(h => h.Uid)],
                Hosts = [.. plan.Hosts],
                Accepted = [.. input.Accepted],
                Token = grant.Value.Token,
                TokenExpiresAt = grant.Value.ExpiresAt,
            },
            ct);
        facts.Forget(context);
        if (!begun.IsSuccess)
        {
            return begun.Error;
        }
        return begun.Value is { Phase: DeploymentPhase.Failed, Failure: { } failure } ? failure : await work.ViewAsync(begun.Value, ct);
    }

    private static Error? Missing(ApplianceFacts facts) => facts switch
    {
        { Problems: [var problem, ..] } => problem,
        { Cluster: { } cluster } => DeploymentErrors.OtherCluster(cluster.Name),
        _ => null,
    };

    private async Task<IReadOnlyDictionary<string, Secret>> SecretsAsync(DeployCluster input, CancellationToken ct)
    {
        var stored = string.IsNullOrEmpty(input.DraftId) ? null : (await drafts.FindAsync(input.DraftId, ct))?.Secrets;
        var all = new Dictionary<string, Secret>(stored ?? new Dictionary<string, Secret>(), StringComparer.Ordinal);
        foreach (var (name, secret) in input.Secrets)
        {
            all[name] = secret;
        }
        return all;
    }
}
