using Microsoft.AspNetCore.Antiforgery;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Security;

namespace PaletteAI.Console.Sessions;

/// <summary>Sign-out, acceptance of the appliance's certificate, and the time a browser's session has left.</summary>
internal static class SessionEndpoints
{
    // A page of another origin cannot send this header without asking first.
    private const string OwnHeader = "X-Palette-Console";

    /// <summary>Maps <c>POST /sign-out</c>, <c>POST /sign-in/certificate</c>, <c>GET /session</c> (no activity) and <c>POST /session</c> (activity).</summary>
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", SignOutAsync);
        routes.MapPost("/sign-in/certificate", AcceptCertificateAsync).AllowAnonymous();
        routes.MapGet("/session", TimeLeft);
        routes.MapPost("/session", TimeLeft);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IOperationRunner runner, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        await runner.RunAsync(new SignOut(), SessionPrincipal.CallerOf(http.User), CancellationToken.None);
        SessionCookies.Remove(http.Response);
        return Results.Redirect("/sign-in?reason=signed-out");
    }

    private static async Task<IResult> AcceptCertificateAsync(HttpContext http, IOperationRunner runner, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["compared"] == "yes")
        {
            var caller = new Caller(SessionPrincipal.IdOf(http.User), SessionPrincipal.SourceOf(http), "browser");
            await runner.RunAsync(new AcceptCertificate(form["sha256"].ToString()), caller, http.RequestAborted);
        }

        // The page asks the appliance anew: it shows what is true now, whatever came of this.
        return Results.Redirect($"/sign-in?reason=certificate&returnUrl={Uri.EscapeDataString(form["returnUrl"].ToString())}");
    }

    private static IResult TimeLeft(HttpContext http, SessionRegistry registry, TimeProvider time)
    {
        if (http.Request.Headers[OwnHeader] != "1")
        {
            return Results.BadRequest();
        }

        http.Response.Headers.CacheControl = "no-store";
        var endsAt = registry.EndsAt(SessionPrincipal.IdOf(http.User));
        return endsAt is null
            ? Results.Unauthorized()
            : Results.Json(new { secondsLeft = Math.Max(0, (int)(endsAt.Value - time.GetUtcNow()).TotalSeconds) });
    }
}
