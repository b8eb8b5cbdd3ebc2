using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>The same key for the same name, always.</summary>
public sealed class FixedKeys : IConsoleKeys
{
    /// <inheritdoc/>
    public ValueTask<byte[]> GetAsync(string name, CancellationToken ct) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
