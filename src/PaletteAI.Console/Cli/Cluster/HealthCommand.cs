using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary><c>health</c>: the console's own verdict.</summary>
internal static class HealthCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("health", "Says whether the cluster is healthy, seen from inside and from outside, and why not. Exit code 0 healthy or waiting, 3 degraded or failing, 4 unknown.");
        var options = new ClusterOptions().AddInstallerTo(command).AddPlacesTo(command);
        return ClusterVerb.Create(
            command, options, terminal,
            (call, ct) => call.Tools.Health.JudgeAsync(call.Access, options.Places(call.Parsed), options.Installer(call.Parsed), succeededBefore: false, ct),
            parsed => new GetHealth(options.Installer(parsed)),
            (outcome, ct) => outcome.OnceAsync(Show, ct));
    }

    private static int Show(HealthReport report, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json => Write(json, report));
        }
        output.Line(Word(report.Verdict));
        foreach (var cause in report.Causes)
        {
            var since = cause.Since is { } at ? $" for {SpanText.Of(report.JudgedAt - at)}" : "";
            output.Line($"  {cause.Code} ({cause.Subject}){since}\n    {cause.Message}\n    {cause.Fix}\n    Affects: {string.Join(", ", cause.Victims)}");
        }
        foreach (var note in report.Notes)
        {
            output.Line($"  Note: {note.Message}");
        }
        foreach (var fact in report.Facts)
        {
            output.Line($"  {fact.Name}: {fact.Value} ({fact.Source}, {(fact.AsOf is { } at ? $"{SpanText.Of(report.JudgedAt - at)} ago" : "never")})");
        }
        return report.Verdict switch
        {
            Verdict.Healthy or Verdict.Waiting => ExitCode.Ok,
            Verdict.Degraded or Verdict.Failing => ExitCode.Refused,
            _ => ExitCode.RemoteFailed,
        };
    }

    private static void Write(Utf8JsonWriter json, HealthReport report)
    {
        json.WriteStartObject();
        json.WriteString("verdict", Word(report.Verdict));
        WriteCauses(json, "causes", report.Causes);
        WriteCauses(json, "notes", report.Notes);
        json.WriteStartArray("facts");
        foreach (var fact in report.Facts)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteString("value", fact.Value);
            json.WriteString("source", fact.Source);
            if (fact.AsOf is { } at)
            {
                json.WriteNumber("ageSeconds", Math.Max(0, (long)(report.JudgedAt - at).TotalSeconds));
            }
            else
            {
                json.WriteNull("ageSeconds");
            }
            json.WriteBoolean("stale", fact.IsStale);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCauses(Utf8JsonWriter json, string name, IEnumerable<HealthCause> causes)
    {
        json.WriteStartArray(name);
        foreach (var cause in causes)
        {
            json.WriteStartObject();
            json.WriteString("code", cause.Code);
            json.WriteString("subject", cause.Subject);
            json.WriteString("namespace", cause.Namespace);
            json.WriteTime("since", cause.Since);
            json.WriteString("message", cause.Message);
            json.WriteString("fix", cause.Fix);
            json.WriteTexts("victims", cause.Victims);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => "healthy",
        Verdict.Waiting => "waiting",
        Verdict.Degraded => "degraded",
        Verdict.Failing => "failing",
        _ => "unknown",
    };
}

/// <summary>JSON the cluster verbs share.</summary>
internal static class ClusterJson
{
    /// <summary>A moment in UTC, to the second; null when there is none.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A text; null when it is empty.</summary>
    public static void WriteTextOrNull(this Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }
}
