using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Cli.Remote;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Hosts;

/// <summary><c>hosts trust</c>: the host keys the console accepts.</summary>
internal static class HostsTrustCommand
{
    private static readonly string[] _columns = ["address", "port", "type", "fingerprint", "acceptedFingerprint", "acceptedBy"];

    public static Command Create(Terminal terminal)
    {
        var host = new Option<string?>("--host") { Description = "The host; without it the accepted keys are listed.", HelpName = "ADDRESS" };
        var port = new Option<int>("--port") { Description = "Port of sshd.", HelpName = "N", DefaultValueFactory = _ => 22 };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "Accept this key (SHA256:…) if the host presents it; without it a person is asked.", HelpName = "SHA256" };
        var revoke = new Option<bool>("--revoke") { Description = "Take the acceptance back." };
        var command = new Command("trust", "Shows, accepts and revokes host keys. Exit 3: the host presents another key, or nobody accepted it.") { host, port, fingerprint, revoke };
        return RemoteVerb.Create(command, terminal, (door, parsed, output, ct) => (parsed.GetValue(host), parsed.GetValue(revoke)) switch
        {
            (null, _) => ListAsync(door, output, ct),
            ({ } address, true) => RevokeAsync(door, new RevokeHostKey(address, parsed.GetValue(port)), output, ct),
            ({ } address, false) => TrustAsync(door, address, parsed.GetValue(port), parsed.GetValue(fingerprint), output, ct),
        });
    }

    private static async Task<int> TrustAsync(IConsoleDoor door, string address, int port, string? fingerprint, Output output, CancellationToken ct)
    {
        if (fingerprint is null)
        {
            var shown = await door.RunAsync(new ShowHostKey(address, port), ct);
            if (!shown.IsSuccess)
            {
                return output.Fail(shown.Error);
            }

            fingerprint = shown.Value.GetProperty("fingerprint").GetString()!;
            output.Note($"{address}:{port} presents {shown.Value.GetProperty("type").GetString()} {fingerprint}.");
            if (output.Terminal.Confirm("Is this the key of that host? Accept it") != true)
            {
                return output.Fail(new Error(ErrorKind.Refused, "host-key-not-accepted", $"The key of {address}:{port} was not accepted.", $"Compare it on the host, then give --fingerprint {fingerprint}."));
            }
        }

        return Print(await door.RunAsync(new TrustHost(address, port, fingerprint), ct), output);
    }

    private static async Task<int> RevokeAsync(IConsoleDoor door, RevokeHostKey revoke, Output output, CancellationToken ct)
    {
        var done = await door.RunAsync(revoke, ct);
        if (!done.IsSuccess)
        {
            return output.Fail(done.Error);
        }

        output.Line($"The key of {revoke.Address}:{revoke.Port} is no longer accepted.");
        return ExitCode.Ok;
    }

    private static async Task<int> ListAsync(IConsoleDoor door, Output output, CancellationToken ct) => Print(await door.RunAsync(new ListHostKeys(), ct), output);

    private static int Print(Result<JsonElement> outcome, Output output)
    {
        if (!outcome.IsSuccess)
        {
            return output.Fail(outcome.Error);
        }

        if (output.IsJson)
        {
            output.Json(outcome.Value.WriteTo);
        }

        var rows = outcome.Value.ValueKind == JsonValueKind.Array ? outcome.Value.EnumerateArray().ToArray() : [outcome.Value];
        TextTable.Write(output, _columns, rows.Select(r => _columns.Select(c => r.GetProperty(c).ToString()).ToArray()));
        return ExitCode.Ok;
    }
}
