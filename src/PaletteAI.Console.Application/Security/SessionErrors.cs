using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Security;

/// <summary>Refusals that have to do with sessions, worded once.</summary>
public static class SessionErrors
{
    /// <summary>Code of <see cref="Ended"/>.</summary>
    public const string EndedCode = "session-ended";

    /// <summary>Code of <see cref="ApplianceEnded"/>.</summary>
    public const string ApplianceEndedCode = "appliance-session-ended";

    /// <summary>No such session, or it is over.</summary>
    public static Error Ended(string reason) => new(
        ErrorKind.Unauthenticated,
        EndedCode,
        reason switch
        {
            "idle" => "The session ended because nothing was done for a while.",
            "expired" => "The session ended because it reached its longest life.",
            "signed-out" => "The session was signed out.",
            "password-changed" => "The session ended because the password was changed elsewhere.",
            "ended-elsewhere" => "The session was ended from another session of this account.",
            "keys-lost" => "The session can no longer be read, because the encryption keys of this console changed.",
            _ => "Nobody is signed in.",
        },
        "Sign in again. What was saved is still there.");

    /// <summary>The appliance wants a new password before anything else.</summary>
    public static Error PasswordChangeRequired { get; } = new(
        ErrorKind.Forbidden,
        "password-change-required",
        "The appliance asks for a new password before anything else can be done.",
        "Change the password.");

    /// <summary>The account lacks the permission.</summary>
    public static Error Forbidden(string operation) => new(
        ErrorKind.Forbidden, "not-permitted", $"This account may not run {operation}.", "Ask for the permission, or sign in with another account.");

    /// <summary>The appliance no longer accepts the session's token.</summary>
    public static Error ApplianceEnded { get; } = new(
        ErrorKind.Unauthenticated,
        ApplianceEndedCode,
        "The appliance no longer accepts this sign-in.",
        "Sign in again.");
}
