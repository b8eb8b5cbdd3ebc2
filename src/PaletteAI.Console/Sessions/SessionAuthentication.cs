using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PaletteAI.Console.Application.Security;

namespace PaletteAI.Console.Sessions;

/// <summary>
/// Who a request belongs to: our cookie, or for the API a bearer. The session's row decides, at every request. Pages answer strangers with the
/// sign-in page, everything else with 401.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, SessionGate gate)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var id = SessionId();
        if (id.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var session = await gate.RequireAsync(id, IsBackground(), Context.RequestAborted);
        if (!session.IsSuccess)
        {
            return AuthenticateResult.Fail(session.Error.Code);
        }

        var user = SessionPrincipal.Of(session.Value, id, SessionPrincipal.SourceOf(Context));
        return AuthenticateResult.Success(new AuthenticationTicket(user, SessionPrincipal.Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsPage())
        {
            var returnUrl = Request.Path == "/" ? "" : "?returnUrl=" + Uri.EscapeDataString(Request.Path + Request.QueryString);
            Response.Redirect("/sign-in" + returnUrl);
        }
        else
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private string SessionId()
    {
        var header = Request.Headers.Authorization.ToString();
        return IsApi() && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : SessionCookies.SessionId(Request);
    }

    private bool IsApi() => Request.Path.StartsWithSegments("/api");

    private bool IsPage() => HttpMethods.IsGet(Request.Method) && !IsApi() && !Request.Path.StartsWithSegments("/_blazor")
        && Request.Path != "/session" && Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html");

    // The circuit's own traffic and the question for the time left are no deeds of the person.
    private bool IsBackground() => Request.Path.StartsWithSegments("/_blazor") || (Request.Path == "/session" && HttpMethods.IsGet(Request.Method));
}
