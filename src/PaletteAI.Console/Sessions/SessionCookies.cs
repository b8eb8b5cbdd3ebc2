using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Sessions;

/// <summary>The two cookies of a browser: the session (opens everything) and the device (opens nothing, gives tries of its own).</summary>
/// <remarks>The prefix <c>__Host-</c> binds them to this origin: secure, no domain, path <c>/</c>.</remarks>
internal static class SessionCookies
{
    /// <summary>Holds the session's id.</summary>
    public const string Session = "__Host-palette-session";

    /// <summary>Holds the device token.</summary>
    public const string Device = "__Host-palette-device";

    /// <summary>The session id the browser sent; empty when it sent none.</summary>
    public static string SessionId(HttpRequest request) => request.Cookies[Session] ?? "";

    /// <summary>The device token the browser sent; null when it sent none.</summary>
    public static Secret? DeviceToken(HttpRequest request) => request.Cookies[Device] is { Length: > 0 and <= 2_048 } token ? new Secret(token) : null;

    /// <summary>Hands a new session to the browser. The session's own expiry counts, on the server; the cookie ends with the browser.</summary>
    public static void Write(HttpResponse response, SignedIn signedIn)
    {
        response.Cookies.Append(Session, signedIn.SessionId.Reveal(), Options(null));
        response.Cookies.Append(Device, signedIn.DeviceToken.Reveal(), Options(SignedIn.DeviceTokenLife));
    }

    /// <summary>Takes the session cookie back; the device stays known.</summary>
    public static void Remove(HttpResponse response) => response.Cookies.Delete(Session, Options(null));

    private static CookieOptions Options(TimeSpan? life) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}
