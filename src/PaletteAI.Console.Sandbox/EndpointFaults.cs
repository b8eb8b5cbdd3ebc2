namespace PaletteAI.Console.Sandbox;

/// <summary>Faults of the way to <c>/system</c>, <c>/</c> and <c>/ai</c>, one layer each.</summary>
public sealed class EndpointFaults
{
    /// <summary>Nothing is at the VIP; the nodes' own addresses go on.</summary>
    public bool VipAway { get; set; }

    /// <summary>The ingress accepts no connection, at no address.</summary>
    public bool IngressAway { get; set; }

    /// <summary>The ingress presents a certificate for another name.</summary>
    public bool WrongCertificate { get; set; }

    /// <summary>Path whose application does not answer the ingress (502): <c>/system</c>, <c>/</c> or <c>/ai</c>; null = none.</summary>
    public string? BrokenPath { get; set; }
}
