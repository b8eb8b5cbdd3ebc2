using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Settings;

/// <summary>Host access without markup: how the console logs in to hosts, and which keys of theirs it accepts.</summary>
public sealed class HostAccessViewModel(IOperationGateway gateway)
{
    private const int SshPort = 22;

    /// <summary>Stored log-ins, without their secrets; null before they were read.</summary>
    public ImmutableArray<HostCredentialView>? Credentials { get; private set; }

    /// <summary>Hosts and their keys; null before they were read.</summary>
    public ImmutableArray<HostKeyRow>? Keys { get; private set; }

    /// <summary>Why something could not be read or done; null when it could.</summary>
    public Error? Problem { get; private set; }

    /// <summary>Reads log-ins, accepted keys and the appliance's hosts.</summary>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        var credentials = await gateway.RunAsync(new ListHostCredentials(), background, ct: ct);
        var keys = await gateway.RunAsync(new ListHostKeys(), background, ct: ct);
        var hosts = await gateway.RunAsync(new ListHosts(), background, ct: ct);
        Problem = credentials.Error ?? keys.Error;
        if (credentials.IsSuccess && keys.IsSuccess)
        {
            Credentials = credentials.Value;
            Keys = Rows(keys.Value, hosts.IsSuccess ? [.. hosts.Value.Hosts.Where(h => h.Address.Length > 0).Select(h => (h.Name, h.Address))] : [], Keys ?? []);
        }
    }

    /// <summary>Stores a log-in.</summary>
    /// <returns>The stored one; null when it was refused.</returns>
    public async Task<HostCredentialView?> SaveAsync(SetHostCredentials credentials, CancellationToken ct)
    {
        var saved = await gateway.RunAsync(credentials, ct: ct);
        await LoadAsync(background: true, ct);
        Problem = saved.Error ?? Problem;
        return saved.Value;
    }

    /// <summary>Brings a new key to the hosts of a log-in and stores it.</summary>
    /// <returns>What it came to; null when it was refused.</returns>
    public async Task<RotatedHostKey?> RotateAsync(string address, CancellationToken ct)
    {
        var rotated = await gateway.RunAsync(new RotateHostKey(address), ct: ct);
        await LoadAsync(background: true, ct);
        Problem = rotated.Error ?? Problem;
        return rotated.Value;
    }

    /// <summary>Removes a log-in.</summary>
    public Task RemoveAsync(string address, CancellationToken ct) => ThenReadAsync(new RemoveHostCredentials(address), ct);

    /// <summary>Asks a host for its key. Nothing is trusted by that.</summary>
    public async Task LookAsync(HostKeyRow row, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(row);
        var shown = await gateway.RunAsync(new ShowHostKey(row.Address, row.Port), ct: ct);
        Keys = [.. (Keys ?? []).Select(k => k.Is(row) ? k with { Presented = shown.Value, Problem = shown.Error } : k)];
    }

    /// <summary>Accepts the key that was shown.</summary>
    public async Task AcceptAsync(HostKeyRow row, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Presented is { } presented)
        {
            await ThenReadAsync(new TrustHost(row.Address, row.Port, presented.Fingerprint), ct);
        }
    }

    /// <summary>Takes an acceptance back.</summary>
    public Task RevokeAsync(HostKeyRow row, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(row);
        return ThenReadAsync(new RevokeHostKey(row.Address, row.Port), ct);
    }

    private async Task ThenReadAsync<T>(Application.Operations.IOperation<T> operation, CancellationToken ct)
    {
        var done = await gateway.RunAsync(operation, ct: ct);
        await LoadAsync(background: true, ct);
        Problem = done.Error ?? Problem;
    }

    // What a host presented was seen a moment ago; reading the acceptances again does not make it unseen.
    private static ImmutableArray<HostKeyRow> Rows(ImmutableArray<HostKeyView> accepted, ImmutableArray<(string Name, string Address)> hosts, ImmutableArray<HostKeyRow> before)
    {
        var rows = hosts.Select(h => new HostKeyRow(h.Name, h.Address, accepted.FirstOrDefault(a => a.Address == h.Address)?.Port ?? SshPort, null))
            .Concat(accepted.Where(a => hosts.All(h => h.Address != a.Address)).Select(a => new HostKeyRow("", a.Address, a.Port, null)));
        return
        [
            .. rows.Select(r => r with { Accepted = accepted.FirstOrDefault(a => a.Address == r.Address && a.Port == r.Port) })
                .Select(r => before.FirstOrDefault(b => b.Is(r)) is { } old ? r with { Presented = old.Presented, Problem = old.Problem } : r),
        ];
    }
}

/// <summary>A host and its keys.</summary>
/// <param name="Name">Name of the appliance's host; empty = none of them.</param>
/// <param name="Address">Address.</param>
/// <param name="Port">Port of sshd.</param>
/// <param name="Accepted">What was accepted; null = nothing.</param>
public sealed record HostKeyRow(string Name, string Address, int Port, HostKeyView? Accepted)
{
    /// <summary>What it presented when it was asked; null = it was not, or did not answer.</summary>
    public HostKeyView? Presented { get; init; }

    /// <summary>Why it did not answer.</summary>
    public Error? Problem { get; init; }

    /// <summary>It presents another key than the accepted one.</summary>
    public bool IsChanged => Accepted is { } accepted && Presented is { } presented && accepted.Fingerprint != presented.Fingerprint;

    /// <summary>It presents a key, and none was accepted.</summary>
    public bool IsFirst => Accepted is null && Presented is not null;

    /// <summary>Whether both are the same place.</summary>
    public bool Is(HostKeyRow other) => other is not null && (Address, Port) == (other.Address, other.Port);
}
