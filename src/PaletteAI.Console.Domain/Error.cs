using System.Collections.Immutable;

namespace PaletteAI.Console.Domain;

/// <summary>What kind of refusal an <see cref="Error"/> is. Exit codes and HTTP statuses are derived from it in one place.</summary>
public enum ErrorKind
{
    /// <summary>The call itself is wrong (usage, local I/O). Exit 1, HTTP 400.</summary>
    Usage,

    /// <summary>The input was read and is not valid. Exit 2, HTTP 422.</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the session ended. Exit 3, HTTP 401.</summary>
    Unauthenticated,

    /// <summary>Signed in, but not allowed. Exit 3, HTTP 403.</summary>
    Forbidden,

    /// <summary>The thing asked for does not exist. Exit 3, HTTP 404.</summary>
    NotFound,

    /// <summary>The state of things forbids it now (conflict, failed check). Exit 3, HTTP 409.</summary>
    Refused,

    /// <summary>A remote system failed or answered nonsense. Exit 4, HTTP 502.</summary>
    RemoteFailed,

    /// <summary>A remote system did not answer in time. Exit 4, HTTP 504.</summary>
    RemoteTimeout,

    /// <summary>A fault of our own. Exit 1, HTTP 500.</summary>
    Internal,
}

/// <summary>An expected failure as a value: what, where, and what to do.</summary>
/// <param name="Kind">Decides exit code and HTTP status.</param>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Message">What is wrong, as a sentence. Never holds a secret.</param>
/// <param name="Fix">What to do, as a sentence; may be empty.</param>
/// <param name="Path">The field concerned; empty when none is.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, string Fix = "", string Path = "")
{
    /// <summary>All findings behind an <see cref="ErrorKind.Invalid"/> error.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Facts a caller may act on or show, by name, e.g. <c>sha256</c> of an unknown certificate. Never a secret.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Makes one error out of the findings of severity error; the first names the error.</summary>
    /// <param name="findings">At least one finding of severity error.</param>
    /// <exception cref="InvalidOperationException">No finding is an error.</exception>
    public static Error FromFindings(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var first = findings.First(f => f.Severity == Severity.Error);
        return new Error(ErrorKind.Invalid, first.Code, first.Message, first.Fix, first.Path) { Findings = findings };
    }
}
