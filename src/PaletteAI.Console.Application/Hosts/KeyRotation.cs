using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>
/// Brings a new key to hosts by the log-in that works now: either every host lets the new key in, or none keeps it. Nobody is locked out: the old
/// key is taken away last, by the new one.
/// </summary>
public sealed class KeyRotation(IHostChannels channels, IHostTrust trust)
{
    /// <summary>Code of a key that not every host took.</summary>
    public const string NotTaken = "key-not-taken";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    /// <summary>Puts the new key on all hosts and logs in with it.</summary>
    /// <param name="addresses">The hosts.</param>
    /// <param name="old">The log-in that works now.</param>
    /// <param name="made">The log-in with the new key.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null when every host took it; else why not, and nothing of it is left on a host that answers.</returns>
    public async Task<Error?> OfferAsync(IReadOnlyList<string> addresses, HostCredentials old, HostCredentials made, CancellationToken ct)
    {
        // Nothing is put anywhere while one of them does not even answer: a time-out is waited for once, and there is nothing to take back.
        if (Refusal(addresses, await Task.WhenAll(addresses.Select(a => TryAsync(a, old, ct)))) is { } away)
        {
            return away;
        }

        Error?[] errors;
        try
        {
            errors = await Task.WhenAll(addresses.Select(a => OfferAsync(a, old, made, ct)));
        }
        catch (OperationCanceledException)
        {
            await TakeBackAsync(addresses, old, made);
            throw;
        }

        if (Refusal(addresses, errors) is not { } refusal)
        {
            return null;
        }

        await TakeBackAsync(addresses, old, made);
        return refusal;
    }

    /// <summary>Takes the old key from all hosts, by the new one.</summary>
    /// <returns>Hosts that still have it.</returns>
    public async Task<ImmutableArray<string>> RetireAsync(IReadOnlyList<string> addresses, string oldKey, HostCredentials made, CancellationToken ct)
    {
        var errors = await Task.WhenAll(addresses.Select(a => ChangeAsync(a, made, AuthorizedKeys.Remove, oldKey, ct)));
        return [.. addresses.Zip(errors).Where(e => e.Second is not null).Select(e => e.First)];
    }

    /// <summary>Takes the new key from all hosts again, by the old log-in, also when the caller left.</summary>
    public Task TakeBackAsync(IReadOnlyList<string> addresses, HostCredentials old, HostCredentials made) =>
        Task.WhenAll(addresses.Select(a => ChangeAsync(a, old, AuthorizedKeys.Remove, made.PublicKey, CancellationToken.None)));

    private static Error? Refusal(IReadOnlyList<string> addresses, Error?[] errors)
    {
        ImmutableArray<Finding> refused = [.. addresses.Zip(errors).Where(e => e.Second is not null).Select(e => Finding.Error(e.First, e.Second!.Code, e.Second.Message, e.Second.Fix))];
        return refused.IsEmpty ? null : new Error(
            ErrorKind.Refused, NotTaken, $"{refused.Length} of {addresses.Count} hosts did not take the new key; the old one stays.",
            "Repair the log-in to those hosts, or put a key there by hand and store it here.") { Findings = refused };
    }

    private async Task<Error?> OfferAsync(string address, HostCredentials old, HostCredentials made, CancellationToken ct) =>
        await ChangeAsync(address, old, AuthorizedKeys.Add, made.PublicKey, ct) ?? await TryAsync(address, made, ct);

    private async Task<Error?> TryAsync(string address, HostCredentials login, CancellationToken ct) =>
        (await Open(address, login).RunAsync(HostCommand.Of("true") with { TimeLimit = _limit }, ct)).Error;

    private async Task<Error?> ChangeAsync(string address, HostCredentials login, string script, string line, CancellationToken ct)
    {
        var done = await Open(address, login).RunAsync(HostCommand.Of("/bin/sh", "-c", script, "palette-console", line) with { TimeLimit = _limit }, ct);
        return !done.IsSuccess
            ? done.Error
            : done.Value.ExitCode == 0
                ? null
                : new Error(ErrorKind.RemoteFailed, HostErrors.AccessDenied, $"~/.ssh/authorized_keys could not be changed: {done.Value.Errors.Trim()}", "Check its owner, its mode and the space on the disk.");
    }

    private IHostChannel Open(string address, HostCredentials login) => channels.Open(new HostTarget(address, login.Port, login.Login, trust));
}
