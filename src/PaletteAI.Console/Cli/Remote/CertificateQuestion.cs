using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>
/// Whether a certificate nobody accepted yet may be: by the fingerprint on the command line, or by the person at the terminal. Never silently.
/// </summary>
/// <param name="Option">The option that takes the fingerprint.</param>
/// <param name="Given">What it was given; null = nothing.</param>
/// <param name="Terminal">Where a person may be asked.</param>
internal sealed record CertificateQuestion(string Option, string? Given, Terminal Terminal)
{
    /// <summary>Code of the appliance's unknown certificate.</summary>
    public const string Unknown = "appliance-certificate-unknown";

    /// <summary>The fingerprint to accept; null when it is not accepted.</summary>
    public string? Accepts(Error unknown) =>
        unknown.Facts.TryGetValue("sha256", out var sha256) && Accepts(unknown.Facts.GetValueOrDefault("endpoint", "the other side"), sha256) ? sha256 : null;

    /// <summary>Whether this fingerprint of this endpoint is accepted.</summary>
    public bool Accepts(string endpoint, string sha256) => Given is not null
        ? Digits(Given) == Digits(sha256)
        : Terminal.Confirm($"{endpoint} presents a certificate with the SHA-256 fingerprint\n  {sha256}\nIs it the right one?") == true;

    /// <summary>The refusal, with what to do on the command line.</summary>
    public Error Explain(Error unknown) => unknown with
    {
        Fix = unknown.Facts.TryGetValue("sha256", out var sha256) ? $"Compare {sha256} with what the other side shows, then give it with {Option}." : unknown.Fix,
    };

    private static string Digits(string text) => text.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
}
