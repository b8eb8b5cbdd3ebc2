using System.Collections.Immutable;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Domain.Clusters.Probes;

/// <summary>Judges what a probe saw, layer by layer.</summary>
public static class ProbeJudge
{
    /// <summary>A certificate that ends sooner than this is worth a warning.</summary>
    public static TimeSpan ExpiryWarning { get; } = TimeSpan.FromDays(30);

    /// <summary>Judges a probe.</summary>
    /// <param name="places">Where redirects may lead.</param>
    public static ProbeResult Judge(ProbeObservation seen, EndpointPlaces places)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(places);
        var layers = ImmutableArray.CreateBuilder<LayerResult>();
        foreach (var layer in Enum.GetValues<ProbeLayer>())
        {
            var isOver = layers.Any(l => l.State == LayerState.Failed);
            layers.Add(isOver ? new LayerResult(layer, LayerState.NotReached, "") : JudgeLayer(layer, seen, places));
        }
        return new ProbeResult(seen.Target, seen.TakenAt, seen.Took, layers.DrainToImmutable(), seen.Answers.LastOrDefault()?.Status, seen.Certificate);
    }

    private static LayerResult JudgeLayer(ProbeLayer layer, ProbeObservation seen, EndpointPlaces places) => layer switch
    {
        ProbeLayer.Dns => Dns(seen),
        ProbeLayer.Connection => Connection(seen),
        ProbeLayer.Tls => Tls(seen),
        ProbeLayer.Ingress => Ingress(seen),
        ProbeLayer.Redirects => Redirects(seen, places),
        _ => Application(seen),
    };

    private static LayerResult Dns(ProbeObservation seen) =>
        seen.DnsProblem.Length > 0 ? new(ProbeLayer.Dns, LayerState.Failed, $"The name {seen.Target.Host} leads to no address: {seen.DnsProblem}")
        : new(ProbeLayer.Dns, LayerState.Passed, seen.Addresses.IsEmpty ? "" : string.Join(", ", seen.Addresses));

    private static LayerResult Connection(ProbeObservation seen) => seen.Connect switch
    {
        ConnectFailure.None => new(ProbeLayer.Connection, LayerState.Passed, seen.ConnectTook is { } took ? $"{took.TotalMilliseconds:0} ms" : ""),
        ConnectFailure.Refused => new(ProbeLayer.Connection, LayerState.Failed, $"Nothing listens on port {seen.Target.Port} of {seen.Target.RouteText}."),
        ConnectFailure.TimedOut => new(ProbeLayer.Connection, LayerState.Failed, $"Port {seen.Target.Port} of {seen.Target.RouteText} does not answer."),
        ConnectFailure.Unreachable => new(ProbeLayer.Connection, LayerState.Failed, $"No way leads to {seen.Target.RouteText} from here."),
        _ => new(ProbeLayer.Connection, LayerState.Failed, $"{seen.Target.RouteText}: {seen.ConnectProblem}"),
    };

    private static LayerResult Tls(ProbeObservation seen)
    {
        if (seen.Certificate is not { } shown || seen.TlsProblem.Length > 0)
        {
            return new(ProbeLayer.Tls, LayerState.Failed, $"TLS fails: {(seen.TlsProblem.Length > 0 ? seen.TlsProblem : "no certificate was shown.")}");
        }
        if (shown.NotAfter <= seen.TakenAt)
        {
            return new(ProbeLayer.Tls, LayerState.Failed, $"The certificate expired {SpanText.Of(seen.TakenAt - shown.NotAfter)} ago.");
        }
        if (shown.NotBefore > seen.TakenAt)
        {
            return new(ProbeLayer.Tls, LayerState.Failed, $"The certificate is not valid yet, only in {SpanText.Of(shown.NotBefore - seen.TakenAt)}: check the clocks.");
        }
        if (!shown.MatchesName && seen.Target.Route == ProbeRoute.Domain)
        {
            return new(ProbeLayer.Tls, LayerState.Failed, $"The certificate is not for {seen.Target.ServerName} but for {Names(shown)}.");
        }
        return TlsWarnings(seen, shown) is { Length: > 0 } warning ? new(ProbeLayer.Tls, LayerState.Warning, warning) : new(ProbeLayer.Tls, LayerState.Passed, "");
    }

    // A certificate of the appliance's own making is the usual case in a closed network, so it is no failure.
    private static string TlsWarnings(ProbeObservation seen, CertificateSeen shown)
    {
        var left = shown.NotAfter - seen.TakenAt;
        string[] warnings =
        [
            left < ExpiryWarning ? $"The certificate expires in {SpanText.Of(left)}." : "",
            shown.MatchesName ? "" : $"The certificate is for {Names(shown)}, not for {seen.Target.ServerName}.",
            shown.IsTrusted ? "" : $"The certificate is not trusted here: {shown.ChainProblem}",
        ];
        return string.Join(" ", warnings.Where(w => w.Length > 0));
    }

    private static string Names(CertificateSeen shown) => shown.Names.IsEmpty ? shown.Subject : string.Join(", ", shown.Names);

    private static LayerResult Ingress(ProbeObservation seen)
    {
        if (seen.Answers.IsEmpty)
        {
            return new(ProbeLayer.Ingress, LayerState.Failed, $"No HTTP answer: {(seen.HttpProblem.Length > 0 ? seen.HttpProblem : "nothing was sent back.")}");
        }
        var last = seen.Answers[^1];
        return last.Status == 404 || seen.IsDefaultBackend
            ? new(ProbeLayer.Ingress, LayerState.Failed, $"The ingress answers, but has no route for {last.Url} (HTTP {last.Status}).")
            : new(ProbeLayer.Ingress, LayerState.Passed, "");
    }

    private static LayerResult Redirects(ProbeObservation seen, EndpointPlaces places)
    {
        var last = seen.Answers[^1];
        if (last.Location.Length == 0)
        {
            return new(ProbeLayer.Redirects, LayerState.Passed, seen.Answers.Length > 1 ? $"leads to {last.Url}" : "");
        }
        if (!Uri.TryCreate(new Uri(last.Url), last.Location, out var target))
        {
            return new(ProbeLayer.Redirects, LayerState.Failed, $"It redirects to '{last.Location}', which is no URL.");
        }
        if (target.Scheme != Uri.UriSchemeHttps)
        {
            return new(ProbeLayer.Redirects, LayerState.Failed, $"It redirects to {target}, which is not encrypted.");
        }
        if (places.OwnHosts.Contains(target.Host, StringComparer.OrdinalIgnoreCase))
        {
            return new(ProbeLayer.Redirects, LayerState.Failed, seen.HttpProblem.Length > 0 ? $"It redirects to {target}: {seen.HttpProblem}" : $"It redirects without end, last to {target}.");
        }
        // Dex hands sign-in to the company's identity provider: that is where the appliance's part ends, and well so.
        return seen.Answers.Any(a => new Uri(a.Url).AbsolutePath.StartsWith("/dex", StringComparison.Ordinal))
            ? new(ProbeLayer.Redirects, LayerState.Passed, $"sign-in goes on at {target.Host}")
            : new(ProbeLayer.Redirects, LayerState.Failed, $"It redirects to {target.Host}, which is not the appliance: the root domain it was installed with is another.");
    }

    private static LayerResult Application(ProbeObservation seen)
    {
        var status = seen.Answers[^1].Status;
        return status switch
        {
            502 or 503 or 504 => new(ProbeLayer.Application, LayerState.Failed, $"The ingress answers, the application behind it does not (HTTP {status})."),
            >= 500 => new(ProbeLayer.Application, LayerState.Failed, $"The application fails (HTTP {status})."),
            400 or 421 or 426 => new(ProbeLayer.Application, LayerState.Failed, $"The request is not accepted (HTTP {status})."),
            401 or 403 => new(ProbeLayer.Application, LayerState.Passed, $"HTTP {status}: it asks for sign-in"),
            _ => new(ProbeLayer.Application, LayerState.Passed, $"HTTP {status}{(seen.AnswerTook is { } took ? $" in {took.TotalMilliseconds:0} ms" : "")}"),
        };
    }
}
