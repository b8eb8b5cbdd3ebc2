using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>Finds the appliance's hosts and opens channels to them with the stored log-ins and the accepted keys.</summary>
public sealed class HostDirectory(IHostChannels channels, IHostKeyStore keys, IHostCredentialStore credentials, ApplianceFactReader facts)
{
    /// <summary>Code of a host the console has no log-in for.</summary>
    public const string NoCredentials = "host-credentials-missing";

    /// <summary>Channels to the hosts named.</summary>
    /// <param name="hosts">Ids or addresses of the appliance's hosts; empty = all.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<ImmutableArray<SurveyedHost>>> OpenAsync(IReadOnlyList<string> hosts, OperationContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        var known = await facts.ReadAsync(context, fresh: false, ct);
        if (!known.IsSuccess)
        {
            return known.Error;
        }

        if (known.Value.Hosts.IsEmpty)
        {
            return known.Value.Problems.FirstOrDefault() ?? NoHosts;
        }

        var logins = await credentials.ListAsync(ct);
        var inventory = HostInventory.Of(known.Value.Hosts);
        var chosen = hosts.Count == 0 ? [.. known.Value.Hosts] : hosts.Select(h => known.Value.Hosts.FirstOrDefault(k => k.Uid == h || k.Address == h || k.Name == h)).ToList();
        if (chosen.IndexOf(null) is var missing and >= 0)
        {
            return new Error(ErrorKind.NotFound, "host-unknown", $"The appliance has no host {hosts[missing]}.", "Look at hosts list for those there are.", "host");
        }

        var opened = chosen.OfType<EdgeHost>().Select(h => Open(h, inventory, logins)).ToImmutableArray();
        return opened.FirstOrDefault(o => !o.IsSuccess)?.Error is { } error ? error : opened.Select(o => o.Require()).ToImmutableArray();
    }

    /// <summary>Channels to all hosts, each or why there is none: a host without a log-in does not keep the others away.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Result<ImmutableArray<FoundHost>>> OpenEachAsync(OperationContext context, CancellationToken ct)
    {
        var known = await facts.ReadAsync(context, fresh: false, ct);
        if (!known.IsSuccess)
        {
            return known.Error;
        }

        if (known.Value.Hosts.IsEmpty)
        {
            return known.Value.Problems.FirstOrDefault() ?? NoHosts;
        }

        var logins = await credentials.ListAsync(ct);
        var inventory = HostInventory.Of(known.Value.Hosts);
        return known.Value.Hosts.Select(h => new FoundHost(h, Open(h, inventory, logins))).ToImmutableArray();
    }

    private static Error NoHosts => new(ErrorKind.Refused, "hosts-unknown", "The appliance's hosts are not known.", "Try again when the appliance answers.");

    private Result<SurveyedHost> Open(EdgeHost host, Inventory? inventory, IReadOnlyList<HostCredentials> logins)
    {
        var login = channels.IsSimulated ? HostCredentials.Simulated : logins.FirstOrDefault(l => l.Address == host.Address) ?? logins.FirstOrDefault(l => l.Address == HostCredentials.AllHosts);
        return login is null
            ? new Error(ErrorKind.Refused, NoCredentials, $"The console has no log-in for {host.Name}.", "Store a user with a key or a password for hosts in Settings.", "host")
            : new SurveyedHost(
                host.Uid, host.Address, channels.Open(new HostTarget(host.Address, login.Port, login.Login, new AcceptedKeysTrust(keys))), inventory?.Hosts.FirstOrDefault(h => h.Uid == host.Uid));
    }
}

/// <summary>A host of the appliance, and the way to it.</summary>
/// <param name="Host">The host.</param>
/// <param name="Way">The way, or why there is none.</param>
public sealed record FoundHost(EdgeHost Host, Result<SurveyedHost> Way);
