using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>All host keys that were accepted.</summary>
[Operation("hosts.list-keys", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/hosts/keys", Cli = "hosts trust")]
public sealed record ListHostKeys : IOperation<ImmutableArray<HostKeyView>>;

/// <summary>Takes an acceptance back; the host is not connected to until its key is accepted again.</summary>
/// <param name="Address">The host.</param>
/// <param name="Port">Port of sshd.</param>
[Operation("hosts.revoke-key", Permission.ManageConsole, AuditMode.IntentAndOutcome, Route = "DELETE /api/v1/hosts/keys", Cli = "hosts trust")]
public sealed record RevokeHostKey(string Address, int Port) : IOperation<Unit>
{
    /// <inheritdoc/>
    public string Subject => $"key of host {Address}:{Port}";
}

internal sealed class RevokeHostKeyShape : AbstractValidator<RevokeHostKey>
{
    public RevokeHostKeyShape()
    {
        RuleFor(x => x.Address).HostAddress();
        RuleFor(x => x.Port).Port();
    }
}

internal sealed class ListHostKeysHandler(IHostKeyStore keys) : IOperationHandler<ListHostKeys, ImmutableArray<HostKeyView>>
{
    public async Task<Result<ImmutableArray<HostKeyView>>> HandleAsync(ListHostKeys input, OperationContext context, CancellationToken ct) =>
        (await keys.ListAsync(ct)).Select(k => HostKeyView.Of(k.Address, k.Port, k.Key, k)).ToImmutableArray();
}

internal sealed class RevokeHostKeyHandler(IHostKeyStore keys, IHostChannels channels) : IOperationHandler<RevokeHostKey, Unit>
{
    public async Task<Result<Unit>> HandleAsync(RevokeHostKey input, OperationContext context, CancellationToken ct)
    {
        var removed = await keys.RemoveAsync(input.Address, input.Port, ct);
        channels.Forget(input.Address);
        return removed ? Unit.Value : new Error(ErrorKind.NotFound, "host-key-not-accepted", $"No key of {input.Address}:{input.Port} was accepted.", "Look at the list of accepted keys.");
    }
}
