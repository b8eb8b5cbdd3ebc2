using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using Renci.SshNet;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>A logged-in connection, with a watchdog that closes it when the link is dead.</summary>
internal sealed class SshConnection : IAsyncDisposable
{
    // sshd's MaxSessions is 10 unless configured; some are left for others who share the log-in.
    private const int MostSessions = 6;

    private readonly LoopbackRelay _relay;
    private readonly LogInMethods _methods;
    private readonly SshTimes _times;
    private readonly ITimer _watchdog;
    private int _dead;

    public SshConnection(SshClient client, LoopbackRelay relay, LogInMethods methods, SshTimes times, TimeProvider time)
    {
        (Client, _relay, _methods, _times) = (client, relay, methods, times);
        _watchdog = time.CreateTimer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public SshClient Client { get; }

    /// <summary>Bounds the commands that run at once.</summary>
    public SemaphoreSlim Sessions { get; } = new(MostSessions);

    public bool IsAlive => !_relay.IsClosed && Client.IsConnected;

    /// <summary>Whether the watchdog gave the link up.</summary>
    public bool WasDead => Volatile.Read(ref _dead) == 1;

    public TimeSpan Silence => _relay.Silence.Current;

    /// <summary>Closes the transport under everything that waits on it.</summary>
    public void Abort() => _relay.Close();

    public async ValueTask DisposeAsync()
    {
        await _watchdog.DisposeAsync();
        // First the transport: the library would otherwise wait for the other side to say goodbye.
        await _relay.DisposeAsync();
        await Offload.RunAsync(() =>
        {
            Client.Dispose();
            return true;
        });
        _methods.Dispose();
    }

    private void Look()
    {
        if (Silence > _times.Dead)
        {
            Volatile.Write(ref _dead, 1);
            Abort();
        }
    }
}
