using System.CommandLine;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>
/// Where a verb with state acts: as the profile of <c>login</c> on the running console, or with <c>--user</c> in this process, on a data folder no
/// console holds.
/// </summary>
internal sealed class RemoteOptions
{
    private readonly Option<string?> _user = new("--user") { Description = "Account of the appliance: do the work in this process, where no console runs on the data folder.", HelpName = "NAME" };
    private readonly Option<bool> _passwordStdin = new("--password-stdin") { Description = "Read the account's password from standard input." };
    private readonly Option<string?> _appliance = new("--appliance") { Description = "The appliance's API, e.g. https://10.10.10.11:5081; without it the configured one.", HelpName = "URL" };
    private readonly Option<string?> _certificate = new("--appliance-certificate") { Description = "SHA-256 fingerprint of the appliance's certificate, to accept it.", HelpName = "SHA256" };
    private readonly Option<string?> _data = new("--data") { Description = "Folder of the console's own state.", HelpName = "DIR" };

    /// <summary>Adds the options to a verb.</summary>
    public Command AddTo(Command command)
    {
        command.Add(_user);
        command.Add(_passwordStdin);
        command.Add(_appliance);
        command.Add(_certificate);
        command.Add(_data);
        return command;
    }

    /// <summary>Opens the door.</summary>
    public async Task<Result<IConsoleDoor>> OpenAsync(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        if (parsed.GetValue(_user) is { } user)
        {
            var password = await ReadPasswordAsync(parsed.GetValue(_passwordStdin), terminal, ct);
            return password.IsSuccess
                ? await LocalDoor.OpenAsync(
                    new ServeArguments(false, null, parsed.GetValue(_data)) { ApplianceUrl = parsed.GetValue(_appliance) }, new SignIn(user, password.Value),
                    new CertificateQuestion("--appliance-certificate", parsed.GetValue(_certificate), terminal), ct)
                : password.Error;
        }

        if (parsed.GetValue(_appliance) is not null || parsed.GetValue(_data) is not null)
        {
            return new Error(ErrorKind.Usage, "user-missing", "--appliance and --data need an account.", "Give --user NAME --password-stdin.");
        }

        var profile = ConsoleProfile.Read(terminal);
        return !profile.IsSuccess && profile.Error is { } error ? error
            : profile.Value is not { } found ? new Error(ErrorKind.Unauthenticated, "not-signed-in", "Nobody is signed in here.", "Run palette-console login, or give --user NAME --password-stdin.")
            : new ApiDoor(found.Console, found.CertificateSha256, found.Token);
    }

    /// <summary>The password from standard input when asked for, else from the person at the terminal.</summary>
    public static async Task<Result<Secret>> ReadPasswordAsync(bool fromStandardInput, Terminal terminal, CancellationToken ct) =>
        fromStandardInput ? await PasswordInput.ReadAsync(terminal, ct)
        : terminal.AskSecret("Password: ") is { } typed ? typed
        : new Error(ErrorKind.Usage, "password-missing", "There is no terminal to ask for the password.", "Give it on standard input with --password-stdin.");
}
