using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>Accepts the key a host presents, in place of an earlier one.</summary>
/// <param name="Address">The host.</param>
/// <param name="Port">Port of sshd.</param>
/// <param name="Fingerprint">The fingerprint the person compared (<c>SHA256:…</c>); must be what the host presents now.</param>
[Operation("hosts.trust", Permission.ManageConsole, AuditMode.IntentAndOutcome, Route = "PUT /api/v1/hosts/keys", Cli = "hosts trust", TimeoutSeconds = 90)]
public sealed record TrustHost(string Address, int Port, string Fingerprint) : IOperation<HostKeyView>
{
    /// <inheritdoc/>
    public string Subject => $"key of host {Address}:{Port}";
}

/// <summary>A host's key.</summary>
/// <param name="Address">The host.</param>
/// <param name="Port">Port of sshd.</param>
/// <param name="Type">Type of the key.</param>
/// <param name="Fingerprint"><c>SHA256:…</c>.</param>
/// <param name="AcceptedFingerprint">What was accepted; empty = nothing.</param>
/// <param name="AcceptedBy">Who accepted it.</param>
/// <param name="AcceptedAt">When.</param>
public sealed record HostKeyView(string Address, int Port, string Type, string Fingerprint, string AcceptedFingerprint, string AcceptedBy, DateTimeOffset? AcceptedAt)
{
    internal static HostKeyView Of(string address, int port, HostKey key, AcceptedHostKey? accepted) =>
        new(address, port, key.Type, key.Fingerprint, accepted?.Key.Fingerprint ?? "", accepted?.AcceptedBy ?? "", accepted?.AcceptedAt);
}

internal sealed class TrustHostShape : AbstractValidator<TrustHost>
{
    public TrustHostShape()
    {
        RuleFor(x => x.Address).HostAddress();
        RuleFor(x => x.Port).Port();
        RuleFor(x => x.Fingerprint).NotEmpty().Matches(@"\ASHA256:[A-Za-z0-9+/]{43}\z").WithMessage("Give the fingerprint as ssh-keygen -l prints it: SHA256: and 43 characters.");
    }
}

internal sealed class TrustHostHandler(IHostChannels channels, IHostKeyStore keys, TimeProvider time) : IOperationHandler<TrustHost, HostKeyView>
{
    public async Task<Result<HostKeyView>> HandleAsync(TrustHost input, OperationContext context, CancellationToken ct)
    {
        var presented = await channels.ReadHostKeyAsync(input.Address, input.Port, ct);
        if (!presented.IsSuccess)
        {
            return presented.Error;
        }

        if (presented.Value.Fingerprint != input.Fingerprint)
        {
            return new Error(
                ErrorKind.Refused, "host-key-not-presented", $"{input.Address}:{input.Port} presents another key now: {presented.Value.Type} {presented.Value.Fingerprint}.",
                "Compare that fingerprint on the host itself.", "fingerprint");
        }

        var accepted = new AcceptedHostKey(input.Address, input.Port, presented.Value, context.Actor, time.GetUtcNow());
        await keys.ReplaceAsync(accepted, ct);
        channels.Forget(input.Address);
        return HostKeyView.Of(input.Address, input.Port, presented.Value, accepted);
    }
}
