using System.CommandLine;
using System.Text.Json;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>login</c>: signs in at a running console and keeps its token for the next verbs.</summary>
internal static class LoginCommand
{
    private const string ConsoleCertificate = "--certificate";
    private const string ApplianceCertificate = "--appliance-certificate";

    public static Command Create(Terminal terminal)
    {
        var console = new Option<string>("--console") { Description = "Address of the running console.", HelpName = "URL", DefaultValueFactory = _ => "https://localhost:5080" };
        var user = new Option<string>("--user") { Description = "Account of the appliance.", HelpName = "NAME", Required = true };
        var stdin = new Option<bool>("--password-stdin") { Description = "Read the password from standard input." };
        var certificate = new Option<string?>(ConsoleCertificate) { Description = "SHA-256 fingerprint of the console's certificate, to accept it.", HelpName = "SHA256" };
        var appliance = new Option<string?>(ApplianceCertificate) { Description = "SHA-256 fingerprint of the appliance's certificate, to accept it.", HelpName = "SHA256" };
        var command = new Command("login", "Signs in at a running console; the next verbs act there. Keeps a token, never the password.") { console, user, stdin, certificate, appliance };
        command.SetAction(async (parsed, ct) =>
        {
            var output = terminal.For(parsed);
            if (!Uri.TryCreate(parsed.GetValue(console), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            {
                return output.Fail(new Error(ErrorKind.Usage, "console-address", "The console's address is not of the form https://HOST:PORT.", "Give it with --console."));
            }

            var password = await RemoteOptions.ReadPasswordAsync(parsed.GetValue(stdin), terminal, ct);
            if (!password.IsSuccess)
            {
                return output.Fail(password.Error);
            }

            var known = await KnowConsoleAsync(url, new CertificateQuestion(ConsoleCertificate, parsed.GetValue(certificate), terminal), ct);
            var profile = known.IsSuccess
                ? await SignInAsync(url, known.Value, new SignIn(parsed.GetRequiredValue(user), password.Value), new CertificateQuestion(ApplianceCertificate, parsed.GetValue(appliance), terminal), ct)
                : known.Error;
            return profile.IsSuccess ? Done(profile.Value, output) : output.Fail(profile.Error);
        });
        return command;
    }

    private static async Task<Result<string>> KnowConsoleAsync(Uri url, CertificateQuestion question, CancellationToken ct)
    {
        var presented = await ApiDoor.ReadCertificateAsync(url, ct);
        if (!presented.IsSuccess)
        {
            return presented.Error;
        }

        var sha256 = presented.Value;
        var isKnown = ConsoleProfile.Read(question.Terminal) is { Value: { } profile } && profile.Console == url && profile.CertificateSha256 == sha256;
        if (isKnown || question.Accepts(url.Authority, sha256))
        {
            return sha256;
        }

        return question.Explain(new Error(ErrorKind.Refused, "console-certificate-unknown", $"The certificate of {url.Authority} was not accepted yet.")
        {
            Facts = new Dictionary<string, string> { ["endpoint"] = url.Authority, ["sha256"] = sha256 },
        });
    }

    private static async Task<Result<ConsoleProfile>> SignInAsync(Uri url, string sha256, SignIn signIn, CertificateQuestion question, CancellationToken ct)
    {
        await using var door = new ApiDoor(url, sha256, "");
        var answer = await door.RunAsync(signIn, ct);
        if (answer.Error is { Code: CertificateQuestion.Unknown } unknown)
        {
            answer = question.Accepts(unknown) is { } accepted && await door.RunAsync(new AcceptCertificate(accepted), ct) is { IsSuccess: true }
                ? await door.RunAsync(signIn, ct)
                : question.Explain(unknown);
        }

        if (!answer.IsSuccess)
        {
            return answer.Error;
        }

        var signedIn = answer.Value;
        var profile = new ConsoleProfile(
            url, sha256, signedIn.GetProperty("userName").GetString()!, signedIn.GetProperty("token").GetString()!, signedIn.GetProperty("deviceToken").GetString()!, signedIn.GetProperty("expiresAt").GetDateTimeOffset());
        if (signedIn.GetProperty("passwordChangeRequired").GetBoolean())
        {
            return new Error(ErrorKind.Forbidden, "password-change-required", "The appliance asks for a new password before anything else can be done.", $"Open {url} in a browser and set one.");
        }

        var saved = profile.Save(question.Terminal);
        return saved.IsSuccess ? profile : saved.Error;
    }

    private static int Done(ConsoleProfile profile, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("console", profile.Console.GetLeftPart(UriPartial.Authority));
                json.WriteString("userName", profile.UserName);
                json.WriteString("expiresAt", profile.ExpiresAt);
                json.WriteString("certificateSha256", profile.CertificateSha256);
                json.WriteEndObject();
            });
        }

        output.Line($"Signed in at {profile.Console.GetLeftPart(UriPartial.Authority)} as {profile.UserName} until {profile.ExpiresAt:yyyy-MM-dd HH:mm} UTC.");
        return ExitCode.Ok;
    }
}
