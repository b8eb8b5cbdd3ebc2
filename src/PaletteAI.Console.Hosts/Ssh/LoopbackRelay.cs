using System.Net;
using System.Net.Sockets;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>
/// Lends a dialled stream to SSH.NET, which opens its socket itself: one connection on a loopback port, pumped both ways.
/// Also the handle of the watchdog: closing it ends whatever the library waits for, which its own time-outs do not on a dead link.
/// </summary>
internal sealed class LoopbackRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Stream _far;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pumping;
    private int _closed;

    private LoopbackRelay(Stream far)
    {
        _far = far;
        _listener.Start(1);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Silence = new SilenceMeter(far);
        _pumping = PumpAsync();
    }

    /// <summary>Where SSH.NET connects.</summary>
    public int Port { get; }

    /// <summary>How long the far side has been silent.</summary>
    public SilenceMeter Silence { get; }

    /// <summary>Whether either side has ended.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) == 1;

    /// <summary>Takes over <paramref name="far"/>.</summary>
    public static LoopbackRelay Over(Stream far) => new(far);

    /// <summary>Ends both sides at once.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _stop.Cancel();
            _listener.Stop();
            _far.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _pumping;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            using var near = await _listener.AcceptSocketAsync(_stop.Token);
            _listener.Stop();
            near.NoDelay = true;
            await using var stream = new NetworkStream(near, ownsSocket: false);
            var back = _far.CopyToAsync(stream, _stop.Token);
            var forth = stream.CopyToAsync(_far, _stop.Token);
            // An end in either direction is the end: SSH has no half-closed connections.
            await await Task.WhenAny(back, forth);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The SSH side sees the closed socket and says so.
        }
        finally
        {
            Close();
        }
    }
}
