using System.Diagnostics;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Tests.Values.Helm;

/// <summary>The real Helm with a chart that prints its values. Where there is none the test is skipped by name.</summary>
public sealed class HelmProgram : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palette-helm-");
    private readonly string? _program;
    private readonly string _why;

    public HelmProgram()
    {
        var top = new DirectoryInfo(AppContext.BaseDirectory);
        while (top is not null && !File.Exists(Path.Combine(top.FullName, "PaletteAI.Console.sln")))
        {
            top = top.Parent;
        }

        var (code, output, error) = top is null ? (1, "", "the repository was not found") : Run(Path.Combine(top.FullName, "tests", "support", "helm"));
        _program = code == 0 ? output.Trim() : null;
        _why = error.Trim();
        var chart = _folder.CreateSubdirectory("chart");
        File.WriteAllText(Path.Combine(chart.FullName, "Chart.yaml"), "apiVersion: v2\nname: print\nversion: 0.1.0\n");
        File.WriteAllText(Path.Combine(chart.FullName, "values.yaml"), "");
        File.WriteAllText(Path.Combine(chart.CreateSubdirectory("templates").FullName, "print.yaml"), "json: {{ .Values | toJson }}\nyaml:\n  {{- .Values | toYaml | nindent 2 }}\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What Helm makes of values files, lowest first; null when it refuses them.</summary>
    public (JsonElement Json, string Yaml)? Render(params string[] layers)
    {
        Assert.SkipUnless(_program is not null, $"No Helm: {_why}");
        var files = layers.Select((text, i) =>
        {
            var path = Path.Combine(_folder.FullName, $"{i}.yaml");
            File.WriteAllText(path, text);
            return path;
        });
        var (code, output, _) = Run(_program!, ["template", "x", Path.Combine(_folder.FullName, "chart"), .. files.SelectMany(f => new[] { "-f", f })]);
        if (code != 0)
        {
            return null;
        }

        var start = output.IndexOf("json: ", StringComparison.Ordinal) + "json: ".Length;
        var end = output.IndexOf("\nyaml:", start, StringComparison.Ordinal);
        return (JsonDocument.Parse(output[start..end]).RootElement, output[(end + 1)..]);
    }

    private static (int Code, string Output, string Error) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
