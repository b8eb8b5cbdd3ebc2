using System.CommandLine;
using System.Globalization;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Texts;

namespace PaletteAI.Console.Cli.Users;

/// <summary><c>users verify</c>: whether a hash is usable, and whether the password on standard input is its password.</summary>
internal static class UsersVerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var hash = new Argument<string>("HASH") { Description = "bcrypt hash or its base64; quote it, because shells replace $." };
        var command = new Command("verify", "Judges a hash and the password on standard input. Exit 0: match; 2: not a usable hash; 3: no match.") { hash };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(hash), terminal.For(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(string hash, Output output, CancellationToken ct)
    {
        var password = await PasswordInput.ReadAsync(output.Terminal, ct);
        if (!password.IsSuccess)
        {
            return output.Fail(password.Error);
        }

        var verdict = PasswordHash.Judge(hash);
        var matches = PasswordHashing.Matches(password.Value, hash);
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("valid", verdict.Accepted);
                if (verdict.Cost is { } cost)
                {
                    json.WriteNumber("cost", cost);
                }
                else
                {
                    json.WriteNull("cost");
                }

                json.WriteBoolean("matches", matches);
                json.WriteEndObject();
            });
        }

        output.Line(Sentence(verdict, matches));
        return !verdict.Accepted ? ExitCode.Invalid : matches ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string Sentence(PasswordHashVerdict verdict, bool matches) =>
        !verdict.Accepted ? $"{verdict.Message}\n  {verdict.Fix}"
        : string.Create(CultureInfo.InvariantCulture, $"The hash is usable (cost {verdict.Cost}). {(matches ? "The password matches." : "The password does not match.")}");
}
