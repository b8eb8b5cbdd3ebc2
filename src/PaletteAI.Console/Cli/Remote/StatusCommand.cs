using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Application.Operations.Deployments;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>status</c>: the cluster as the appliance reports it, and the latest deployment.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal)
    {
        var watch = new Option<bool>("--watch") { Description = "Follow the deployment until it ends." };
        return RemoteVerb.Create(
            new Command("status", "Shows the cluster and its deployment, as the appliance reports them.") { watch }, terminal,
            (door, parsed, output, ct) => RunAsync(door, parsed.GetValue(watch), output, ct));
    }

    /// <summary>Prints a deployment: the whole view as JSON, its sentence for people.</summary>
    public static void Print(JsonElement deployment, Output output)
    {
        if (output.IsJson)
        {
            output.Json(deployment.WriteTo);
        }

        Say(deployment, output);
    }

    private static async Task<int> RunAsync(IConsoleDoor door, bool watch, Output output, CancellationToken ct)
    {
        var deployment = watch ? await DeploymentWatch.FollowAsync(door, output, ct) : await door.RunAsync(new GetDeployment(), ct);
        var cluster = await door.RunAsync(new GetCluster(), ct);
        var problem = deployment.Error is { Kind: not ErrorKind.NotFound } failed ? failed : cluster.Error;
        if (problem is not null)
        {
            return output.Fail(problem);
        }

        var reported = cluster.Require().GetProperty("cluster");
        if (output.IsJson)
        {
            output.Json(json => Write(json, reported, deployment));
        }

        output.Line(reported.ValueKind == JsonValueKind.Null
            ? "There is no cluster."
            : $"Cluster {reported.GetProperty("name").GetString()}: {reported.GetProperty("state").GetString()} {reported.GetProperty("health").GetString()}, as reported by the appliance. {reported.GetProperty("stateReason").GetString()}");
        if (deployment.IsSuccess)
        {
            Say(deployment.Value, output);
        }

        return watch && deployment.IsSuccess ? DeploymentWatch.ExitCodeOf(deployment.Value) : ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter json, JsonElement cluster, Result<JsonElement> deployment)
    {
        json.WriteStartObject();
        json.WritePropertyName("cluster");
        cluster.WriteTo(json);
        json.WritePropertyName("deployment");
        if (deployment.IsSuccess)
        {
            deployment.Value.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static void Say(JsonElement deployment, Output output)
    {
        output.Line($"Deployment of {deployment.GetProperty("clusterName").GetString()}: {deployment.GetProperty("timeline").GetProperty("sentence").GetString()}");
        if (deployment.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure)
        {
            output.Line($"  {failure.GetProperty("message").GetString()} {failure.GetProperty("fix").GetString()}");
        }

        foreach (var action in deployment.GetProperty("nextActions").EnumerateArray())
        {
            output.Line($"  - {action.GetString()}");
        }
    }
}
