using System.Collections.Immutable;
using System.CommandLine;
using PaletteAI.Console.Application.Operations.Pods;
using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary><c>pods list</c>: pods as kubectl lists them.</summary>
internal static class PodsCommand
{
    public static Command Create(Terminal terminal)
    {
        var ns = new Option<string>("--namespace", "-n") { Description = "Only this namespace.", HelpName = "NS", DefaultValueFactory = _ => "" };
        var watch = new Option<bool>("--watch") { Description = "Go on, and show each pod that changes, until stopped." };
        var list = new Command("list", "Lists the pods with the status kubectl prints.") { ns, watch };
        ClusterVerb.Create(
            list, new ClusterOptions(), terminal,
            async (call, ct) => (await call.Tools.Reader.ReadAsync(call.Access, [FactKind.Pod], isFresh: true, ct)).Map(cluster => PodRow.Of(cluster.Pods, call.Parsed.GetRequiredValue(ns))),
            parsed => new ListPods(parsed.GetRequiredValue(ns)),
            (outcome, ct) => ListAsync(outcome, outcome.Parsed.GetRequiredValue(ns), outcome.Parsed.GetValue(watch), ct), isEndless: true);
        return new Command("pods", "Shows the cluster's pods and their logs.") { list, PodLogsCommand.Create(terminal) };
    }

    private static async Task<int> ListAsync(ClusterOutcome<ImmutableArray<PodRow>> outcome, string ns, bool isWatched, CancellationToken ct)
    {
        var first = await outcome.AskAsync(ct);
        if (!first.IsSuccess)
        {
            return outcome.Output.Fail(first.Error);
        }
        Show(first.Value, outcome.Output, isWatched);
        if (!isWatched)
        {
            return ExitCode.Ok;
        }
        var shown = first.Value.ToDictionary(r => (r.Namespace, r.Name));
        await foreach (var read in PodWatch.Follow(outcome, ns, ct))
        {
            if (!read.IsSuccess)
            {
                return outcome.Output.Fail(read.Error);
            }
            Show([.. read.Value.Where(r => shown.GetValueOrDefault((r.Namespace, r.Name)) != r)], outcome.Output, isWatched);
            foreach (var row in read.Value)
            {
                shown[(row.Namespace, row.Name)] = row;
            }
        }
        return ExitCode.Ok;
    }

    // While watching, each row is a document of its own, so that a program can read them as they come.
    private static void Show(ImmutableArray<PodRow> rows, Output output, bool isWatched)
    {
        if (output.IsJson && !isWatched)
        {
            output.Json(json =>
            {
                json.WriteStartArray();
                foreach (var row in rows)
                {
                    Write(json, row);
                }
                json.WriteEndArray();
            });
        }
        foreach (var row in rows)
        {
            if (output.IsJson && isWatched)
            {
                output.Json(json => Write(json, row));
            }
            output.Line($"{row.Namespace,-20} {row.Name,-48} {row.Ready,-6} {row.Status,-26} {row.Restarts,-4} {row.Node}");
        }
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, PodRow row)
    {
        json.WriteStartObject();
        json.WriteString("namespace", row.Namespace);
        json.WriteString("name", row.Name);
        json.WriteString("ready", row.Ready);
        json.WriteString("status", row.Status);
        json.WriteNumber("restarts", row.Restarts);
        json.WriteString("node", row.Node);
        json.WriteEndObject();
    }
}
