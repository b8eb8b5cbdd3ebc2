using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Storage.Secrets;

/// <summary>Nullable secrets in text columns.</summary>
internal static class SecretColumns
{
    public static string? ProtectOrNull(this ISecretProtector protector, string purpose, Secret? secret) =>
        secret is null ? null : protector.Protect(purpose, secret);

    /// <summary>Null when there is none or it can no longer be read.</summary>
    public static Secret? UnprotectOrNull(this ISecretProtector protector, string purpose, string? text) =>
        text is not null && protector.TryUnprotect(purpose, text, out var secret) ? secret : null;
}
