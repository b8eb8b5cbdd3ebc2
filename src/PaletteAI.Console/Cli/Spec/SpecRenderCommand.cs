using System.CommandLine;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Cli.Spec;

/// <summary><c>spec render</c>: the request body that would create the cluster.</summary>
internal static class SpecRenderCommand
{
    /// <summary>Stands for the handle the appliance gives to its archive; only the appliance knows it.</summary>
    private const string ArchiveStandIn = "archive-of-the-appliance";

    public static Command Create(Terminal terminal)
    {
        var file = SpecArguments.File();
        var inventory = SpecArguments.Inventory();
        inventory.Required = true;
        var command = new Command("render", "Prints the create-cluster request body for the appliance (JSON). Secret values are *** unless --reveal.") { file, inventory };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(inventory), terminal.For(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? inventoryFile, Output output, CancellationToken ct)
    {
        var read = await SpecFile.RequireAsync(file, output.Terminal, ct);
        var inventory = await SpecFile.InventoryAsync(inventoryFile, output.Terminal, ct);
        if ((read.Error ?? inventory.Error) is { } unread)
        {
            return output.Fail(unread);
        }

        if (inventory.Value is not { Inventory: { } hosts })
        {
            return output.Fail(Error.FromFindings(inventory.Value?.Findings ?? []));
        }

        var spec = read.Require();
        var findings = InstallValidator.Validate(spec, SpecFile.Facts(spec, hosts, output.Terminal));
        if (findings.Any(f => f.Severity == Severity.Error))
        {
            return output.Fail(Error.FromFindings(findings));
        }

        var secrets = await SpecSecrets.ReadAsync(spec, output.Terminal, ct);
        if (!secrets.IsSuccess)
        {
            return output.Fail(secrets.Error);
        }

        output.Document(Render(spec, secrets.Value, output.Reveals));
        return ExitCode.Ok;
    }

    private static string Render(InstallSpec spec, IReadOnlyDictionary<string, Secret> secrets, bool reveals)
    {
        var profile = AssumedProfile.For(spec).Profile;
        var hidden = profile.Variables.Where(v => v.Sensitive).Select(v => v.Name).Concat(secrets.Keys).ToHashSet(StringComparer.Ordinal);
        var variables = SentLists.Variables(spec, profile, secrets)
            .Select(v => reveals || v.Value.Length == 0 || !hidden.Contains(v.Key) ? v : KeyValuePair.Create(v.Key, Secret.Empty.ToString()));
        return CreateClusterRequest.Render(new CreateClusterInput(spec, ArchiveStandIn, profile.Uid, [.. variables], SentLists.NtpServers(spec), SentLists.SshKeys(spec)));
    }
}
