using System.Collections.Immutable;
using System.CommandLine;
using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Operations.Pods;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary><c>pods logs</c>: the log of a container, as it is, secrets the console knows replaced.</summary>
internal sealed class PodLogsCommand
{
    private const int UsualLines = 200;

    /// <summary>Between two looks with <c>--follow</c> through the console.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    private readonly Argument<string> _pod = new("POD") { Description = "Name of the pod." };
    private readonly Option<string> _namespace = new("--namespace", "-n") { Description = "Its namespace.", HelpName = "NS", DefaultValueFactory = _ => "default" };
    private readonly Option<string> _container = new("--container", "-c") { Description = "Which container, where the pod has several.", HelpName = "NAME", DefaultValueFactory = _ => "" };
    private readonly Option<int> _tail = new("--tail") { Description = $"Lines from the end, 1 to {PodLogs.MostLines}.", HelpName = "N", DefaultValueFactory = _ => UsualLines };
    private readonly Option<bool> _previous = new("--previous", "-p") { Description = "Of the run before the last restart." };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on: with --kubeconfig until the container ends, else until stopped." };
    private readonly Terminal _terminal;

    // How far a log that is followed was shown.
    private DateTimeOffset? _since;
    private bool _isOver;

    private PodLogsCommand(Terminal terminal)
    {
        _terminal = terminal;
        _tail.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > PodLogs.MostLines)
            {
                r.AddError($"--tail takes a number from 1 to {PodLogs.MostLines}.");
            }
        });
    }

    public static Command Create(Terminal terminal)
    {
        var verb = new PodLogsCommand(terminal);
        var command = new Command("logs", "Prints the end of a container's log.") { verb._pod, verb._namespace, verb._container, verb._tail, verb._previous, verb._follow };
        return ClusterVerb.Create(command, new ClusterOptions(), terminal, verb.ReadAsync, verb.Operation, verb.ShowAsync, isEndless: true);
    }

    private GetPodLogs Operation(System.CommandLine.ParseResult parsed) => new(
        parsed.GetRequiredValue(_namespace), parsed.GetRequiredValue(_pod), parsed.GetRequiredValue(_container),
        _since is null ? parsed.GetRequiredValue(_tail) : PodLogs.MostLines, parsed.GetValue(_previous), _since);

    private async Task<Result<PodLog>> ReadAsync(ClusterCall call, CancellationToken ct)
    {
        var input = Operation(call.Parsed);
        var mask = new SecretMask(KnownSecrets.Of(call.Access.Kubeconfig));
        if (!call.Parsed.GetValue(_follow) || input.Previous)
        {
            return await call.Tools.PodLogs.ReadAsync(call.Access, input.ToRequest(), mask, ct);
        }

        _isOver = true;
        await foreach (var batch in call.Tools.PodLogs.FollowAsync(call.Access, input.ToRequest(), mask, ct))
        {
            if (batch.End is { Problem: { } problem })
            {
                return problem;
            }

            Print(batch.Lines, call.Output);
        }

        return new PodLog(input.Namespace, input.Pod, input.Container, [], false);
    }

    private async Task<int> ShowAsync(ClusterOutcome<PodLog> outcome, CancellationToken ct)
    {
        var follows = outcome.Parsed.GetValue(_follow) && !outcome.Parsed.GetValue(_previous);
        while (true)
        {
            var read = await outcome.AskAsync(ct);
            if (!read.IsSuccess)
            {
                return outcome.Output.Fail(read.Error);
            }

            if (!follows)
            {
                return Show(read.Value, outcome.Output);
            }

            Print(read.Value.Lines, outcome.Output);
            if (_isOver)
            {
                return ExitCode.Ok;
            }

            await Task.Delay(_pause, _terminal.Time, ct);
        }
    }

    private static int Show(PodLog log, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("namespace", log.Namespace);
                json.WriteString("pod", log.Pod);
                json.WriteString("container", log.Container);
                json.WriteTexts("lines", log.Lines.Select(l => l.Text));
                json.WriteEndObject();
            });
            return ExitCode.Ok;
        }

        foreach (var line in log.Lines)
        {
            output.Line(line.Text);
        }

        return ExitCode.Ok;
    }

    // While following, each line is a document of its own, so that a program can read them as they come.
    private void Print(ImmutableArray<LogLine> lines, Output output)
    {
        foreach (var line in lines.Where(l => _since is null || l.At is null || l.At > _since).ToList())
        {
            _since = line.At ?? _since;
            if (output.IsJson)
            {
                output.Json(json =>
                {
                    json.WriteStartObject();
                    json.WriteTime("at", line.At);
                    json.WriteString("line", line.Text);
                    json.WriteEndObject();
                });
                continue;
            }

            output.Line(line.Text);
        }
    }
}
