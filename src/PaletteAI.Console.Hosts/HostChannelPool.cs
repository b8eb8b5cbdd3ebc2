using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Hosts.Commands;
using PaletteAI.Console.Hosts.Ssh;

namespace PaletteAI.Console.Hosts;

/// <summary>One channel per host, log-in and trust; connections nobody uses are closed, the channel itself stays and makes another.</summary>
internal sealed class HostChannelPool : IHostChannels, IAsyncDisposable
{
    private static readonly TimeSpan _sweepEvery = TimeSpan.FromSeconds(30);
    private readonly byte[] _nameKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SshConnector _connector;
    private readonly SshTimes _times;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public HostChannelPool(SshConnector connector, SshTimes times, TimeProvider time)
    {
        (_connector, _times, _time) = (connector, times, time);
        Local = new HostChannel(new LocalTransport(time), null, () => 0, () => new HostLink(true, TimeSpan.Zero), time);
        _sweep = time.CreateTimer(_ => Sweep(), null, _sweepEvery, _sweepEvery);
    }

    public IHostChannel Local { get; }

    public IHostChannel Open(HostTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return _entries.GetOrAdd(NameOf(target), _ => Make(target)).Channel;
    }

    public Task<Result<HostKey>> ReadHostKeyAsync(string address, int port, CancellationToken ct) => _connector.ReadHostKeyAsync(address, port, ct);

    public void Forget(string address)
    {
        foreach (var (name, entry) in _entries.Where(e => e.Value.Transport.Host == address))
        {
            if (_entries.TryRemove(name, out _))
            {
                _ = entry.Transport.CloseAsync().AsTask();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await Task.WhenAll(_entries.Values.Select(e => e.Transport.CloseAsync().AsTask()));
    }

    private Entry Make(HostTarget target)
    {
        var transport = new SshTransport(target, _connector, _times, _time);
        return new Entry(transport, new HostChannel(transport, target.Login.SudoPassword ?? target.Login.Password, () => transport.Generation, () => transport.Link, _time));
    }

    // The channel stays: it remembers that a password was refused.
    private void Sweep()
    {
        foreach (var transport in _entries.Values.Select(e => e.Transport).Where(t => t.IsIdle))
        {
            _ = transport.CloseAsync().AsTask();
        }
    }

    // A keyed hash, because the parts are secrets and dictionary keys end up in dumps.
    private string NameOf(HostTarget target)
    {
        var login = target.Login;
        string[] parts =
        [
            target.Address, target.Port.ToString(CultureInfo.InvariantCulture), target.Trust.Id, login.User,
            Part(login.Password), Part(login.PrivateKey), Part(login.Passphrase), Part(login.SudoPassword),
        ];
        var text = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return Convert.ToHexString(HMACSHA256.HashData(_nameKey, Encoding.UTF8.GetBytes(text)));
    }

    private static string Part(Secret? secret) => secret is null ? "-" : "+" + secret.Reveal();

    private sealed record Entry(SshTransport Transport, IHostChannel Channel);
}
