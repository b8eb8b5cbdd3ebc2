using System.CommandLine;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>logout</c>: ends the session of <c>login</c> and forgets its token.</summary>
internal static class LogoutCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("logout", "Ends the session of login and forgets its token.");
        command.SetAction(async (parsed, ct) =>
        {
            var output = terminal.For(parsed);
            var profile = ConsoleProfile.Read(terminal);
            if (!profile.IsSuccess && profile.Error is { } error)
            {
                return output.Fail(error);
            }

            if (profile.Value is not { } found)
            {
                output.Line("Nobody is signed in here.");
                return ExitCode.Ok;
            }

            await using var door = new ApiDoor(found.Console, found.CertificateSha256, found.Token);
            var ended = await door.RunAsync(new SignOut(), ct);
            ConsoleProfile.Remove(terminal);
            if (ended.IsSuccess || ended.Error.Kind == ErrorKind.Unauthenticated)
            {
                output.Line("Signed out.");
                return ExitCode.Ok;
            }

            output.Note("The token is forgotten here, but the console could not be told; the session there ends by itself.");
            return output.Fail(ended.Error);
        });
        return command;
    }
}
