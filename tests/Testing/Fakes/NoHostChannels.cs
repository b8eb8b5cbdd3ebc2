using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>No host is ever to be reached: a test that tries has gone too far.</summary>
public sealed class NoHostChannels : IHostChannels
{
    public IHostChannel Local => throw new InvalidOperationException("No host is to be reached here.");

    public IHostChannel Open(HostTarget target) => throw new InvalidOperationException("No host is to be reached here.");

    public Task<Result<HostKey>> ReadHostKeyAsync(string address, int port, CancellationToken ct) => throw new InvalidOperationException("No host is to be reached here.");

    public void Forget(string address)
    {
    }
}
