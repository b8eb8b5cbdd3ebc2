using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox.Access;
using PaletteAI.Console.Sandbox.Api;
using PaletteAI.Console.Sandbox.Endpoints;
using PaletteAI.Console.Sandbox.Hosts;
using PaletteAI.Console.Sandbox.Hosts.Machines;
using PaletteAI.Console.Sandbox.State;
using PaletteAI.Console.Sandbox.Tls;

namespace PaletteAI.Console.Sandbox;

/// <summary>
/// A simulated appliance in this process: every host with a listener, certificate, token key and accounts of its own, reached over loopback
/// TLS by the same adapters as a real one. For evaluation, demonstration and tests.
/// </summary>
public sealed partial class ApplianceSandbox : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _running = [];
    private readonly Dictionary<string, HostListener> _listeners = [];
    private readonly SimulatedAppliance _appliance;
    private readonly StateFile _state;

    private ApplianceSandbox(SandboxOptions options, StateFile state, TimeProvider time)
    {
        _state = state;
        Password = options.Password ?? new Secret(RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 20));
        _appliance = new SimulatedAppliance(options, state, SimulatedHost.Of(options.Scenario), time);
        Machines = [.. _appliance.Hosts.Select(h => new SandboxMachine(h, Path.Combine(options.DataFolder, "hosts", h.Uid), _appliance, time))];
        _appliance.Resolve = Resolve;
        _appliance.ValuesSha256 = uid => Machines.FirstOrDefault(m => m.Uid == uid)?.Files.ValuesSha256() ?? "";
    }

    /// <summary>The leader's Local Management API.</summary>
    public Uri ApplianceUrl { get; private set; } = null!;

    /// <summary>The appliance's account.</summary>
    public string UserName { get; } = HostAccounts.UserName;

    /// <summary>Its password: the configured one, else new at each start.</summary>
    public Secret Password { get; }

    /// <summary>SHA-256 of the leader's certificate, hex pairs joined by colons.</summary>
    public string CertificateSha256 { get; private set; } = "";

    /// <summary>Shells and files of the hosts.</summary>
    public IReadOnlyList<SandboxMachine> Machines { get; }

    /// <summary>Starts the listeners. State of an earlier run in the same folder goes on where it was.</summary>
    /// <exception cref="IOException">The data folder cannot be written or no port is free.</exception>
    public static async Task<ApplianceSandbox> StartAsync(SandboxOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var sandbox = new ApplianceSandbox(options, new StateFile(options.DataFolder), time);
        foreach (var host in sandbox._appliance.Hosts)
        {
            await sandbox.StartHostAsync(host, options, time, ct);
        }

        sandbox._appliance.Links.Begin();
        await sandbox.StartKubernetesAsync(options, time, ct);
        return sandbox;
    }

    /// <summary>Where an address of the simulated network is on loopback; null when nothing is there.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="port">Port.</param>
    public IPEndPoint? Map(string host, int port)
    {
        if (_appliance.Hosts.FirstOrDefault(h => h.Address == host) is { } known && port == SimulatedHost.LocalUiPort)
        {
            return new IPEndPoint(IPAddress.Loopback, _listeners[known.Uid].Port);
        }

        var isLoopback = host is "127.0.0.1" or "localhost";
        if (isLoopback && (_listeners.Values.Any(l => l.Port == port) || port == KubernetesPort))
        {
            return new IPEndPoint(IPAddress.Loopback, port);
        }

        if (port == IngressListener.IngressPort && _ingress?.Answers(host) == true)
        {
            return new IPEndPoint(IPAddress.Loopback, _ingress.Port);
        }

        return port == 6443 && _appliance.Progress()?.Plan is { } plan && (plan.Endpoint == host || plan.Nodes.Any(n => n.IsControlPlane && n.Host.Address == host))
            ? new IPEndPoint(IPAddress.Loopback, KubernetesPort)
            : null;
    }

    /// <summary>The address of a name in the simulated network: the cluster's root domain and endpoint lead to its VIP; null = no such name.</summary>
    public IPAddress? Resolve(string name)
    {
        if (_appliance.Progress()?.Plan is not { } plan || !IPAddress.TryParse(plan.Endpoint, out var vip))
        {
            return null;
        }

        var rootDomain = plan.Variables.GetValueOrDefault("rootDomain") ?? "";
        return name.Equals(rootDomain, StringComparison.OrdinalIgnoreCase) ? vip : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_running))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartHostAsync(SimulatedHost host, SandboxOptions options, TimeProvider time, CancellationToken ct)
    {
        var mine = _state.Change(s => Prepare(s, host, time));
        var certificate = SelfMade.Load(Convert.FromBase64String(mine.Certificate));
        var tokens = new HostTokens(Convert.FromBase64String(mine.TokenKey), time);
        // One operator set up all hosts with one account; its tokens and failures are each host's own.
        var accounts = new HostAccounts(host, _state, Password, tokens, time, options);
        var listener = await HostListener.StartAsync(host, mine.Port, certificate, new HostEndpoints(host, accounts, _appliance, time), _appliance, ct);
        _running.Add(listener);
        _listeners[host.Uid] = listener;
        _state.Change(s => s.Hosts[host.Uid].Port = listener.Port);
        if (host.IsLeader)
        {
            ApplianceUrl = new Uri($"https://127.0.0.1:{listener.Port}");
            CertificateSha256 = SelfMade.Fingerprint(certificate);
        }
    }

    // Every start announces a password, so one changed in an earlier run no longer counts.
    private static HostState Prepare(ApplianceState state, SimulatedHost host, TimeProvider time)
    {
        if (!state.Hosts.TryGetValue(host.Uid, out var mine))
        {
            mine = state.Hosts[host.Uid] = new HostState
            {
                Certificate = Convert.ToBase64String(SelfMade.Certificate(host.Uid, [host.Address, "127.0.0.1"], time.GetUtcNow())),
                TokenKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            };
        }

        mine.ChangedPassword = null;
        return mine;
    }
}
