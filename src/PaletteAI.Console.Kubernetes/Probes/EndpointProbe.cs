using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Kubernetes.Probes;

/// <summary>
/// Probes over real connections: name, TCP, TLS, HTTP, redirects. Redirects are followed on the same way (like <c>curl --resolve</c>) and only
/// to hosts of the appliance; nothing else is ever asked.
/// </summary>
internal sealed class EndpointProbe(IDialer dialer, INameResolver names, ProbeTimes times, TimeProvider time) : IEndpointProbe
{
    /// <summary>As browsers do, more or less.</summary>
    private const int MostRedirects = 10;

    /// <summary>Enough to recognise a default page.</summary>
    private const int MostBytes = 16 * 1024;

    public async Task<ProbeObservation> ProbeAsync(ProbeTarget target, EndpointPlaces places, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var seen = new ProbeObservation { Target = target, TakenAt = time.GetUtcNow() };
        using var limit = new CancellationTokenSource(times.Whole, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        seen = await ResolveAsync(seen, both.Token, ct);
        if (seen.DnsProblem.Length == 0)
        {
            seen = await AskAsync(seen, places, both.Token, ct);
        }
        return seen with { Took = time.GetElapsedTime(started) };
    }

    private async Task<ProbeObservation> ResolveAsync(ProbeObservation seen, CancellationToken limited, CancellationToken ct)
    {
        if (IPAddress.TryParse(seen.Target.Host, out _))
        {
            return seen;
        }
        try
        {
            var addresses = await names.ResolveAsync(seen.Target.Host, limited);
            return seen with { Addresses = [.. addresses.Select(a => a.ToString())] };
        }
        catch (IOException e)
        {
            return seen with { DnsProblem = e.Message };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return seen with { DnsProblem = "no name server answered in time." };
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns the handler and is disposed.")]
    private async Task<ProbeObservation> AskAsync(ProbeObservation seen, EndpointPlaces places, CancellationToken limited, CancellationToken ct)
    {
        var line = new ProbeLine(dialer, seen.Target, times, time);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = true,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = 64,
            ConnectCallback = line.ConnectAsync,
        }) { Timeout = Timeout.InfiniteTimeSpan };
        var started = time.GetTimestamp();
        try
        {
            seen = await FollowAsync(seen, client, places, limited);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or AuthenticationException)
        {
            seen = seen with { HttpProblem = line.IsThrough ? Innermost(e).Message : "" };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            seen = seen with { HttpProblem = line.IsThrough ? "no answer in time." : "" };
        }
        return line.Describe(seen) with { AnswerTook = seen.Answers.IsEmpty ? null : time.GetElapsedTime(started) };
    }

    private static async Task<ProbeObservation> FollowAsync(ProbeObservation seen, HttpClient client, EndpointPlaces places, CancellationToken ct)
    {
        var url = new Uri(seen.Target.Url);
        for (var i = 0; i <= MostRedirects; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("User-Agent", "palette-console-probe");
            request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var location = (int)response.StatusCode is >= 300 and < 400 ? response.Headers.Location?.OriginalString ?? "" : "";
            seen = seen with { Answers = seen.Answers.Add(new HttpAnswer(url.ToString(), (int)response.StatusCode, location)) };
            if (location.Length == 0)
            {
                return seen with { IsDefaultBackend = IsDefaultPage(await HeadOfAsync(response, ct)) };
            }
            if (!Uri.TryCreate(url, location, out var next) || next.Scheme != Uri.UriSchemeHttps || !places.OwnHosts.Contains(next.Host, StringComparer.OrdinalIgnoreCase))
            {
                return seen;
            }
            url = next;
        }
        return seen;
    }

    private static async Task<string> HeadOfAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[MostBytes];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static bool IsDefaultPage(string text) =>
        text.StartsWith("default backend - 404", StringComparison.Ordinal) || text.Contains("Welcome to nginx!", StringComparison.Ordinal);

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}

/// <summary>How long a probe may take.</summary>
internal sealed record ProbeTimes
{
    /// <summary>For connecting and TLS.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For all of it.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromSeconds(10);
}
