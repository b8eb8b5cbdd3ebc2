using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Spec;

/// <summary><c>spec validate</c>: every finding about each file.</summary>
internal static class SpecValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = FileArgument.Many("Install specs (YAML or JSON); - reads standard input.");
        var inventory = SpecArguments.Inventory();
        var command = new Command("validate", "Judges install specs. Exit 0: all valid; 1: a file could not be read; 2: at least one error.") { files, inventory };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(files), parsed.GetValue(inventory), terminal.For(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, string? inventoryFile, Output output, CancellationToken ct)
    {
        if (files.Append(inventoryFile).Count(f => f == InputFile.StandardInput) > 1)
        {
            return output.Fail(new Error(ErrorKind.Usage, "standard-input-twice", "Standard input can be read once only.", "Give - for one file."));
        }

        var inventory = await SpecFile.InventoryAsync(inventoryFile, output.Terminal, ct);
        if (!inventory.IsSuccess && inventory.Error is { } unreadable)
        {
            return output.Fail(unreadable);
        }

        var verdicts = new List<FileVerdict>();
        foreach (var file in files)
        {
            var reading = await SpecFile.ReadAsync(file, output.Terminal, ct);
            verdicts.Add(reading.IsSuccess
                ? new FileVerdict(file, SpecJudgement.Of(reading.Value, inventory.Value?.Inventory, output.Terminal), false)
                : new FileVerdict(file, [Finding.Error("", reading.Error.Code, reading.Error.Message, reading.Error.Fix)], true));
        }

        if (inventory.Value is { Inventory: null } refused)
        {
            verdicts.Add(new FileVerdict(inventoryFile!, refused.Findings, false));
        }

        Print(verdicts, inventory.Value?.Findings ?? [], output);
        return verdicts.Exists(v => v.IsUnreadable) ? ExitCode.UsageOrIo : verdicts.TrueForAll(v => v.IsValid) ? ExitCode.Ok : ExitCode.Invalid;
    }

    private static void Print(List<FileVerdict> verdicts, IEnumerable<Finding> aboutInventory, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json => Write(json, verdicts));
        }

        foreach (var verdict in verdicts)
        {
            var count = FindingText.Count(verdict.Findings);
            output.Line($"{verdict.File}: {(verdict.IsValid ? "valid" : "not valid")}{(count.Length > 0 ? $" ({count})" : "")}");
            foreach (var finding in verdict.Findings)
            {
                output.Line(FindingText.Of(finding));
            }
        }

        foreach (var finding in aboutInventory.Where(f => f.Severity != Severity.Error))
        {
            output.Note("Inventory:" + FindingText.Of(finding));
        }
    }

    private static void Write(Utf8JsonWriter json, List<FileVerdict> verdicts)
    {
        json.WriteStartArray();
        foreach (var verdict in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("file", verdict.File);
            json.WriteBoolean("valid", verdict.IsValid);
            ErrorJson.WriteFindings(json, verdict.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed record FileVerdict(string File, IReadOnlyCollection<Finding> Findings, bool IsUnreadable)
    {
        public bool IsValid => Findings.All(f => f.Severity != Severity.Error);
    }
}
