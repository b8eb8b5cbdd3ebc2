using FluentValidation;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>Whether the cluster has a Secret of this name, which a spoke refers to. Names alone are read, never contents.</summary>
/// <param name="Name">Name of the Secret.</param>
[Operation("values.spokes.secret", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("On the command line kubectl get secret says it.")]
public sealed record FindSpokeSecret(string Name) : IOperation<SpokeSecret>;

/// <summary>Where a Secret was found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespaces">Namespaces that have one of this name; empty = there is none.</param>
public sealed record SpokeSecret(string Name, IReadOnlyList<string> Namespaces)
{
    /// <summary>Whether there is one.</summary>
    public bool IsThere => Namespaces.Count > 0;
}

internal sealed class FindSpokeSecretShape : AbstractValidator<FindSpokeSecret>
{
    public FindSpokeSecretShape() => RuleFor(x => x.Name).NotEmpty().MaximumLength(253);
}

internal sealed class FindSpokeSecretHandler(ClusterTargets targets, IClusterReader cluster) : IOperationHandler<FindSpokeSecret, SpokeSecret>
{
    public async Task<Result<SpokeSecret>> HandleAsync(FindSpokeSecret input, OperationContext context, CancellationToken ct)
    {
        var target = await targets.FindAsync(context, ct);
        if (!target.IsSuccess)
        {
            return target.Error;
        }

        var read = await cluster.ReadAsync(target.Value.Access, [FactKind.SecretName], isFresh: true, ct);
        return !read.IsSuccess ? read.Error
            : read.Value.FreshnessOf(FactKind.SecretName) is { AsOf: null } never
                ? new Error(ErrorKind.RemoteFailed, "secrets-not-readable", $"The names of Secrets could not be read. {never.Problem}".TrimEnd(), "Check that the kubeconfig's account may list Secrets.")
                : new SpokeSecret(input.Name, [.. read.Value.Secrets.Where(s => s.Name == input.Name).Select(s => s.Namespace).Order(StringComparer.Ordinal)]);
    }
}
