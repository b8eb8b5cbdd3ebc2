using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>What is missing before step one of cluster creation.</summary>
/// <param name="Fresh">Ask the appliance again, however young the kept facts are.</param>
[Operation("drafts.readiness", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("The command line shows the same rows with hosts list and judges a file with spec validate.")]
public sealed record GetReadiness(bool Fresh = false) : IOperation<ReadinessReport>;

/// <summary>Facts and what they mean for creating a cluster.</summary>
/// <param name="Facts">What the appliance reports.</param>
/// <param name="Readiness">What is missing.</param>
public sealed record ReadinessReport(ApplianceFacts Facts, CreateReadiness Readiness);

internal sealed class GetReadinessHandler(ApplianceFactReader facts) : IOperationHandler<GetReadiness, ReadinessReport>
{
    public async Task<Result<ReadinessReport>> HandleAsync(GetReadiness input, OperationContext context, CancellationToken ct) =>
        (await facts.ReadAsync(context, input.Fresh, ct)).Map(f => new ReadinessReport(f, Judge(f)));

    private static CreateReadiness Judge(ApplianceFacts facts)
    {
        var readiness = facts.Group is { } group ? CreateReadiness.Of(group) : CreateReadiness.Of([]);
        return facts.Cluster is { } cluster
            ? readiness with { Group = readiness.Group.Insert(0, ClusterExists(cluster.Name)) }
            : readiness;
    }

    private static Finding ClusterExists(string name)
    {
        var error = DeploymentErrors.OtherCluster(name);
        return Finding.Error("", error.Code, error.Message, error.Fix);
    }
}
