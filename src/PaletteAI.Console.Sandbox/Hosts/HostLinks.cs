using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.State;

namespace PaletteAI.Console.Sandbox.Hosts;

/// <summary>
/// Who is linked to whom. A leader mints tokens of two minutes, a follower takes one at its own address, content then needs its five
/// minutes, and either side can end the link while there is no cluster.
/// </summary>
internal sealed class HostLinks(StateFile state, IReadOnlyList<SimulatedHost> hosts, double timeScale, TimeProvider time)
{
    private const int TokenSeconds = 120;
    private static readonly TimeSpan _joinTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _contentTime = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Token, DateTimeOffset ExpiresAt)> _minted = [];

    /// <summary>A state file of a fresh appliance has all hosts linked to the first.</summary>
    public void Begin() => state.Change(s =>
    {
        if (!s.HasLinks)
        {
            s.HasLinks = true;
            foreach (var host in hosts.Where(h => !h.IsLeader))
            {
                s.Hosts[host.Uid].LinkedTo = hosts[0].Uid;
            }
        }
    });

    /// <summary>The leader of a host: itself unless it is linked to another.</summary>
    public SimulatedHost LeaderOf(SimulatedHost host) => state.Read(s => s.Hosts[host.Uid].LinkedTo) is { } uid ? hosts.First(h => h.Uid == uid) : host;

    /// <summary>All hosts of a host's group, the leader first.</summary>
    public IReadOnlyList<SimulatedHost> GroupOf(SimulatedHost host)
    {
        var leader = LeaderOf(host);
        return [leader, .. hosts.Where(h => h != leader && LeaderOf(h) == leader)];
    }

    /// <summary>Pending, InProgress or Completed; null = never linked.</summary>
    public string? StatusOf(SimulatedHost host) => GroupOf(host).Count == 1 ? null : IsBehind(host, _joinTime) ? "InProgress" : "Completed";

    /// <summary>Synced once the leader's content has been copied.</summary>
    public string ContentOf(SimulatedHost host) => IsBehind(host, _contentTime) ? "Syncing" : "Synced";

    /// <summary>A fresh token, or the one that is still good; null when this host is no leader.</summary>
    public JsonObject? Mint(SimulatedHost host)
    {
        if (LeaderOf(host) != host)
        {
            return null;
        }

        lock (_gate)
        {
            if (!_minted.TryGetValue(host.Uid, out var current) || current.ExpiresAt <= time.GetUtcNow())
            {
                var text = new JsonObject { ["ip"] = host.Address, ["otp"] = RandomNumberGenerator.GetHexString(16) }.ToJsonString();
                _minted[host.Uid] = current = (Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), time.GetUtcNow().AddSeconds(TokenSeconds));
            }

            return new JsonObject { ["token"] = current.Token, ["remainingTime"] = (int)(current.ExpiresAt - time.GetUtcNow()).TotalSeconds, ["interval"] = TokenSeconds };
        }
    }

    /// <summary>Links a host to the leader its token names; a sentence when that is refused.</summary>
    public string? Link(SimulatedHost host, string token, bool inCluster)
    {
        if (inCluster || GroupOf(host).Count > 1)
        {
            return inCluster ? "this host is part of a cluster" : "this host is linked already";
        }

        if (LeaderNamed(token) is not { } leader || !IsGood(leader, token))
        {
            return "token is invalid or has expired";
        }

        if (leader == host)
        {
            return "a host cannot be linked to itself";
        }

        state.Change(s => (s.Hosts[host.Uid].LinkedTo, s.Hosts[host.Uid].LinkedAt) = (leader.Uid, time.GetUtcNow()));
        return null;
    }

    /// <summary>Ends the link of a peer; a sentence when that is refused.</summary>
    public string? Unlink(SimulatedHost host, string peerId, bool inCluster)
    {
        var peer = GroupOf(host).FirstOrDefault(h => h.Uid == peerId);
        if (peer is null || (LeaderOf(host) != host && peer != host))
        {
            return $"{peerId} is not linked to this host";
        }

        if (inCluster || LeaderOf(peer) == peer)
        {
            return inCluster ? $"{peerId} is in use by a cluster" : "the leader cannot be unlinked";
        }

        state.Change(s => (s.Hosts[peer.Uid].LinkedTo, s.Hosts[peer.Uid].LinkedAt) = (null, null));
        return null;
    }

    private bool IsBehind(SimulatedHost host, TimeSpan needed) =>
        state.Read(s => s.Hosts[host.Uid].LinkedAt) is { } at && (time.GetUtcNow() - at) * timeScale < needed;

    private bool IsGood(SimulatedHost leader, string token)
    {
        lock (_gate)
        {
            return _minted.TryGetValue(leader.Uid, out var current) && current.ExpiresAt > time.GetUtcNow()
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(current.Token));
        }
    }

    private SimulatedHost? LeaderNamed(string token)
    {
        try
        {
            var ip = (JsonNode.Parse(Convert.FromBase64String(token)) as JsonObject)?["ip"]?.ToString();
            return hosts.FirstOrDefault(h => h.Address == ip);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
