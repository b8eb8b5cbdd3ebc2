using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Cli.Remote;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary><c>installer forecast</c>: what the next run will be made of. It needs the console's way to the hosts.</summary>
internal static class InstallerForecastCommand
{
    public static Command Create(Terminal terminal) => RemoteVerb.Create(
        new Command("forecast", "Says which host's values file the next run will take, and whether it changed since the last one."), terminal,
        (door, _, output, ct) => RunAsync(door, output, ct));

    private static async Task<int> RunAsync(IConsoleDoor door, Output output, CancellationToken ct)
    {
        var read = await door.RunAsync(new ForecastInstaller(), ct);
        if (!read.IsSuccess)
        {
            return output.Fail(read.Error);
        }

        if (output.IsJson)
        {
            output.Json(read.Value.WriteTo);
        }

        var forecast = read.Value.GetProperty("forecast");
        output.Line(forecast.ValueKind == JsonValueKind.Null ? read.Value.GetProperty("problem").GetProperty("message").GetString() ?? "" : forecast.GetProperty("message").GetString() ?? "");
        output.Line($"  Last run took: {(read.Value.GetProperty("lastSha256").GetString() is { Length: > 0 } last ? last : "unknown")}");
        foreach (var copy in read.Value.GetProperty("copies").EnumerateArray())
        {
            var sha256 = copy.GetProperty("sha256").GetString() ?? "";
            output.Line($"  {copy.GetProperty("name").GetString(),-20} {(sha256.Length > 0 ? sha256 : "unreadable: " + copy.GetProperty("problem").GetProperty("message").GetString())}{(copy.GetProperty("counts").GetBoolean() ? "  counts" : "")}");
        }

        return ExitCode.Ok;
    }
}
