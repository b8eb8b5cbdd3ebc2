using System.Net;
using System.Net.Sockets;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>A way to a server that can go silent or be cut, while the server goes on.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly List<Link> _links = [];
    private readonly Task _accepting;
    private volatile bool _isCut;

    public CuttableProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that were made so far.</summary>
    public int Made
    {
        get
        {
            lock (_links)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>Connections that are open stay open, and nothing comes through them any more.</summary>
    public void Silence()
    {
        lock (_links)
        {
            _links.ForEach(l => l.IsSilent = true);
        }
    }

    /// <summary>Ends all connections, and each new one at once.</summary>
    public void Cut()
    {
        _isCut = true;
        lock (_links)
        {
            _links.ForEach(l => l.Dispose());
        }
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isCut)
                {
                    near.Dispose();
                    continue;
                }

                var link = new Link(near, _target);
                lock (_links)
                {
                    _links.Add(link);
                }

                _ = link.RunAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private sealed class Link(TcpClient near, int target) : IDisposable
    {
        private readonly TcpClient _far = new();

        public volatile bool IsSilent;

        public async Task RunAsync()
        {
            try
            {
                await _far.ConnectAsync(IPAddress.Loopback, target);
                await Task.WhenAny(CopyAsync(near, _far), CopyAsync(_far, near));
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // One end went away.
            }

            Dispose();
        }

        public void Dispose()
        {
            near.Dispose();
            _far.Dispose();
        }

        private async Task CopyAsync(TcpClient from, TcpClient to)
        {
            try
            {
                var buffer = new byte[64 << 10];
                int read;
                while ((read = await from.GetStream().ReadAsync(buffer)) > 0)
                {
                    if (!IsSilent)
                    {
                        await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
                    }
                }
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One end went away.
            }
        }
    }
}
