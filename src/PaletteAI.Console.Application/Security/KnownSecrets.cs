using System.Text.RegularExpressions;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Security;

/// <summary>The secrets the console knows: what it logs in with, and what was typed into drafts.</summary>
public sealed partial class KnownSecrets(IHostCredentialStore credentials, IDraftStore drafts)
{
    /// <summary>A mask of all of them.</summary>
    /// <param name="context">Whose token counts.</param>
    /// <param name="access">The cluster whose kubeconfig counts.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<SecretMask> MaskAsync(OperationContext context, ClusterAccess access, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(access);
        var logins = (await credentials.ListAsync(ct)).SelectMany(c => new[] { c.Login.Password, c.Login.PrivateKey, c.Login.Passphrase, c.Login.SudoPassword });
        var typed = (await drafts.ListAsync(ct)).SelectMany(d => d.Secrets.Values);
        return new SecretMask([.. logins.Append(context.ApplianceToken).OfType<Secret>(), .. typed, .. Of(access.Kubeconfig)]);
    }

    /// <summary>The secrets in a kubeconfig.</summary>
    public static IEnumerable<Secret> Of(Secret kubeconfig)
    {
        ArgumentNullException.ThrowIfNull(kubeconfig);
        return SecretEntry().Matches(kubeconfig.Reveal()).Select(m => new Secret(m.Groups[1].Value));
    }

    [GeneratedRegex("""["']?\b(?:token|password|client-key-data)["']?\s*:\s*["']?([^\s"',}]+)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretEntry();
}
