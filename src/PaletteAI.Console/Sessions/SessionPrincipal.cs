using System.Security.Claims;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Sessions;

/// <summary>A session as the signed-in user of a request or circuit. Claims stay on the server; the id is asked about at every operation.</summary>
internal static class SessionPrincipal
{
    /// <summary>Authentication scheme, and the only one.</summary>
    public const string Scheme = "palette-session";

    private const string IdClaim = "session";
    private const string SourceClaim = "source";
    private const string PasswordClaim = "password-change-required";

    /// <summary>The user of a live session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">Its id as the caller gave it.</param>
    /// <param name="source">Address of the caller.</param>
    public static ClaimsPrincipal Of(Session session, string id, string source)
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, session.UserName), new(IdClaim, id), new(SourceClaim, source) };
        if (session.PasswordChangeRequired)
        {
            claims.Add(new Claim(PasswordClaim, "true"));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme, ClaimTypes.Name, null));
    }

    /// <summary>The session's id; empty for nobody.</summary>
    public static string IdOf(ClaimsPrincipal user) => user.FindFirst(IdClaim)?.Value ?? "";

    /// <summary>Whether a new password is needed before anything else.</summary>
    public static bool NeedsPassword(ClaimsPrincipal user) => user.HasClaim(PasswordClaim, "true");

    /// <summary>Who calls, for the one door.</summary>
    public static Caller CallerOf(ClaimsPrincipal user, bool background = false, string? idempotencyKey = null) =>
        new(IdOf(user), user.FindFirst(SourceClaim)?.Value ?? "", "browser", idempotencyKey, background);

    /// <summary>Address of a request's peer as text.</summary>
    public static string SourceOf(HttpContext http) => http.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : "unknown";
}
