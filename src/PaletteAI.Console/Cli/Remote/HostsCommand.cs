using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Cli.Hosts;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>hosts</c>: the linked hosts.</summary>
internal static class HostsCommand
{
    private static readonly string[] _columns = ["name", "role", "address", "architecture", "status", "content", "health"];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("hosts", "Shows the appliance's linked hosts, and asks hosts over SSH.");
        command.Add(HostsFactsCommand.Create(terminal));
        command.Add(HostsCheckCommand.Create(terminal));
        command.Add(HostsTrustCommand.Create(terminal));
        command.Add(RemoteVerb.Create(new Command("list", "Lists the linked hosts, the leader included. The JSON rows fit into an inventory."), terminal, ListAsync));
        return command;
    }

    private static async Task<int> ListAsync(IConsoleDoor door, ParseResult parsed, Output output, CancellationToken ct)
    {
        var list = await door.RunAsync(new ListHosts(), ct);
        if (!list.IsSuccess)
        {
            return output.Fail(list.Error);
        }

        var hosts = list.Value.GetProperty("hosts").EnumerateArray().ToList();
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartArray();
                hosts.ForEach(h => Write(json, h));
                json.WriteEndArray();
            });
        }

        TextTable.Write(output, _columns, hosts.Select(h => _columns.Select(c => h.GetProperty(c).ToString()).ToArray()));
        foreach (var lack in list.Value.GetProperty("readiness").EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray()).Where(f => f.ValueKind == JsonValueKind.Object && f.TryGetProperty("message", out _)))
        {
            output.Note(lack.GetProperty("message").GetString()!);
        }

        return ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter json, JsonElement host)
    {
        json.WriteStartObject();
        foreach (var field in new[] { "uid", "name", "hostName", "role", "architecture", "address", "status", "content", "health", "healthReason" })
        {
            json.WriteString(field, host.GetProperty(field).ToString());
        }

        json.WriteStartArray("networks");
        foreach (var nic in host.GetProperty("nics").EnumerateArray().Where(n => n.GetProperty("ip").ToString().Length > 0 && n.GetProperty("prefixLength").ValueKind == JsonValueKind.Number))
        {
            json.WriteStartObject();
            json.WriteString("nic", nic.GetProperty("name").ToString());
            json.WriteString("ip", nic.GetProperty("ip").ToString());
            json.WriteNumber("prefix", nic.GetProperty("prefixLength").GetInt32());
            json.WriteString("gateway", nic.GetProperty("gateway").ToString());
            json.WritePropertyName("dns");
            nic.GetProperty("dns").WriteTo(json);
            if (nic.GetProperty("isDefault").ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                json.WriteBoolean("default", nic.GetProperty("isDefault").GetBoolean());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
