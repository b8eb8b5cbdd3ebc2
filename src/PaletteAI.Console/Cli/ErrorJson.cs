using System.Text.Json;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>Errors and findings as JSON.</summary>
internal static class ErrorJson
{
    /// <summary>Writes <c>{error: {code, message, fix, path, findings}}</c>.</summary>
    public static void Write(Utf8JsonWriter json, Error error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteString("fix", error.Fix);
        json.WriteString("path", error.Path);
        WriteFacts(json, error);
        WriteFindings(json, error.Findings);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes <c>"findings": [{path, code, severity, message, fix}]</c>; with line and column where the input was a text.</summary>
    public static void WriteFindings(Utf8JsonWriter json, IEnumerable<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("path", finding.Path);
            if (finding.Line > 0)
            {
                json.WriteNumber("line", finding.Line);
                json.WriteNumber("column", finding.Column);
            }

            json.WriteString("code", finding.Code);
            json.WriteString("severity", Word(finding.Severity));
            json.WriteString("message", finding.Message);
            json.WriteString("fix", finding.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A severity as the documents name it.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "info",
        _ => "info",
    };

    private static void WriteFacts(Utf8JsonWriter json, Error error)
    {
        if (error.Facts.Count == 0)
        {
            return;
        }

        json.WriteStartObject("facts");
        foreach (var (name, value) in error.Facts)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
