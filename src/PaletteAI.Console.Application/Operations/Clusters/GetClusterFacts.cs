using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Application.Operations.Clusters;

/// <summary>Facts of the running cluster as its own API gives them, each kind with the time it was current.</summary>
/// <param name="Kinds">Kinds that are wanted.</param>
[Operation("clusters.facts", Permission.View, AuditMode.RefusalsOnly, TimeoutSeconds = 60)]
[BrowserOnly("Pages show whole objects; the command line lists them with nodes list and pods list.")]
public sealed record GetClusterFacts(params ImmutableArray<FactKind> Kinds) : IOperation<ClusterSnapshot>;

internal sealed class GetClusterFactsShape : AbstractValidator<GetClusterFacts>
{
    public GetClusterFactsShape()
    {
        RuleFor(x => x.Kinds).Must(k => !k.IsDefaultOrEmpty).WithMessage("Name at least one kind.");
        RuleForEach(x => x.Kinds).IsInEnum();
    }
}

internal sealed class GetClusterFactsHandler(ClusterTargets targets, IClusterReader reader) : IOperationHandler<GetClusterFacts, ClusterSnapshot>
{
    public async Task<Result<ClusterSnapshot>> HandleAsync(GetClusterFacts input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        return target.IsSuccess ? await reader.ReadAsync(target.Value.Access, input.Kinds, isFresh: false, ct) : target.Error;
    }
}
