using System.Net;
using System.Net.Sockets;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosting.Tls;
using PaletteAI.Console.Hosting.Web;

namespace PaletteAI.Console.Hosting;

/// <summary>Builds and runs the web console.</summary>
internal static class ConsoleHost
{
    private const int Stopped = 0;
    private const int CannotServe = 1;
    private const int Refused = 3;

    /// <summary>Serves until it is told to stop.</summary>
    /// <returns>Exit code: 0 stopped, 1 cannot serve (settings, port), 3 another console has the data folder.</returns>
    public static async Task<int> ServeAsync(ServeArguments arguments, CancellationToken ct)
    {
        var builder = WebConsole.Builder();
        var settings = ConsoleSettings.Read(builder.Configuration, arguments, out var problems);
        if (problems.Count > 0)
        {
            return Fail(CannotServe, problems);
        }

        var certificate = ConsoleCertificate.Load(settings, TimeProvider.System.GetUtcNow());
        if (!certificate.IsSuccess)
        {
            return Fail(CannotServe, certificate.Error);
        }

        await using var app = WebConsole.Build(builder, settings, certificate.Value);
        var opened = await app.Services.GetRequiredService<IStateFolder>().OpenAsync(ct);
        if (!opened.IsSuccess)
        {
            return Fail(opened.Error.Kind == ErrorKind.Refused ? Refused : CannotServe, opened.Error);
        }

        return await RunAsync(app, settings, ct);
    }

    private static async Task<int> RunAsync(WebApplication app, ConsoleSettings settings, CancellationToken ct)
    {
        var sandbox = app.Services.GetRequiredService<RunningSandbox>();
        try
        {
            await sandbox.StartAsync(ct);
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Fail(CannotServe, [$"{settings.Url} cannot be served: {Innermost(e).Message}. Stop what uses the port, or choose another one with --url."]);
        }

        Announce(app, settings, sandbox);
        await app.WaitForShutdownAsync(ct);
        return Stopped;
    }

    /// <summary>The lines of design §5 on standard output, and which case this is on standard error.</summary>
    private static void Announce(WebApplication app, ConsoleSettings settings, RunningSandbox sandbox)
    {
        var port = new Uri(app.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
        var output = System.Console.Out;
        if (sandbox.Instance is { } simulated)
        {
            output.WriteLine($"Appliance API: {simulated.ApplianceUrl.GetLeftPart(UriPartial.Authority)}");
        }

        output.WriteLine($"Console: https://{settings.Url.Host}:{port}");
        if (sandbox.Instance is { } appliance)
        {
            output.WriteLine($"User: {appliance.UserName}");
            output.WriteLine($"Password: {appliance.Password.Reveal()}");
        }

        output.Flush();
        System.Console.Error.WriteLine(Case(settings));
    }

    private static string Case(ConsoleSettings settings) => settings switch
    {
        { Sandbox: true } => "The appliance, its hosts and its cluster are simulated.",
        { ApplianceUrl: null } => "Appliance:Url is not set: nobody can sign in until it names the appliance's API, e.g. https://10.10.10.11:5080.",
        { ApplianceUrl: { } url } when SelfTalk.IsThisMachine(url.Host) => $"The console runs on the appliance; its Local UI is expected at {url}.",
        { ApplianceUrl: { } url } => $"The console runs beside the appliance at {url}.",
    };

    private static int Fail(int code, Error error) => Fail(code, [error.Message, error.Fix]);

    private static int Fail(int code, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences.Where(s => s.Length > 0))
        {
            System.Console.Error.WriteLine(sentence);
        }

        return code;
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner and (SocketException or IOException) ? Innermost(inner) : e;
}
