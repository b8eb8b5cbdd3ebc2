using System.CommandLine;
using PaletteAI.Console.Application.Operations.Checks;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>checks</c>: host checks a person sets aside.</summary>
internal static class ChecksCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("checks", "Sets host checks aside, where they may be.");
        command.Add(Ignore(terminal));
        return command;
    }

    private static Command Ignore(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "Id of the check, as hosts check prints it." };
        var reason = new Option<string?>("--reason") { Description = "Why, in a sentence; it stays in the audit log and on Review.", HelpName = "TEXT" };
        var host = new Option<string>("--host") { Description = "Only on this host (its id); without it on all.", HelpName = "ID", DefaultValueFactory = _ => "" };
        var stop = new Option<bool>("--stop") { Description = "Let the check count again." };
        var command = new Command("ignore", "Sets a check aside. Exit 3: the check cannot be set aside.") { id, reason, host, stop };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(stop) && string.IsNullOrWhiteSpace(result.GetValue(reason)))
            {
                result.AddError("Say why with --reason.");
            }
        });
        return RemoteVerb.Create(command, terminal, (door, parsed, output, ct) => parsed.GetValue(stop)
            ? StopAsync(door, new StopIgnoringCheck(parsed.GetRequiredValue(id), parsed.GetValue(host) ?? ""), output, ct)
            : IgnoreAsync(door, new IgnoreCheck(parsed.GetRequiredValue(id), parsed.GetValue(reason) ?? "", parsed.GetValue(host) ?? ""), output, ct));
    }

    private static async Task<int> IgnoreAsync(IConsoleDoor door, IgnoreCheck ignore, Output output, CancellationToken ct)
    {
        var done = await door.RunAsync(ignore, ct);
        if (!done.IsSuccess)
        {
            return output.Fail(done.Error);
        }

        if (output.IsJson)
        {
            output.Json(done.Value.WriteTo);
        }

        output.Line($"{ignore.Id} is set aside{Where(ignore.Host)}: {ignore.Reason}");
        return ExitCode.Ok;
    }

    private static async Task<int> StopAsync(IConsoleDoor door, StopIgnoringCheck stop, Output output, CancellationToken ct)
    {
        var done = await door.RunAsync(stop, ct);
        if (!done.IsSuccess)
        {
            return output.Fail(done.Error);
        }

        output.Line($"{stop.Id} counts again{Where(stop.Host)}.");
        return ExitCode.Ok;
    }

    private static string Where(string host) => host.Length > 0 ? $" on {host}" : "";
}
