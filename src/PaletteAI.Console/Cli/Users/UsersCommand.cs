using System.CommandLine;

namespace PaletteAI.Console.Cli.Users;

/// <summary><c>users</c>: password hashes for the installer's static users.</summary>
internal static class UsersCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("users", "Makes and checks password hashes for static users (dex.config.staticPasswords).");
        command.Add(UsersHashCommand.Create(terminal));
        command.Add(UsersVerifyCommand.Create(terminal));
        return command;
    }
}
