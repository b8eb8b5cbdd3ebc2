using System.CommandLine;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Cli.Spec;

/// <summary><c>spec consequences</c>: what Review says, in plain words.</summary>
internal static class SpecConsequencesCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = SpecArguments.File();
        var command = new Command("consequences", "Says in plain words what deploying the spec brings about.") { file };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(file), terminal.For(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(string file, Output output, CancellationToken ct)
    {
        var spec = await SpecFile.RequireAsync(file, output.Terminal, ct);
        if (!spec.IsSuccess)
        {
            return output.Fail(spec.Error);
        }

        var consequences = Consequences.Of(spec.Value, SpecFile.Facts(spec.Value, null, output.Terminal));
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartArray();
                foreach (var consequence in consequences)
                {
                    json.WriteStartObject();
                    json.WriteString("code", consequence.Code);
                    json.WriteString("severity", ErrorJson.Word(consequence.Severity));
                    json.WriteString("message", consequence.Message);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }

        foreach (var consequence in consequences)
        {
            output.Line($"  {ErrorJson.Word(consequence.Severity),-7}  {consequence.Code}{(consequence.NeedsAcceptance ? " (to be accepted)" : "")}\n           {consequence.Message}");
        }

        return ExitCode.Ok;
    }
}
