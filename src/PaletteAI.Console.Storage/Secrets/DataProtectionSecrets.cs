using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using Secret = PaletteAI.Console.Domain.Secret;

namespace PaletteAI.Console.Storage.Secrets;

/// <summary>Secrets at rest by ASP.NET Data Protection.</summary>
internal sealed class DataProtectionSecrets(IDataProtectionProvider provider, ILogger<DataProtectionSecrets> log) : ISecretProtector
{
    public string Protect(string purpose, Secret secret) => provider.CreateProtector(purpose).Protect(secret.Reveal());

    public bool TryUnprotect(string purpose, string protectedText, [NotNullWhen(true)] out Secret? secret)
    {
        try
        {
            secret = new Secret(provider.CreateProtector(purpose).Unprotect(protectedText));
            return true;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or InvalidOperationException or IOException)
        {
            log.LogWarning("A stored secret ({Purpose}) can no longer be read: {Reason}", purpose, e.GetType().Name);
            secret = null;
            return false;
        }
    }
}
