using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>Checks hosts over SSH with the stored log-ins; the report is kept with its evidence.</summary>
/// <param name="Hosts">Ids or addresses; empty = all of the appliance.</param>
/// <param name="Spec">What is to be installed; null = checks that need it are pending.</param>
[Operation("hosts.check", Permission.View, AuditMode.Outcome, Route = "POST /api/v1/hosts/checks", Cli = "hosts check", TimeoutSeconds = 600)]
public sealed record CheckHosts(IReadOnlyList<string> Hosts, InstallSpec? Spec = null) : IOperation<HostCheckReport>
{
    /// <inheritdoc/>
    public string Subject => Hosts is { Count: > 0 } ? string.Join(", ", Hosts.Take(10)) : "all hosts";
}

internal sealed class CheckHostsShape : AbstractValidator<CheckHosts>
{
    private const int MostHosts = 200;

    public CheckHostsShape() => RuleFor(x => x.Hosts).NotNull().Must(h => h is null || (h.Count <= MostHosts && h.All(n => n is { Length: > 0 and <= 253 })));
}

internal sealed class CheckHostsHandler(HostDirectory directory, HostCheckBoard board, ApplianceFactReader facts, IHostCheckStore store) : IOperationHandler<CheckHosts, HostCheckReport>
{
    public async Task<Result<HostCheckReport>> HandleAsync(CheckHosts input, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenAsync(input.Hosts, context, ct);
        if (!hosts.IsSuccess)
        {
            return hosts.Error;
        }

        var profile = (await facts.ReadAsync(context, fresh: false, ct)).Value?.Archive?.Profiles.FirstOrDefault(p => p.Name == input.Spec?.Profile.Name);
        var report = await board.CheckAsync(hosts.Value, input.Spec, profile, context.Actor, ct);
        var ignored = await store.ListIgnoredAsync(ct);
        return report.Map(r => r.WithIgnored([.. ignored]));
    }
}
