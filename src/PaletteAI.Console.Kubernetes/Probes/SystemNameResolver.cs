using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Kubernetes.Probes;

/// <summary>Asks the machine's own resolver.</summary>
internal sealed class SystemNameResolver : INameResolver
{
    public async Task<ImmutableArray<IPAddress>> ResolveAsync(string name, CancellationToken ct)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, ct);
            return addresses.Length > 0 ? [.. addresses] : throw new IOException("it has no address.");
        }
        catch (SocketException e)
        {
            throw new IOException(e.SocketErrorCode == SocketError.TryAgain ? "no name server answered." : "no name server knows it.", e);
        }
    }
}
