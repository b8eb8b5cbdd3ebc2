using System.CommandLine;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Texts;

namespace PaletteAI.Console.Cli.Users;

/// <summary><c>users hash</c>: a bcrypt hash of the password on standard input.</summary>
internal static class UsersHashCommand
{
    public static Command Create(Terminal terminal)
    {
        var cost = new Option<int>("--cost")
        {
            Description = $"bcrypt cost, {PasswordHash.LowestCost} to {PasswordHash.HighestCost}; Dex lets nobody log in with another.", HelpName = "N", DefaultValueFactory = _ => PasswordHash.RecommendedCost,
        };
        var command = new Command("hash", "Prints a hash of the password on standard input, for dex.config.staticPasswords.") { cost };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(cost), terminal.For(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(int cost, Output output, CancellationToken ct)
    {
        var password = await PasswordInput.ReadAsync(output.Terminal, ct);
        if (!password.IsSuccess)
        {
            return output.Fail(password.Error);
        }

        var hash = PasswordHashing.Hash(password.Value, cost);
        if (!hash.IsSuccess)
        {
            return output.Fail(hash.Error);
        }

        if (hash.Value.WasNormalised)
        {
            output.Note("The password was put into Unicode's composed form (NFC) first: that is what most keyboards type.");
        }

        if (hash.Value.HasLooseMark)
        {
            output.Note("The password holds marks that stand alone; another keyboard may type them in another way, and then nobody can log in.");
        }

        // The hash is what was asked for: it is the result, not a secret that came along.
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("hash", hash.Value.Hash);
                json.WriteEndObject();
            });
        }
        else
        {
            output.Document(hash.Value.Hash);
        }

        return ExitCode.Ok;
    }
}
