using System.Net.Sockets;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Hosts.Tests.Support;

/// <summary>Dials what it is told and remembers how often.</summary>
public sealed class PlainDialer : IDialer
{
    private int _dialled;

    public int Dialled => Volatile.Read(ref _dialled);

    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken ct)
    {
        Interlocked.Increment(ref _dialled);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(e.Message, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
