using System.Diagnostics.CodeAnalysis;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Encrypts secrets at rest.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts. <paramref name="purpose"/> separates uses: what was protected for one cannot be read for another.</summary>
    string Protect(string purpose, Secret secret);

    /// <summary>Decrypts; false when the keys are lost or the text is damaged. Never throws.</summary>
    bool TryUnprotect(string purpose, string protectedText, [NotNullWhen(true)] out Secret? secret);
}
