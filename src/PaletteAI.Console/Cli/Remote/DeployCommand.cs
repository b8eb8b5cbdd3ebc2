using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Cli.Spec;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>deploy</c>: creates the cluster of an install spec.</summary>
internal static class DeployCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = SpecArguments.File();
        var accept = new Option<string[]>("--accept") { Description = "Codes of warnings and consequences that are accepted; spec validate and spec consequences say them.", HelpName = "CODE", AllowMultipleArgumentsPerToken = true };
        var watch = new Option<bool>("--watch") { Description = "Follow the deployment until it ends." };
        return RemoteVerb.Create(
            new Command("deploy", "Creates the cluster of an install spec. Everything is judged again with what the appliance reports.") { file, accept, watch }, terminal,
            (door, parsed, output, ct) => RunAsync(door, parsed.GetRequiredValue(file), parsed.GetValue(accept) ?? [], parsed.GetValue(watch), output, ct));
    }

    private static async Task<int> RunAsync(IConsoleDoor door, string file, string[] accepted, bool watch, Output output, CancellationToken ct)
    {
        var spec = await SpecFile.RequireAsync(file, output.Terminal, ct);
        if (!spec.IsSuccess)
        {
            return output.Fail(spec.Error);
        }

        // References name places on this machine, so they are read here and their values go with the request.
        var secrets = await SpecSecrets.ReadAsync(spec.Value, output.Terminal, ct);
        if (!secrets.IsSuccess)
        {
            return output.Fail(secrets.Error);
        }

        var view = await door.RunAsync(new DeployCluster(spec.Value, secrets.Value, accepted), ct);
        if (view.IsSuccess && watch)
        {
            view = await DeploymentWatch.FollowAsync(door, output, ct);
        }

        if (!view.IsSuccess)
        {
            return output.Fail(view.Error);
        }

        StatusCommand.Print(view.Value, output);
        return DeploymentWatch.ExitCodeOf(view.Value);
    }
}
