using FluentValidation;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Nodes;

/// <summary>Moves the installer's label to a node, so that exactly this one carries it.</summary>
/// <param name="Node">The node.</param>
[Operation("nodes.label", Permission.OperateInstaller, AuditMode.IntentAndOutcome, Route = "POST /api/v1/nodes/label", Cli = "nodes label", TimeoutSeconds = 60)]
public sealed record LabelNode(string Node) : IOperation<LabelMove>
{
    /// <inheritdoc/>
    public string Subject => $"node {Node}";
}

internal sealed class LabelNodeShape : AbstractValidator<LabelNode>
{
    public LabelNodeShape() => RuleFor(x => x.Node).NotEmpty().MaximumLength(253);
}

internal sealed class LabelNodeHandler(ClusterTargets targets, LabelMover mover) : IOperationHandler<LabelNode, LabelMove>
{
    public async Task<Result<LabelMove>> HandleAsync(LabelNode input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        return target.IsSuccess ? await mover.MoveAsync(target.Value.Access, input.Node, ct) : target.Error;
    }
}
