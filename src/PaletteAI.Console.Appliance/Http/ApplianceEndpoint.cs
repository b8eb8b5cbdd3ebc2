namespace PaletteAI.Console.Appliance.Http;

/// <summary>Where the appliance is, and the certificate fixed by configuration (empty = none).</summary>
internal sealed record ApplianceEndpoint(Func<Uri?> Url, Func<string> CertificateSha256);
