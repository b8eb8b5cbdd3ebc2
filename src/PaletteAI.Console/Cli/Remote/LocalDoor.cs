using System.Text.Json;
using PaletteAI.Console.Api;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>Does the work in this process, as an account of the appliance that signs in for one verb.</summary>
internal sealed class LocalDoor : IConsoleDoor
{
    private const string Via = "command-line";
    private readonly LocalConsole _console;
    private readonly string _sessionId;

    private LocalDoor(LocalConsole console, string sessionId) => (_console, _sessionId) = (console, sessionId);

    /// <summary>Takes the data folder and signs in.</summary>
    public static async Task<Result<IConsoleDoor>> OpenAsync(ServeArguments arguments, SignIn signIn, CertificateQuestion certificate, CancellationToken ct)
    {
        var opened = await LocalConsole.OpenAsync(arguments, ct);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        var console = opened.Value;
        var stranger = new Caller("", "local", Via);
        var signedIn = await console.Runner.RunAsync(signIn, stranger, ct);
        if (signedIn.Error is { Code: CertificateQuestion.Unknown } unknown)
        {
            signedIn = certificate.Accepts(unknown) is { } sha256 && await console.Runner.RunAsync(new AcceptCertificate(sha256), stranger, ct) is { IsSuccess: true }
                ? await console.Runner.RunAsync(signIn, stranger, ct)
                : certificate.Explain(unknown);
        }

        if (signedIn.IsSuccess)
        {
            return new LocalDoor(console, signedIn.Value.SessionId.Reveal());
        }

        await console.DisposeAsync();
        return signedIn.Error;
    }

    public async Task<Result<JsonElement>> RunAsync<TOutput>(IOperation<TOutput> operation, CancellationToken ct) =>
        (await _console.Runner.RunAsync(operation, new Caller(_sessionId, "local", Via), ct)).Map(output => JsonSerializer.SerializeToElement(output, ApiJson.Options));

    public async Task<Result<Secret>> DownloadAsync<TOutput>(IOperation<TOutput> operation, CancellationToken ct)
        where TOutput : IHasFile => (await _console.Runner.RunAsync(operation, new Caller(_sessionId, "local", Via), ct)).Map(output => output.File.Content);

    public async ValueTask DisposeAsync()
    {
        await _console.Runner.RunAsync(new SignOut(), new Caller(_sessionId, "local", Via), CancellationToken.None);
        await _console.DisposeAsync();
    }
}
