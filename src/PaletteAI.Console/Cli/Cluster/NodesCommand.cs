using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Clusters;
using PaletteAI.Console.Application.Operations.Nodes;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Cli.Cluster;

/// <summary><c>nodes</c>: the cluster's nodes, and the one that runs the installer.</summary>
internal static class NodesCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("nodes", "Shows the cluster's nodes and chooses the one that runs the installer.");
        command.Add(List(terminal));
        command.Add(Label(terminal));
        return command;
    }

    private static Command List(Terminal terminal)
    {
        return ClusterVerb.Create(new Command("list", "Lists the nodes."), new ClusterOptions(), terminal, ReadAsync, _ => new ListNodes(), (outcome, ct) => outcome.OnceAsync(Show, ct));

        static async Task<Result<ImmutableArray<NodeFacts>>> ReadAsync(ClusterCall call, CancellationToken ct)
        {
            var read = await call.Tools.Reader.ReadAsync(call.Access, [FactKind.Node], isFresh: true, ct);
            return read.Map(cluster => cluster.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal).ToImmutableArray());
        }
    }

    private static Command Label(Terminal terminal)
    {
        var node = new Argument<string>("NODE") { Description = "The node that is to run the installer." };
        var command = new Command("label", $"Moves the label {InstallerLabel.Text} to a node, so that exactly this one carries it.") { node };
        return ClusterVerb.Create(
            command, new ClusterOptions(), terminal,
            (call, ct) => call.Tools.Labels.MoveAsync(call.Access, call.Parsed.GetRequiredValue(node), ct),
            parsed => new LabelNode(parsed.GetRequiredValue(node)),
            (outcome, ct) => Misnamed(outcome.Parsed.GetRequiredValue(node)) is { } error ? Task.FromResult(outcome.Output.Fail(error)) : outcome.OnceAsync(Show, ct));
    }

    private static Error? Misnamed(string name) => KubernetesNames.CheckSubdomain(name) is not { } wrong ? null
        : new Error(ErrorKind.Invalid, "node-name", $"'{name}' is no name of a node: it {wrong}.", "Give a name as nodes list shows it.", "node");

    private static int Show(LabelMove move, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("node", move.Node);
                json.WriteTexts("before", move.Before);
                json.WriteTexts("after", move.After);
                json.WriteEndObject();
            });
        }
        output.Line(move.Before.SequenceEqual(move.After) ? $"{move.Node} carries {InstallerLabel.Text} already." : $"{move.Node} carries {InstallerLabel.Text} now; before: {(move.Before.IsEmpty ? "no node" : string.Join(", ", move.Before))}.");
        return ExitCode.Ok;
    }

    private static int Show(ImmutableArray<NodeFacts> nodes, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartArray();
                foreach (var node in nodes)
                {
                    Write(json, node);
                }
                json.WriteEndArray();
            });
        }
        foreach (var node in nodes)
        {
            output.Line($"{node.Name,-24} {(node.IsReady ? "Ready" : "NotReady"),-9} {(node.Roles.IsEmpty ? "<none>" : string.Join(",", node.Roles)),-24} {node.KubeletVersion,-12} {node.InternalIp,-16}{(InstallerLabel.IsOn(node) ? " installer" : "")}");
        }
        return ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter json, NodeFacts node)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteBoolean("ready", node.IsReady);
        json.WriteString("reason", node.IsReady ? "" : node.Ready?.Reason ?? "");
        json.WriteTexts("roles", node.Roles);
        json.WriteString("version", node.KubeletVersion);
        json.WriteString("internalIp", node.InternalIp);
        json.WriteString("architecture", node.Architecture);
        json.WriteBoolean("schedulable", !node.Unschedulable);
        json.WriteBoolean("installer", InstallerLabel.IsOn(node));
        json.WriteTexts("taints", node.Taints.Select(TaintSyntax.Format));
        json.WriteStartObject("labels");
        foreach (var (key, value) in node.Labels.Pairs)
        {
            json.WriteString(key, value);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
