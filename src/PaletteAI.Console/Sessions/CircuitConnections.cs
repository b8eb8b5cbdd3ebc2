using PaletteAI.Console.Application.Security;

namespace PaletteAI.Console.Sessions;

/// <summary>Guards <c>/_blazor</c>: only pages of this origin connect, and a connection lives no longer than its session.</summary>
internal sealed class CircuitConnections(RequestDelegate next, SessionRegistry registry)
{
    /// <summary>Passes everything on that is not a circuit's connection.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/_blazor") || http.User.Identity?.IsAuthenticated != true)
        {
            await next(http);
            return;
        }

        if (!IsOwnOrigin(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        // A browser that ignores being sent away keeps nothing: the server drops the connection.
        await using var end = registry.LifetimeOf(SessionPrincipal.IdOf(http.User)).Register(http.Abort);
        await next(http);
    }

    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme == request.Scheme
                && string.Equals(from.Authority, new HostString(request.Host.Host, request.Host.Port ?? 443) is { Port: 443 } plain ? plain.Host : request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
