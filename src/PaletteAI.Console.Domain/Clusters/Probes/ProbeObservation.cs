using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Clusters.Probes;

/// <summary>How a connection failed.</summary>
public enum ConnectFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>No way there.</summary>
    Unreachable,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The certificate an endpoint showed.</summary>
/// <param name="Names">DNS names and addresses it is for.</param>
/// <param name="MatchesName">Whether it is for the name that was asked for.</param>
/// <param name="IsTrusted">Whether its chain leads to an authority this machine trusts.</param>
/// <param name="ChainProblem">Why not; empty when it does.</param>
public sealed record CertificateSeen(
    string Subject, string Issuer, ImmutableArray<string> Names, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Sha256,
    bool MatchesName, bool IsTrusted, string ChainProblem);

/// <summary>One answer on the way through redirects.</summary>
/// <param name="Location">Where it sends to; empty when it does not.</param>
public sealed record HttpAnswer(string Url, int Status, string Location);

/// <summary>What one probe saw, layer by layer, without judgement. What lies behind the first failure was not looked at.</summary>
public sealed record ProbeObservation
{
    /// <summary>What was probed.</summary>
    public required ProbeTarget Target { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>How long all of it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Addresses the name leads to; empty when it leads nowhere.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Why the name could not be resolved; empty when it could, or the host is an address.</summary>
    public string DnsProblem { get; init; } = "";

    /// <summary>How connecting failed.</summary>
    public ConnectFailure Connect { get; init; }

    /// <summary>The same as a sentence; empty when it did not fail.</summary>
    public string ConnectProblem { get; init; } = "";

    /// <summary>Time to connect; null when it failed.</summary>
    public TimeSpan? ConnectTook { get; init; }

    /// <summary>Why there is no TLS session; empty when there is one.</summary>
    public string TlsProblem { get; init; } = "";

    /// <summary>The certificate; null when none was seen.</summary>
    public CertificateSeen? Certificate { get; init; }

    /// <summary>Answers in their order; the last one is what people see.</summary>
    public ImmutableArray<HttpAnswer> Answers { get; init; } = [];

    /// <summary>Why there is no answer, or no further one; empty when there is.</summary>
    public string HttpProblem { get; init; } = "";

    /// <summary>Whether the last answer's text is the default page of the ingress: no route leads to the application.</summary>
    public bool IsDefaultBackend { get; init; }

    /// <summary>Time to the last answer; null when there is none.</summary>
    public TimeSpan? AnswerTook { get; init; }
}
