using Microsoft.AspNetCore.Components.Authorization;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Sessions;

/// <summary>Runs a page's operations as the session its circuit belongs to.</summary>
internal sealed class OperationGateway(IOperationRunner runner, AuthenticationStateProvider authentication, CircuitLife life) : IOperationGateway
{
    public async Task<Result<TOutput>> RunAsync<TOutput>(
        IOperation<TOutput> operation, bool background = false, string? idempotencyKey = null, CancellationToken ct = default)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, life.Ended);
        var outcome = await runner.RunAsync(operation, SessionPrincipal.CallerOf(user, background, idempotencyKey), either.Token);
        if (outcome.Error is { Code: SessionErrors.EndedCode })
        {
            life.End();
        }

        return outcome;
    }
}
