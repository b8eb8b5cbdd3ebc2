using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>The key a host presents now, beside the accepted one.</summary>
/// <param name="Address">The host.</param>
/// <param name="Port">Port of sshd.</param>
[Operation("hosts.show-key", Permission.ManageConsole, AuditMode.RefusalsOnly, Route = "GET /api/v1/hosts/key", Cli = "hosts trust", TimeoutSeconds = 90)]
public sealed record ShowHostKey(string Address, int Port) : IOperation<HostKeyView>;

internal sealed class ShowHostKeyShape : AbstractValidator<ShowHostKey>
{
    public ShowHostKeyShape()
    {
        RuleFor(x => x.Address).HostAddress();
        RuleFor(x => x.Port).Port();
    }
}

internal sealed class ShowHostKeyHandler(IHostChannels channels, IHostKeyStore keys) : IOperationHandler<ShowHostKey, HostKeyView>
{
    public async Task<Result<HostKeyView>> HandleAsync(ShowHostKey input, OperationContext context, CancellationToken ct)
    {
        var presented = await channels.ReadHostKeyAsync(input.Address, input.Port, ct);
        var accepted = (await keys.ListAsync(ct)).FirstOrDefault(k => k.Address == input.Address && k.Port == input.Port);
        return presented.Map(key => HostKeyView.Of(input.Address, input.Port, key, accepted));
    }
}
