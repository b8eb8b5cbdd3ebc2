using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>The deployment's own token at the appliance, independent of the session that started it.</summary>
internal sealed class DeploymentToken(ISignIn signIn, IDeploymentStore store, TimeProvider time, ILogger<DeploymentToken> log)
{
    /// <summary>A token with less life than this is renewed: long enough for a host's restart in between.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);

    public bool IsUsable(DeploymentRecord record) => record.Token is not null && record.TokenExpiresAt > time.GetUtcNow();

    /// <summary>The record with a token that lasts; unchanged when renewing does not work just now.</summary>
    public async Task<DeploymentRecord> KeepAsync(DeploymentRecord record, CancellationToken ct)
    {
        if (record.Token is not { } token || record.TokenExpiresAt - time.GetUtcNow() > Margin)
        {
            return record;
        }
        var grant = await signIn.RenewAsync(record.StartedBy, token, ct);
        if (grant.IsSuccess)
        {
            var renewed = record with { Token = grant.Value.Token, TokenExpiresAt = grant.Value.ExpiresAt };
            await store.UpdateAsync(renewed, ct);
            return renewed;
        }
        log.LogWarning("Renewing the deployment's token failed: {Code}", grant.Error.Code);
        return grant.Error.Kind == ErrorKind.Unauthenticated ? await DropAsync(record, ct) : record;
    }

    /// <summary>Forgets a token the appliance no longer takes.</summary>
    public async Task<DeploymentRecord> DropAsync(DeploymentRecord record, CancellationToken ct)
    {
        var dropped = record with { Token = null };
        await store.UpdateAsync(dropped, ct);
        return dropped;
    }

    /// <summary>Ends a token nobody needs any more; it would end by itself within hours.</summary>
    public async Task EndAsync(Secret token, CancellationToken ct)
    {
        var ended = await signIn.SignOutAsync(token, ct);
        if (!ended.IsSuccess)
        {
            log.LogInformation("Signing the deployment's token out failed: {Code}", ended.Error.Code);
        }
    }
}
