using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>Makes a new key, brings it to the hosts by the log-in that works now, tries it, stores it, and takes the old one away.</summary>
/// <param name="Address">The host; empty = all that have no log-in of their own.</param>
[Operation("hosts.rotate-key", Permission.ManageConsole, AuditMode.IntentAndOutcome, Route = "POST /api/v1/hosts/credentials/rotation", TimeoutSeconds = 120)]
[BrowserOnly("On the command line a log-in is given with each call and not stored.")]
public sealed record RotateHostKey(string Address) : IOperation<RotatedHostKey>
{
    /// <inheritdoc/>
    public string Subject => string.IsNullOrEmpty(Address) ? "log-in to all hosts" : $"log-in to host {Address}";
}

/// <summary>What a rotation came to.</summary>
/// <param name="Credentials">The log-in that is stored now.</param>
/// <param name="Hosts">Hosts that let the new key in.</param>
/// <param name="OldKeyLeftOn">Hosts that still let the old key in and should not; a key that was not made here is left on all of them on purpose.</param>
public sealed record RotatedHostKey(HostCredentialView Credentials, ImmutableArray<string> Hosts, ImmutableArray<string> OldKeyLeftOn);

internal sealed class RotateHostKeyShape : AbstractValidator<RotateHostKey>
{
    public RotateHostKeyShape() => RuleFor(x => x.Address).NotNull().MaximumLength(253);
}

internal sealed class RotateHostKeyHandler(IHostCredentialStore store, IHostChannels channels, IHostKeyStore keys, ApplianceFactReader facts, RotationTurn turn, TimeProvider time) : IOperationHandler<RotateHostKey, RotatedHostKey>
{
    public async Task<Result<RotatedHostKey>> HandleAsync(RotateHostKey input, OperationContext context, CancellationToken ct)
    {
        if (channels.IsSimulated)
        {
            return new Error(ErrorKind.Refused, "hosts-simulated", "The sandbox's hosts take any log-in; there is no key to bring to them.", "Try it on an appliance.");
        }

        // Two at once would each bring a key by the same old log-in, and the one that is stored first would stay on the hosts, known to nobody.
        using var mine = await turn.TakeAsync(ct);
        var all = await store.ListAsync(ct);
        if (all.FirstOrDefault(c => c.Address == input.Address) is not { } old)
        {
            return new Error(ErrorKind.NotFound, "host-credentials-missing", "There is no such log-in.", "Look at the list of log-ins.");
        }

        var hosts = await HostsOfAsync(old, all, context, ct);
        return hosts.IsSuccess ? await RotateAsync(old, hosts.Value, context, ct) : hosts.Error;
    }

    private async Task<Result<RotatedHostKey>> RotateAsync(HostCredentials old, ImmutableArray<string> hosts, OperationContext context, CancellationToken ct)
    {
        var pair = HostKeyPair.Make($"palette-console {time.GetUtcNow():yyyy-MM-dd HH:mm:ss}");
        var login = new HostLogin(old.Login.User) { PrivateKey = pair.Private, SudoPassword = old.Login.SudoPassword ?? old.Login.Password };
        var made = new HostCredentials(old.Address, old.Port, login, pair.PublicLine, context.Actor, time.GetUtcNow());
        var rotation = new KeyRotation(channels, new AcceptedKeysTrust(keys));
        if (await rotation.OfferAsync(hosts, old, made, ct) is { } refused)
        {
            return refused;
        }

        if (!await IsStillStoredAsync(old))
        {
            await rotation.TakeBackAsync(hosts, old, made);
            return new Error(ErrorKind.Refused, "host-credentials-changed", "The log-in was changed by somebody else meanwhile. The new key was taken away again.", "Look at the list of log-ins, and rotate again if it is still wanted.");
        }

        // From here on the new key is the one that is known to work: no leaving half-way.
        await store.SaveAsync(made, CancellationToken.None);
        var left = old.PublicKey.Length == 0 ? [] : await rotation.RetireAsync(hosts, old.PublicKey, made, CancellationToken.None);
        return new RotatedHostKey(HostCredentialView.Of(made), hosts, left);
    }

    private async Task<bool> IsStillStoredAsync(HostCredentials old) => (await store.ListAsync(CancellationToken.None))
        .Any(c => c.Address == old.Address && c.ChangedAt == old.ChangedAt && c.ChangedBy == old.ChangedBy && c.PublicKey == old.PublicKey);

    private async Task<Result<ImmutableArray<string>>> HostsOfAsync(HostCredentials login, IReadOnlyList<HostCredentials> all, OperationContext context, CancellationToken ct)
    {
        if (login.Address != HostCredentials.AllHosts)
        {
            return ImmutableArray.Create(login.Address);
        }

        var known = await facts.ReadAsync(context, fresh: true, ct);
        if (!known.IsSuccess)
        {
            return known.Error;
        }

        var hosts = known.Value.Hosts.Select(h => h.Address).Where(a => a.Length > 0 && all.All(c => c.Address != a)).ToImmutableArray();
        return hosts.IsEmpty
            ? new Error(ErrorKind.Refused, "hosts-unknown", "No host of the appliance uses this log-in.", "Remove it, or look at the hosts first.")
            : hosts;
    }
}
