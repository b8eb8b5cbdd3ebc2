using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Hosting;

/// <summary>The console without its web server, for verbs of the command line: it holds the data folder while it is open.</summary>
internal sealed class LocalConsole : IAsyncDisposable
{
    private readonly IHost _host;

    private LocalConsole(IHost host) => _host = host;

    /// <summary>The one door.</summary>
    public IOperationRunner Runner => _host.Services.GetRequiredService<IOperationRunner>();

    /// <summary>Opens the data folder and starts what runs in the background. Another console on the folder is <c>data-folder-in-use</c>.</summary>
    public static async Task<Result<LocalConsole>> OpenAsync(ServeArguments arguments, CancellationToken ct)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            DisableDefaults = true,
            ApplicationName = typeof(LocalConsole).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: false).AddEnvironmentVariables();
        var settings = ConsoleSettings.Read(builder.Configuration, arguments, out var problems);
        if (problems.Count > 0)
        {
            return new Error(ErrorKind.Usage, "settings-wrong", string.Join(' ', problems), "Correct the setting.");
        }

        builder.Services.AddLogging().AddMetrics();
        builder.Services.AddConsole(settings);
        return await StartAsync(builder.Build(), ct);
    }

    private static async Task<Result<LocalConsole>> StartAsync(IHost host, CancellationToken ct)
    {
        var console = new LocalConsole(host);
        var opened = await host.Services.GetRequiredService<IStateFolder>().OpenAsync(ct);
        if (!opened.IsSuccess)
        {
            await console.DisposeAsync();
            return opened.Error;
        }

        await host.StartAsync(ct);
        return console;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
