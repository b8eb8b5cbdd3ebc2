using System.Security.Cryptography;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Security;

/// <summary>Shows and accepts the configured appliance's certificate.</summary>
internal sealed class CertificateTrust(IApplianceCertificate appliance, ICertificatePins pins, TimeProvider time) : IDisposable
{
    /// <summary>Pins made by configuration are changed there only.</summary>
    public const string ByConfiguration = "configuration";

    // Anybody may ask before sign-in; one dial answers for all who ask in these seconds.
    private static readonly TimeSpan _freshFor = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim _gate = new(1);
    private (DateTimeOffset At, Result<PresentedCertificate> Answer)? _last;

    public void Dispose() => _gate.Dispose();

    public async Task<Result<ApplianceCertificateView>> ShowAsync(CancellationToken ct)
    {
        var presented = await ReadSharedAsync(ct);
        return presented.IsSuccess ? View(presented.Value, await pins.FindAsync(appliance.Endpoint, ct)) : presented.Error;
    }

    public async Task<Result<ApplianceCertificateView>> AcceptAsync(string sha256, OperationContext context, CancellationToken ct)
    {
        if (Fingerprint(sha256) is not { } compared)
        {
            return Error.FromFindings([Finding.Error(
                "sha256", "fingerprint-malformed", "This is not a SHA-256 fingerprint.", "Give 64 hexadecimal digits, with or without colons.")]);
        }

        await _gate.WaitAsync(ct);
        try
        {
            return await AcceptAloneAsync(compared, context, ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Result<ApplianceCertificateView>> AcceptAloneAsync(string compared, OperationContext context, CancellationToken ct)
    {
        var presented = await appliance.ReadAsync(ct);
        if (!presented.IsSuccess)
        {
            return presented.Error;
        }

        if (Fingerprint(presented.Value.Sha256) != compared)
        {
            return new Error(
                ErrorKind.Refused, "certificate-not-presented", $"The appliance presents another certificate now: {presented.Value.Sha256}.",
                "Compare that fingerprint with the one on the appliance's own screen.", "sha256");
        }

        var pinned = await pins.FindAsync(appliance.Endpoint, ct);
        if (pinned is not null && Fingerprint(pinned.Sha256) == compared)
        {
            return View(presented.Value, pinned);
        }

        if (pinned is not null && Forbidden(pinned, context) is { } refusal)
        {
            return refusal;
        }

        var by = context.Actor.Length > 0 ? context.Actor : $"before sign-in, from {context.Caller.SourceAddress}";
        var pin = new CertificatePin(appliance.Endpoint, presented.Value.Sha256, by, time.GetUtcNow());
        await pins.SaveAsync(pin, ct);
        return View(presented.Value, pin);
    }

    private static Error? Forbidden(CertificatePin pinned, OperationContext context)
    {
        if (pinned.AcceptedBy == ByConfiguration)
        {
            return new Error(
                ErrorKind.Refused, "certificate-fixed-by-configuration", "The accepted certificate is fixed by Appliance:CertificateSha256.",
                "Change the setting and restart the console.");
        }

        var onThisMachine = context.Caller is { SourceAddress: "local", Via: "command-line" };
        return context.Actor.Length > 0 || onThisMachine
            ? null
            : new Error(
                ErrorKind.Refused, "certificate-already-accepted",
                $"Another certificate of this appliance was accepted ({pinned.AcceptedBy}, {pinned.AcceptedAt:yyyy-MM-dd}). Nobody who is not signed in may replace it.",
                "Find out why it changed, then set Appliance:CertificateSha256 to the new fingerprint.");
    }

    private async Task<Result<PresentedCertificate>> ReadSharedAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_last is not { } last || time.GetUtcNow() - last.At > _freshFor)
            {
                _last = last = (time.GetUtcNow(), await appliance.ReadAsync(ct));
            }

            return last.Answer;
        }
        finally
        {
            _gate.Release();
        }
    }

    private ApplianceCertificateView View(PresentedCertificate presented, CertificatePin? pin)
    {
        var shown = new ApplianceCertificateView(appliance.Endpoint, presented.Sha256, presented.Subject, presented.NotAfter, pin?.Sha256 ?? "", pin?.AcceptedBy ?? "") { AcceptedAt = pin?.AcceptedAt };
        return Fingerprint(appliance.FixedSha256) is { } only
            ? shown with { AcceptedSha256 = string.Join(':', only.Chunk(2).Select(pair => new string(pair))), AcceptedBy = ByConfiguration, AcceptedAt = null }
            : shown;
    }

    private static string? Fingerprint(string? text)
    {
        var digits = (text ?? "").Replace(":", "", StringComparison.Ordinal);
        return digits.Length == SHA256.HashSizeInBytes * 2 && digits.All(char.IsAsciiHexDigit) ? digits.ToUpperInvariant() : null;
    }
}
