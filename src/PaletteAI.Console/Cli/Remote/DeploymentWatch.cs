using System.Text.Json;
using PaletteAI.Console.Application.Operations.Deployments;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>Follows a deployment until it ends: a line on standard error whenever something changed.</summary>
internal static class DeploymentWatch
{
    private static readonly TimeSpan _pollEvery = TimeSpan.FromSeconds(2);

    // A console that restarts is away for some seconds; one that stays away is a failure.
    private const int MostFailures = 30;

    /// <summary>Watches; the last view, also of a deployment that failed.</summary>
    public static async Task<Result<JsonElement>> FollowAsync(IConsoleDoor door, Output output, CancellationToken ct)
    {
        var told = "";
        for (var failures = 0; ;)
        {
            var view = await door.RunAsync(new GetDeployment(), ct);
            if (!view.IsSuccess && (++failures >= MostFailures || view.Error.Kind is not (ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout)))
            {
                return view;
            }

            if (view.IsSuccess)
            {
                failures = 0;
                var line = Line(view.Value);
                if (line != told)
                {
                    output.Note($"{output.Terminal.Time.GetUtcNow():HH:mm:ss} {line}");
                    told = line;
                }

                if (!view.Value.GetProperty("isLive").GetBoolean())
                {
                    return view;
                }
            }

            await Task.Delay(_pollEvery, output.Terminal.Time, ct);
        }
    }

    /// <summary>The exit code of a deployment's view: a deployment that failed, failed on the appliance.</summary>
    public static int ExitCodeOf(JsonElement view) => view.GetProperty("phase").GetString() == "failed" ? ExitCode.RemoteFailed : ExitCode.Ok;

    private static string Line(JsonElement view)
    {
        var timeline = view.GetProperty("timeline");
        var waits = timeline.GetProperty("waitsFor").GetString() ?? "";
        return $"{timeline.GetProperty("percent").GetInt32(),3} %  {(waits.Length > 0 ? waits : timeline.GetProperty("sentence").GetString())}";
    }
}
