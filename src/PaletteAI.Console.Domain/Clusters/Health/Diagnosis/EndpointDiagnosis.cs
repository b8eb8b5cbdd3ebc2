using PaletteAI.Console.Domain.Clusters.Probes;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>What the endpoints contribute to the verdict: healthy is proven from outside.</summary>
internal static class EndpointDiagnosis
{
    /// <summary>PaletteAI's own endpoint: it is not there before the installer succeeded.</summary>
    private const string PaletteAi = "/ai";

    public static IEnumerable<Symptom> Diagnose(HealthInput input, bool isInstalled)
    {
        if (input.Endpoints.IsEmpty)
        {
            var problem = input.EndpointsProblem.Length > 0 ? input.EndpointsProblem : "The endpoints were not probed.";
            return EndpointPlaces.Paths.Select(p => new Symptom(CauseCodes.EndpointUnsure, "", "endpoints", CauseWeight.Unsure, null, p, problem));
        }
        return input.Endpoints.Where(e => isInstalled || e.Path != PaletteAi || e.State == EndpointState.Good).SelectMany(e => OfEndpoint(e, input));
    }

    /// <summary>Whether a report is too old to say something about now.</summary>
    public static bool IsOld(EndpointReport report, HealthInput input) => report.AsOf is not { } asOf || input.Now - asOf > input.Limits.StaleAfter;

    private static IEnumerable<Symptom> OfEndpoint(EndpointReport report, HealthInput input)
    {
        if (report.State == EndpointState.Unknown || IsOld(report, input))
        {
            yield return new Symptom(CauseCodes.EndpointUnsure, "", "endpoints", CauseWeight.Unsure, report.AsOf, report.Path, report.Message.Length > 0 ? report.Message : "The endpoints were not probed lately.");
        }
        else if (report.State == EndpointState.Broken)
        {
            yield return new Symptom(CauseCodes.EndpointDown, "", SubjectOf(report, input), CauseWeight.Failing, report.Since, report.Path, $"{LayerOf(report.Part)}: {report.Message}");
        }
        else if (report.State == EndpointState.Settling)
        {
            yield return new Symptom(CauseCodes.EndpointSettling, "", "endpoints", CauseWeight.Waiting, report.Since, report.Path, "The endpoints answer, but not for long yet.");
        }
        foreach (var certificate in Expiring(report))
        {
            yield return certificate;
        }
    }

    // What one repair mends together is one cause: the name, the VIP, the certificate; an application stands for itself.
    private static string SubjectOf(EndpointReport report, HealthInput input)
    {
        var main = report.Results[0].Target;
        return report.Part switch
        {
            BrokenPart.Dns => main.Host,
            BrokenPart.Vip => report.Results.FirstOrDefault(r => r.Target.Route == ProbeRoute.Vip)?.Target.Host ?? main.Host,
            BrokenPart.Tls => main.ServerName,
            BrokenPart.Ingress => input.Endpoints.Count(e => e.Part == BrokenPart.Ingress) > 1 ? "ingress" : report.Path,
            _ => report.Path,
        };
    }

    private static string LayerOf(BrokenPart part) => part switch
    {
        BrokenPart.Dns => "DNS",
        BrokenPart.Vip => "VIP",
        BrokenPart.Tls => "TLS",
        BrokenPart.Ingress => "Ingress",
        BrokenPart.Redirects => "Redirect",
        _ => "Application",
    };

    private static IEnumerable<Symptom> Expiring(EndpointReport report)
    {
        var seen = report.Results.FirstOrDefault(r => r.Certificate is not null);
        if (seen?.Certificate is { } shown && shown.NotAfter > seen.TakenAt && shown.NotAfter - seen.TakenAt < ProbeJudge.ExpiryWarning)
        {
            yield return new Symptom(
                CauseCodes.CertificateExpiring, "", seen.Target.ServerName, CauseWeight.Note, null, report.Path, $"The certificate of {seen.Target.ServerName} expires in {SpanText.Of(shown.NotAfter - seen.TakenAt)}.");
        }
    }
}
