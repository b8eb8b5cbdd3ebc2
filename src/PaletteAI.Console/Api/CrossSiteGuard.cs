using PaletteAI.Console.Domain;
using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Api;

/// <summary>
/// Keeps pages of other origins from acting through a person's browser. A bearer cannot be sent by a foreign page; a cookie can, so with it a
/// call that changes something has to come from this origin, and the browser has to say so.
/// </summary>
internal static class CrossSiteGuard
{
    /// <summary>Why the call is refused; null when it is not.</summary>
    public static Error? Refusal(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HasBearer(request))
        {
            return null;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var isOurs = site == "same-origin" || (site.Length == 0 && SessionCookies.SessionId(request).Length == 0);
        return isOurs ? null : new Error(
            ErrorKind.Forbidden, "cross-site-request", "A call that changes something came from another page than the console's own.", "Send the token as Authorization: Bearer instead of the browser's cookie.");
    }

    /// <summary>Whether the call brings a token of its own.</summary>
    public static bool HasBearer(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
