using System.Globalization;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Settings;

/// <summary>Settings without markup: how this console and the appliance trust each other, and who is signed in.</summary>
public sealed class SettingsViewModel(IOperationGateway gateway)
{
    /// <summary>The appliance's certificate, presented and accepted; null before it was read.</summary>
    public ApplianceCertificateView? Certificate { get; private set; }

    /// <summary>Why it could not be read.</summary>
    public Error? CertificateProblem { get; private set; }

    /// <summary>Own sessions, newest first; null before they were read.</summary>
    public IReadOnlyList<SessionView>? Sessions { get; private set; }

    /// <summary>Why they could not be read, or one could not be ended.</summary>
    public Error? SessionsProblem { get; private set; }

    /// <summary>The page's answer.</summary>
    public string Answer => (Certificate, CertificateProblem, Sessions?.Count) switch
    {
        (null, null, _) => "Reading the settings.",
        (null, { }, _) => "Unknown: the appliance's certificate could not be read.",
        ({ IsAccepted: false, AcceptedSha256.Length: 0 }, _, _) => "No certificate of the appliance has been accepted yet.",
        ({ IsAccepted: false }, _, _) => "The appliance presents another certificate than the accepted one.",
        (_, _, null) => "The appliance presents the accepted certificate.",
        (_, _, 1) => "The appliance presents the accepted certificate. You are signed in here only.",
        (_, _, var n) => string.Create(CultureInfo.InvariantCulture, $"The appliance presents the accepted certificate. You are signed in {n} times."),
    };

    /// <summary>Who accepted the certificate, in words.</summary>
    public string AcceptedBy => Certificate?.AcceptedBy switch
    {
        null or "" => "nobody",
        "configuration" => "the configuration (Appliance:CertificateSha256)",
        var name => name,
    };

    /// <summary>Reads both.</summary>
    public async Task LoadAsync(bool background, CancellationToken ct)
    {
        var certificate = await gateway.RunAsync(new ShowCertificate(), background, ct: ct);
        CertificateProblem = certificate.Error;
        Certificate = certificate.IsSuccess ? certificate.Value : Certificate;
        await LoadSessionsAsync(background, ct);
    }

    /// <summary>Ends a session and reads the list again.</summary>
    public async Task EndAsync(SessionView session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        var ended = await gateway.RunAsync(new EndSession(session.Name), ct: ct);
        await LoadSessionsAsync(background: true, ct);
        SessionsProblem = ended.Error ?? SessionsProblem;
    }

    private async Task LoadSessionsAsync(bool background, CancellationToken ct)
    {
        var sessions = await gateway.RunAsync(new ListSessions(), background, ct: ct);
        SessionsProblem = sessions.Error;
        Sessions = sessions.IsSuccess ? sessions.Value : Sessions;
    }
}
