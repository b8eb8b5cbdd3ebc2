using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary><c>probe</c>: the three endpoints, layer by layer.</summary>
internal static class ProbeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("probe", "Probes /system, / and /ai by domain, VIP and nodes, and names the broken layer. Exit code 0 all answer, 3 one is broken, 4 unknown.");
        var options = new ClusterOptions().AddPlacesTo(command);
        return ClusterVerb.Create(
            command, options, terminal,
            (call, ct) => call.Tools.Health.ProbeAsync(call.Access, options.Places(call.Parsed), ct),
            _ => new ProbeEndpoints(),
            (outcome, ct) => outcome.OnceAsync(Show, ct));
    }

    private static int Show(ImmutableArray<EndpointReport> reports, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json => Write(json, reports));
        }
        foreach (var report in reports)
        {
            output.Line($"{report.Path}: {Word(report)}{(report.Message.Length > 0 ? $"  {report.Message}" : "")}");
            foreach (var result in report.Results)
            {
                output.Line($"  {result.Target.RouteText}: {(result.Broken is { } broken ? $"{LayerWord(broken.Layer)}: {broken.Detail}" : $"HTTP {result.Status}, {result.Took.TotalMilliseconds:0} ms")}");
            }
        }
        return reports.Any(r => r.State == EndpointState.Broken) ? ExitCode.Refused
            : reports.Any(r => r.State == EndpointState.Unknown) ? ExitCode.RemoteFailed : ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<EndpointReport> reports)
    {
        json.WriteStartArray();
        foreach (var report in reports)
        {
            json.WriteStartObject();
            json.WriteString("path", report.Path);
            json.WriteString("state", Word(report));
            json.WriteTextOrNull("layer", report.Part == BrokenPart.None ? "" : report.Part.ToString().ToLowerInvariant());
            json.WriteString("message", report.Message);
            json.WriteStartArray("results");
            foreach (var result in report.Results)
            {
                Write(json, result);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ProbeResult result)
    {
        json.WriteStartObject();
        json.WriteString("route", result.Target.Route.ToString().ToLowerInvariant());
        json.WriteString("host", result.Target.Host);
        json.WriteString("url", result.Target.Url);
        if (result.Status is { } status)
        {
            json.WriteNumber("status", status);
        }
        else
        {
            json.WriteNull("status");
        }
        json.WriteNumber("milliseconds", (long)result.Took.TotalMilliseconds);
        json.WriteStartArray("layers");
        foreach (var layer in result.Layers)
        {
            json.WriteStartObject();
            json.WriteString("layer", LayerWord(layer.Layer));
            json.WriteString("state", StateWord(layer.State));
            json.WriteString("detail", layer.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (result.Certificate is { } certificate)
        {
            json.WriteStartObject("certificate");
            json.WriteString("subject", certificate.Subject);
            json.WriteTexts("names", certificate.Names);
            json.WriteTime("notAfter", certificate.NotAfter);
            json.WriteString("sha256", certificate.Sha256);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static string Word(EndpointReport report) => report.State switch
    {
        EndpointState.Good or EndpointState.Settling => "answers",
        EndpointState.Broken => "broken",
        _ => "unknown",
    };

    private static string LayerWord(ProbeLayer layer) => layer.ToString().ToLowerInvariant();

    private static string StateWord(LayerState state) => state switch
    {
        LayerState.Passed => "passed",
        LayerState.Warning => "warning",
        LayerState.Failed => "failed",
        _ => "not-reached",
    };
}
