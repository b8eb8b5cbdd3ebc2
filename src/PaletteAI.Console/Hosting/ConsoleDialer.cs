using System.Net;
using System.Net.Sockets;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Hosting;

/// <summary>Opens outgoing connections: over the network, or with the sandbox only to what the sandbox maps.</summary>
internal sealed class ConsoleDialer(RunningSandbox sandbox) : IDialer
{
    public ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken ct) =>
        !sandbox.IsOn ? NetworkDialer.ConnectToAsync(host, port, NetworkDialer.EndPointOf(host, port), ct)
        : sandbox.Instance?.Map(host, port) is { } mapped ? NetworkDialer.ConnectToAsync(host, port, mapped, ct)
        : throw new IOException($"Nothing is at {host}:{port} in the sandbox's network.");
}

/// <summary>Opens outgoing connections over the network.</summary>
internal sealed class NetworkDialer : IDialer
{
    public ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken ct) => ConnectToAsync(host, port, EndPointOf(host, port), ct);

    public static EndPoint EndPointOf(string host, int port) =>
        IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);

    public static async ValueTask<Stream> ConnectToAsync(string host, int port, EndPoint target, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{host}:{port} {Reason(e)}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "refused the connection",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "could not be found by name",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "cannot be reached from here",
        SocketError.TimedOut => "did not answer",
        _ => $"could not be reached ({e.SocketErrorCode})",
    };
}
