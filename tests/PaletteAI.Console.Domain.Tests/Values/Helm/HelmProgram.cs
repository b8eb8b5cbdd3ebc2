using System.Diagnostics;
using System.Globalization;
using System.Text;
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

    /// <summary>What Helm's parser makes of each text, thousands in one run of the program; or why it refuses it.</summary>
    /// <remarks>Files of the chart go through <c>fromYaml</c>, which is what reads values files in Helm 3: the first document of a text counts.</remarks>
    public IReadOnlyList<(JsonElement? Values, string Error)> ReadMany(IReadOnlyList<string> texts)
    {
        Assert.SkipUnless(_program is not null, $"No Helm: {_why}");
        var chart = _folder.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        File.WriteAllText(Path.Combine(chart.FullName, "Chart.yaml"), "apiVersion: v2\nname: read\nversion: 0.1.0\n");
        File.WriteAllText(Path.Combine(chart.CreateSubdirectory("templates").FullName, "read.yaml"), "{{ range $path, $_ := .Files.Glob \"docs/*\" }}{{ $path }}: {{ $.Files.Get $path | fromYaml | toJson | b64enc }}\n{{ end }}");
        var folder = chart.CreateSubdirectory("docs");
        for (var i = 0; i < texts.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, i.ToString(CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(texts[i]));
        }

        var (code, output, error) = Run(_program!, ["template", "x", chart.FullName]);
        Assert.True(code == 0, error);
        var read = new (JsonElement?, string)[texts.Count];
        foreach (var line in output.Split('\n').Where(l => l.StartsWith("docs/", StringComparison.Ordinal)))
        {
            var (number, json) = (line[5..line.IndexOf(':', StringComparison.Ordinal)], Convert.FromBase64String(line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]));
            var element = JsonDocument.Parse(json).RootElement;
            read[int.Parse(number, CultureInfo.InvariantCulture)] = element.TryGetProperty("Error", out var why) ? (null, why.GetString()!) : (element, "");
        }

        chart.Delete(recursive: true);
        return read;
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
