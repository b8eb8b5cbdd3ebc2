namespace PaletteAI.Console.Domain.Clusters.Certificates;

/// <summary>How near a certificate's end is.</summary>
public enum ExpiryState
{
    /// <summary>Far enough.</summary>
    Valid,

    /// <summary>Within <see cref="CertificateExpiry.Soon"/>.</summary>
    Soon,

    /// <summary>It is over.</summary>
    Expired,

    /// <summary>It could not be seen.</summary>
    Unknown,
}

/// <summary>A certificate the cluster rests on, and when it ends.</summary>
/// <param name="Name">What it is, e.g. <c>API server</c>.</param>
/// <param name="Where">Where it was seen, e.g. the kubeconfig or an address.</param>
/// <param name="Subject">Whose it is; empty when it could not be seen.</param>
/// <param name="NotAfter">Its end; null when it could not be seen.</param>
/// <param name="Problem">Why it could not be seen, as a sentence; empty when it could.</param>
/// <param name="Consequence">What stops working when it ends, as a sentence.</param>
public sealed record CertificateExpiry(string Name, string Where, string Subject, DateTimeOffset? NotAfter, string Problem, string Consequence)
{
    /// <summary>Kubeadm's certificates last a year and are renewed by upgrades: a month is time enough to plan one.</summary>
    public static TimeSpan Soon { get; } = TimeSpan.FromDays(30);

    /// <summary>How near its end is.</summary>
    public ExpiryState StateAt(DateTimeOffset now) => NotAfter switch
    {
        null => ExpiryState.Unknown,
        { } end when end <= now => ExpiryState.Expired,
        { } end when end - now <= Soon => ExpiryState.Soon,
        _ => ExpiryState.Valid,
    };
}
