using FluentValidation;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Deployments;

/// <summary>A deployment as it stands, with its timeline.</summary>
/// <param name="Id">Its id; empty = the latest.</param>
[Operation("deployments.get", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/deployments/latest", Cli = "status")]
public sealed record GetDeployment(string Id = "") : IOperation<DeploymentView>;

internal sealed class GetDeploymentShape : AbstractValidator<GetDeployment>
{
    public GetDeploymentShape() => RuleFor(x => x.Id).NotNull().MaximumLength(64);
}

internal sealed class GetDeploymentHandler(IDeploymentStore store, DeploymentWork work, ISignIn signIn) : IOperationHandler<GetDeployment, DeploymentView>
{
    public async Task<Result<DeploymentView>> HandleAsync(GetDeployment input, OperationContext context, CancellationToken ct)
    {
        var record = input.Id.Length > 0 ? await store.FindAsync(input.Id, ct) : await store.FindLatestAsync(ct);
        if (record is null)
        {
            return new Error(ErrorKind.NotFound, "no-deployment", "There is no such deployment.", "Start one: Cluster > Create cluster.");
        }
        if (context.ApplianceToken is { } token)
        {
            await work.AdoptAsync(record, end => signIn.RenewAsync(context.Actor, token, end), ct);
        }
        return await work.ViewAsync(await store.FindAsync(record.Id, ct) ?? record, ct);
    }
}
