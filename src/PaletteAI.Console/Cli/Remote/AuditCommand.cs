using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Audit;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>audit</c>: the audit log.</summary>
internal static class AuditCommand
{
    private static readonly string[] _columns = ["number", "at", "actor", "source", "via", "operation", "subject", "outcome"];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("audit", "Shows the audit log and checks its seal.");
        command.Add(CreateList(terminal));
        command.Add(RemoteVerb.Create(new Command("verify", "Recomputes the chain of the audit log. Exit 3: a row was changed or is missing."), terminal, (door, _, output, ct) => VerifyAsync(door, output, ct)));
        return command;
    }

    private static Command CreateList(Terminal terminal)
    {
        var limit = new Option<int>("--limit") { Description = "At most this many rows, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 200 };
        var before = new Option<long?>("--before") { Description = "Only rows before this number.", HelpName = "NUMBER" };
        var actor = new Option<string?>("--actor") { Description = "Only rows of this account.", HelpName = "NAME" };
        var operation = new Option<string?>("--operation") { Description = "Only rows of this operation, e.g. clusters.deploy.", HelpName = "NAME" };
        var text = new Option<string?>("--text") { Description = "Only rows whose account, subject or detail holds this text.", HelpName = "TEXT" };
        return RemoteVerb.Create(
            new Command("list", "Lists rows of the audit log, newest first.") { limit, before, actor, operation, text }, terminal,
            (door, parsed, output, ct) => ListAsync(
                door,
                new ListAudit { Limit = parsed.GetValue(limit), BeforeNumber = parsed.GetValue(before), Actor = parsed.GetValue(actor), Operation = parsed.GetValue(operation), Text = parsed.GetValue(text) },
                output, ct));
    }

    private static async Task<int> ListAsync(IConsoleDoor door, ListAudit question, Output output, CancellationToken ct)
    {
        var rows = await door.RunAsync(question, ct);
        if (!rows.IsSuccess)
        {
            return output.Fail(rows.Error);
        }

        if (output.IsJson)
        {
            output.Json(rows.Value.WriteTo);
        }

        TextTable.Write(output, _columns, rows.Value.EnumerateArray().Select(r => _columns.Select(c => r.GetProperty(c).ToString()).ToArray()));
        return ExitCode.Ok;
    }

    private static async Task<int> VerifyAsync(IConsoleDoor door, Output output, CancellationToken ct)
    {
        var verdict = await door.RunAsync(new VerifyAudit(), ct);
        if (!verdict.IsSuccess)
        {
            return output.Fail(verdict.Error);
        }

        if (output.IsJson)
        {
            output.Json(verdict.Value.WriteTo);
        }

        var isIntact = verdict.Value.GetProperty("intact").GetBoolean();
        output.Line(isIntact ? "The audit log is as it was written." : $"Row {verdict.Value.GetProperty("firstBrokenRow")} was changed, or one before it is missing.");
        return isIntact ? ExitCode.Ok : ExitCode.Refused;
    }
}
