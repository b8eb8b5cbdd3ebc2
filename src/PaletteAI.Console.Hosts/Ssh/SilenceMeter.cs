using System.Buffers.Binary;
using System.Net.Sockets;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>
/// How long the other end of a TCP connection has not even acknowledged anything. With something sent every few seconds this tells
/// a dead link from a busy host, which says nothing either but whose kernel acknowledges.
/// </summary>
internal sealed class SilenceMeter(Stream stream)
{
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;

    // struct tcp_info of linux/tcp.h: milliseconds since the last data and the last acknowledgement came in.
    private const int LastDataReceived = 52;
    private const int LastAckReceived = 56;
    private const int Size = 60;

    /// <summary>Zero when the stream is no TCP connection of this machine.</summary>
    public TimeSpan Current
    {
        get
        {
            if (stream is not NetworkStream { Socket: { Connected: true } socket })
            {
                return TimeSpan.Zero;
            }

            try
            {
                Span<byte> info = stackalloc byte[Size];
                return socket.GetRawSocketOption(TcpLevel, TcpInfo, info) == Size
                    ? TimeSpan.FromMilliseconds(Math.Min(At(info, LastDataReceived), At(info, LastAckReceived)))
                    : TimeSpan.Zero;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return TimeSpan.Zero;
            }
        }
    }

    private static uint At(ReadOnlySpan<byte> info, int offset) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(info[offset..]) : BinaryPrimitives.ReadUInt32BigEndian(info[offset..]);
}
