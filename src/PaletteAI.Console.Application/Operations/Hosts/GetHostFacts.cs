using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>What hosts say of themselves, over SSH with the stored log-ins.</summary>
/// <param name="Host">Id or address; empty = all of the appliance.</param>
/// <param name="Fresh">Ask again, however young the kept facts are; else only hosts nothing is known of are asked.</param>
[Operation("hosts.facts", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/hosts/facts", Cli = "hosts facts", TimeoutSeconds = 240)]
public sealed record GetHostFacts(string Host = "", bool Fresh = false) : IOperation<ImmutableArray<HostFactsView>>;

/// <summary>A host and its facts, or why there are none.</summary>
/// <param name="Host">Id of the host.</param>
/// <param name="Address">Its address.</param>
/// <param name="Facts">Its facts; null = they could not be had.</param>
/// <param name="Problem">Why not; null when they could.</param>
public sealed record HostFactsView(string Host, string Address, HostFacts? Facts, Error? Problem)
{
    internal static HostFactsView Of(HostUnderTest host) => new(host.Name, host.Address, host.Facts, host.Problem);
}

internal sealed class GetHostFactsShape : AbstractValidator<GetHostFacts>
{
    public GetHostFactsShape() => RuleFor(x => x.Host).NotNull().MaximumLength(253);
}

internal sealed class GetHostFactsHandler(HostDirectory directory, HostSurvey survey, HostCheckBoard board) : IOperationHandler<GetHostFacts, ImmutableArray<HostFactsView>>
{
    public async Task<Result<ImmutableArray<HostFactsView>>> HandleAsync(GetHostFacts input, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenAsync(input.Host.Length == 0 ? [] : [input.Host], context, ct);
        if (!hosts.IsSuccess)
        {
            return hosts.Error;
        }

        var toAsk = hosts.Value.Where(h => input.Fresh || board.Find(h.Name)?.Facts is null).ToList();
        board.Take(await survey.GatherAsync(toAsk, null, ct));
        return hosts.Value.Select(h => board.Find(h.Name) is { } known ? HostFactsView.Of(known) : new HostFactsView(h.Name, h.Address, null, null)).ToImmutableArray();
    }
}
