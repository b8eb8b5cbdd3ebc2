using System.Text;
using System.Text.Json;
using PaletteAI.Console.Cli;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Tests.Cli;

/// <summary>One run of the real command line in this process.</summary>
public sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>When every run happens; the keys of the case tables expire by it.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Standard output, which has to be one JSON document.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public static Task<CliRun> OfAsync(params string[] args) => WithInputAsync("", args);

    public static Task<CliRun> WithInputAsync(string input, params string[] args) => WithInputAsync(Encoding.UTF8.GetBytes(input), [], args);

    public static Task<CliRun> WithInputAsync(byte[] input, Dictionary<string, string> environment, params string[] args) => RunAsync(input, environment, new ManualTime(Now), args);

    /// <summary>A run on the real clock: it waits for servers.</summary>
    public static Task<CliRun> LiveAsync(string input, Dictionary<string, string> environment, params string[] args) => RunAsync(Encoding.UTF8.GetBytes(input), environment, TimeProvider.System, args);

    private static async Task<CliRun> RunAsync(byte[] input, Dictionary<string, string> environment, TimeProvider time, string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal(() => new MemoryStream(input), output, error, time, environment.GetValueOrDefault);
        var code = await CommandLine.RunAsync(args, terminal, CancellationToken.None);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}

/// <summary>A folder for the files of one test.</summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palette-cli-");

    public string Path => _folder.FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
