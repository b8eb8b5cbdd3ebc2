using FluentValidation;
using PaletteAI.Console.Application.Deployments;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Checks;

/// <summary>Begins checks of hosts in the background; they go on when the page is left.</summary>
/// <param name="Hosts">Ids or addresses; empty = all.</param>
/// <param name="Spec">What is to be installed; null = rows that need it are pending.</param>
[Operation("checks.start", Permission.View, AuditMode.Outcome, Route = "POST /api/v1/hosts/checks/runs")]
[BrowserOnly("On the command line hosts check waits for the report.")]
public sealed record StartHostChecks(IReadOnlyList<string> Hosts, InstallSpec? Spec = null) : IOperation<HostCheckRun>
{
    /// <inheritdoc/>
    public string Subject => Hosts is { Count: > 0 } ? string.Join(", ", Hosts.Take(10)) : "all hosts";
}

internal sealed class StartHostChecksShape : AbstractValidator<StartHostChecks>
{
    private const int MostHosts = 200;

    public StartHostChecksShape() => RuleFor(x => x.Hosts).NotNull().Must(h => h is null || (h.Count <= MostHosts && h.All(n => n is { Length: > 0 and <= 253 })));
}

internal sealed class StartHostChecksHandler(HostDirectory directory, HostCheckBoard board, ApplianceFactReader facts) : IOperationHandler<StartHostChecks, HostCheckRun>
{
    public async Task<Result<HostCheckRun>> HandleAsync(StartHostChecks input, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenAsync(input.Hosts, context, ct);
        if (!hosts.IsSuccess)
        {
            return hosts.Error;
        }

        var known = await facts.ReadAsync(context, fresh: false, ct);
        return board.Start(hosts.Value, input.Spec, input.Spec is { } spec ? DeployPlan.ProfileOf(spec, known.Value?.Archive) : null, context.Actor);
    }
}
