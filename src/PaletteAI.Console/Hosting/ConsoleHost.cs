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

        // What keeps it from starting is told in a sentence below; a fault of a service that runs is logged as ever.
        var start = new Start();
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => start.IsOver && level >= LogLevel.Information);
        await using var app = WebConsole.Build(builder, settings, certificate.Value);
        var opened = await app.Services.GetRequiredService<IStateFolder>().OpenAsync(ct);
        if (!opened.IsSuccess)
        {
            return Fail(opened.Error.Kind == ErrorKind.Refused ? Refused : CannotServe, opened.Error);
        }

        return await RunAsync(app, settings, start, ct);
    }

    private static async Task<int> RunAsync(WebApplication app, ConsoleSettings settings, Start start, CancellationToken ct)
    {
        var sandbox = app.Services.GetRequiredService<RunningSandbox>();
        try
        {
            await sandbox.StartAsync(ct);
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Fail(CannotServe, [WhyNot(settings.Url, e.GetBaseException())]);
        }

        start.IsOver = true;
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

    private static string WhyNot(Uri url, Exception e) => (e as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"{url} cannot be served: the port is in use. Stop what uses it, or choose another one with --url.",
        SocketError.AddressNotAvailable => $"{url} cannot be served: {url.Host} is no address of this machine. Name one with --url.",
        SocketError.AccessDenied => $"{url} cannot be served: this user may not use port {url.Port}. Choose one from 1024 on with --url.",
        _ => $"{url} cannot be served: {e.Message.TrimEnd('.', ' ')}. Choose another address or port with --url.",
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

    private sealed class Start
    {
        private volatile bool _isOver;

        public bool IsOver
        {
            get => _isOver;
            set => _isOver = value;
        }
    }
}
