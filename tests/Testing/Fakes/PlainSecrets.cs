using System.Diagnostics.CodeAnalysis;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Testing.Fakes;

/// <summary>Looks encrypted to a text search, is not; <see cref="LoseKeys"/> plays the loss of the key folder.</summary>
public sealed class PlainSecrets : ISecretProtector
{
    private int _generation;

    /// <summary>What was protected so far can no longer be read.</summary>
    public void LoseKeys() => _generation++;

    /// <inheritdoc/>
    public string Protect(string purpose, Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return $"{_generation}|{purpose}|{Convert.ToBase64String(Encoding.UTF8.GetBytes(secret.Reveal()))}";
    }

    /// <inheritdoc/>
    public bool TryUnprotect(string purpose, string protectedText, [NotNullWhen(true)] out Secret? secret)
    {
        ArgumentNullException.ThrowIfNull(protectedText);
        var parts = protectedText.Split('|');
        var ours = parts.Length == 3 && parts[0] == $"{_generation}" && parts[1] == purpose;
        secret = ours ? new Secret(Encoding.UTF8.GetString(Convert.FromBase64String(parts[2]))) : null;
        return ours;
    }
}
