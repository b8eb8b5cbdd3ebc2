using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Hosts;

/// <summary>A stored log-in without its secrets.</summary>
/// <param name="Address">The host; empty = all that have none of their own.</param>
/// <param name="Port">Port of sshd.</param>
/// <param name="User">User.</param>
/// <param name="HasPassword">Whether a password is stored.</param>
/// <param name="HasPrivateKey">Whether a key is stored.</param>
/// <param name="HasSudoPassword">Whether a password for sudo alone is stored.</param>
/// <param name="PublicKey">Line for authorized_keys when the console made the key.</param>
/// <param name="ChangedBy">Who stored it.</param>
/// <param name="ChangedAt">When.</param>
public sealed record HostCredentialView(
    string Address, int Port, string User, bool HasPassword, bool HasPrivateKey, bool HasSudoPassword, string PublicKey, string ChangedBy, DateTimeOffset ChangedAt)
{
    internal static HostCredentialView Of(HostCredentials c) =>
        new(c.Address, c.Port, c.Login.User, c.Login.Password is not null, c.Login.PrivateKey is not null, c.Login.SudoPassword is not null, c.PublicKey, c.ChangedBy, c.ChangedAt);
}

/// <summary>All stored log-ins, without their secrets.</summary>
[Operation("hosts.list-credentials", Permission.ManageConsole, AuditMode.RefusalsOnly, Route = "GET /api/v1/hosts/credentials")]
[BrowserOnly("On the command line a log-in is given with each call and not stored.")]
public sealed record ListHostCredentials : IOperation<ImmutableArray<HostCredentialView>>;

/// <summary>Stores a log-in in place of the one for the same hosts.</summary>
/// <param name="Address">The host; empty = all that have none of their own.</param>
/// <param name="Port">Port of sshd.</param>
/// <param name="User">User.</param>
/// <param name="Password">Password; null = none.</param>
/// <param name="PrivateKey">Private key; null = none.</param>
/// <param name="Passphrase">Passphrase of the key; null = none.</param>
/// <param name="SudoPassword">Password for sudo when it is another; null = the log-in's.</param>
/// <param name="MakeKey">Make a new key here; its public half is shown to be put on the hosts.</param>
[Operation("hosts.set-credentials", Permission.ManageConsole, AuditMode.IntentAndOutcome, Route = "PUT /api/v1/hosts/credentials")]
[BrowserOnly("On the command line a log-in is given with each call and not stored.")]
public sealed record SetHostCredentials(
    string Address, int Port, string User, Secret? Password = null, Secret? PrivateKey = null, Secret? Passphrase = null, Secret? SudoPassword = null, bool MakeKey = false) : IOperation<HostCredentialView>
{
    /// <inheritdoc/>
    public string Subject => string.IsNullOrEmpty(Address) ? "log-in to all hosts" : $"log-in to host {Address}";
}

/// <summary>Removes a stored log-in.</summary>
/// <param name="Address">The host; empty = that for all others.</param>
[Operation("hosts.remove-credentials", Permission.ManageConsole, AuditMode.IntentAndOutcome, Route = "DELETE /api/v1/hosts/credentials")]
[BrowserOnly("On the command line a log-in is given with each call and not stored.")]
public sealed record RemoveHostCredentials(string Address) : IOperation<Unit>
{
    /// <inheritdoc/>
    public string Subject => string.IsNullOrEmpty(Address) ? "log-in to all hosts" : $"log-in to host {Address}";
}

internal sealed class SetHostCredentialsShape : AbstractValidator<SetHostCredentials>
{
    private const int LongestSecret = 64 * 1024;

    public SetHostCredentialsShape()
    {
        RuleFor(x => x.Address).NotNull();
        When(x => x.Address is { Length: > 0 }, () => RuleFor(x => x.Address).HostAddress());
        RuleFor(x => x.Port).Port();
        RuleFor(x => x.User).NotEmpty().MaximumLength(64).Must(u => u is null || u.All(c => c is > ' ' and < (char)127)).WithMessage("Give a user name of printable ASCII.");
        RuleFor(x => x).Must(x => x.MakeKey || x.PrivateKey is not null || x.Password is not null).WithMessage("Give a password or a key, or let the console make a key.");
        RuleFor(x => x).Must(x => new[] { x.Password, x.PrivateKey, x.Passphrase, x.SudoPassword }.All(s => s is null || s.Reveal().Length <= LongestSecret)).WithMessage("A secret is longer than 64 KiB.");
    }
}

internal sealed class RemoveHostCredentialsShape : AbstractValidator<RemoveHostCredentials>
{
    public RemoveHostCredentialsShape() => RuleFor(x => x.Address).NotNull().MaximumLength(253);
}

internal sealed class HostCredentialHandlers(IHostCredentialStore store, IHostChannels channels, TimeProvider time) :
    IOperationHandler<ListHostCredentials, ImmutableArray<HostCredentialView>>, IOperationHandler<SetHostCredentials, HostCredentialView>, IOperationHandler<RemoveHostCredentials, Unit>
{
    public async Task<Result<ImmutableArray<HostCredentialView>>> HandleAsync(ListHostCredentials input, OperationContext context, CancellationToken ct) =>
        (await store.ListAsync(ct)).Select(HostCredentialView.Of).ToImmutableArray();

    public async Task<Result<HostCredentialView>> HandleAsync(SetHostCredentials input, OperationContext context, CancellationToken ct)
    {
        var made = input.MakeKey ? HostKeyPair.Make($"palette-console {time.GetUtcNow():yyyy-MM-dd}") : null;
        var login = new HostLogin(input.User) { Password = input.Password, PrivateKey = made?.Private ?? input.PrivateKey, Passphrase = made is null ? input.Passphrase : null, SudoPassword = input.SudoPassword };
        var stored = new HostCredentials(input.Address, input.Port, login, made?.PublicLine ?? "", context.Actor, time.GetUtcNow());
        await store.SaveAsync(stored, ct);
        channels.Forget(input.Address);
        return HostCredentialView.Of(stored);
    }

    public async Task<Result<Unit>> HandleAsync(RemoveHostCredentials input, OperationContext context, CancellationToken ct)
    {
        var removed = await store.RemoveAsync(input.Address, ct);
        channels.Forget(input.Address);
        return removed ? Unit.Value : new Error(ErrorKind.NotFound, "host-credentials-missing", "There is no such log-in.", "Look at the list of log-ins.");
    }
}
