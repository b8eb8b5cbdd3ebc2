using System.Collections.Immutable;
using System.Net;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Hosting;

/// <summary>Looks names up among the sandbox's own only: no question leaves this machine.</summary>
internal sealed class SandboxNames(RunningSandbox sandbox) : INameResolver
{
    public Task<ImmutableArray<IPAddress>> ResolveAsync(string name, CancellationToken ct) =>
        sandbox.Instance?.Resolve(name) is { } address
            ? Task.FromResult(ImmutableArray.Create(address))
            : throw new IOException("no name server of the sandbox knows it.");
}
