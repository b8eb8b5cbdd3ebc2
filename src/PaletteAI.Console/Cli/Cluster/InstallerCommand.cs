using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary><c>installer</c>: what the installer in the cluster does, and starting it.</summary>
internal static class InstallerCommand
{
    /// <summary>Through the API at most so many lines are had at once.</summary>
    private const int MostLines = 10_000;

    public static Command Create(Terminal terminal) => new("installer", "Shows the installer that runs in the cluster, starts it, prints its log.")
    {
        Status(terminal), Run(terminal), Logs(terminal), InstallerForecastCommand.Create(terminal),
    };

    private static Command Status(Terminal terminal)
    {
        var command = new Command("status", "Shows the installer's CronJob, its last and next run, and why it waits. Exit code 3 when there is none.");
        var options = new ClusterOptions().AddInstallerTo(command);
        return ClusterVerb.Create(
            command, options, terminal,
            (call, ct) => call.Tools.Health.InstallerAsync(call.Access, options.Installer(call.Parsed), succeededBefore: false, ct),
            parsed => new GetInstaller(options.Installer(parsed)),
            (outcome, ct) => outcome.OnceAsync(Show, ct));
    }

    private static Command Run(Terminal terminal)
    {
        var command = new Command("run", "Starts the installer now. Refused while any Job of it is unfinished.");
        var options = new ClusterOptions().AddInstallerTo(command);
        return ClusterVerb.Create(
            command, options, terminal,
            (call, ct) => call.Tools.Starter.StartAsync(call.Access, options.Installer(call.Parsed), ct),
            parsed => new RunInstaller(options.Installer(parsed)),
            (outcome, ct) => outcome.OnceAsync(Show, ct));
    }

    private static Command Logs(Terminal terminal)
    {
        var run = new Option<string>("--run") { Description = "Name of the run's Job; without it the newest run.", HelpName = "JOB", DefaultValueFactory = _ => "" };
        var tail = new Option<int>("--tail") { Description = "Lines from the end; 0 = all.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the run ends." };
        tail.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() < 0)
            {
                r.AddError("--tail takes 0 or more.");
            }
        });
        var command = new Command("logs", "Prints the log of a run.") { run, tail, follow };
        var options = new ClusterOptions().AddInstallerTo(command);
        return ClusterVerb.Create(
            command, options, terminal,
            (call, ct) => ReadLogAsync(call, options.Installer(call.Parsed), call.Parsed.GetRequiredValue(run), call.Parsed.GetRequiredValue(tail), call.Parsed.GetValue(follow), ct),
            parsed => new GetInstallerLogs(parsed.GetRequiredValue(run), parsed.GetRequiredValue(tail) is > 0 and var lines ? lines : MostLines, options.Installer(parsed)),
            (outcome, ct) => outcome.OnceAsync(ShowLog, ct), isEndless: true);
    }

    // A log that is followed is printed as it comes; the rest at the end.
    private static async Task<Result<InstallerLog>> ReadLogAsync(ClusterCall call, string installer, string run, int tail, bool isFollowed, CancellationToken ct)
    {
        var found = await call.Tools.Logs.FindAsync(call.Access, installer, run, ct);
        if (!found.IsSuccess)
        {
            return found.Error;
        }
        var lines = new List<string>();
        var request = found.Value with { TailLines = tail, Follow = isFollowed };
        var read = await call.Tools.Logs.ReadAsync(call.Access, request, Take, ct);
        return read.Map(_ => new InstallerLog(request.Namespace, request.Pod, lines));

        ValueTask Take(string line)
        {
            if (isFollowed && !call.Output.IsJson)
            {
                call.Output.Line(line);
            }
            else
            {
                lines.Add(line);
            }
            return ValueTask.CompletedTask;
        }
    }

    private static int ShowLog(InstallerLog log, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("namespace", log.Namespace);
                json.WriteString("pod", log.Pod);
                json.WriteTexts("lines", log.Lines);
                json.WriteEndObject();
            });
        }
        foreach (var line in log.Lines)
        {
            output.Line(line);
        }
        return ExitCode.Ok;
    }

    private static int Show(StartedRun started, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("job", started.Job);
                json.WriteString("namespace", started.Namespace);
                json.WriteEndObject();
            });
        }
        output.Line($"{started.Namespace}/{started.Job} was started.");
        return ExitCode.Ok;
    }

    private static int Show(InstallerStatus status, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json => Write(json, status));
        }
        if (status.CronJob is not { } cronJob)
        {
            output.Line(InstallerStarter.NoInstaller.Message);
            return ExitCode.Refused;
        }
        output.Line($"{cronJob.Namespace}/{cronJob.Name}  {cronJob.Schedule}{(cronJob.TimeZone.Length > 0 ? $" {cronJob.TimeZone}" : "")}{(cronJob.Suspended ? "  suspended" : "")}");
        output.Line($"  Last run: {(status.LastRun is { } last ? $"{last.Name} {(last.Result == RunResult.Succeeded ? "succeeded" : $"failed: {last.Reason}")}" : "none")}");
        output.Line($"  Running: {(status.Running.IsEmpty ? "none" : string.Join(", ", status.Running.Select(r => r.Name)))}");
        output.Line($"  Next run: {(status.NextRun is { } next ? $"{next.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "none")}");
        if (status.PendingReason.Length > 0)
        {
            output.Line($"  {status.PendingReason}");
        }
        return ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter json, InstallerStatus status)
    {
        json.WriteStartObject();
        if (status.CronJob is not { } cronJob)
        {
            json.WriteNull("cronJob");
            json.WriteEndObject();
            return;
        }
        json.WriteString("cronJob", $"{cronJob.Namespace}/{cronJob.Name}");
        json.WriteString("schedule", cronJob.Schedule);
        json.WriteTextOrNull("timeZone", cronJob.TimeZone);
        json.WriteBoolean("suspended", cronJob.Suspended);
        WriteSelector(json, cronJob);
        json.WriteTextOrNull("pendingReason", status.PendingReason);
        WriteLast(json, status.LastRun);
        json.WriteTexts("running", status.Running.Select(r => r.Name));
        json.WriteTime("nextRun", status.NextRun);
        json.WriteTexts("labelledNodes", status.Place.Nodes);
        json.WriteEndObject();
    }

    private static void WriteSelector(Utf8JsonWriter json, CronJobFacts cronJob)
    {
        json.WriteStartObject("nodeSelector");
        foreach (var (key, value) in cronJob.Scheduling.NodeSelector.Pairs)
        {
            json.WriteString(key, value);
        }
        json.WriteEndObject();
    }

    private static void WriteLast(Utf8JsonWriter json, InstallerRun? last)
    {
        if (last is null)
        {
            json.WriteNull("lastRun");
            return;
        }
        json.WriteStartObject("lastRun");
        json.WriteString("name", last.Name);
        json.WriteTime("startedAt", last.StartedAt);
        json.WriteTime("finishedAt", last.FinishedAt);
        json.WriteString("result", last.Result == RunResult.Succeeded ? "succeeded" : "failed");
        json.WriteEndObject();
    }
}
