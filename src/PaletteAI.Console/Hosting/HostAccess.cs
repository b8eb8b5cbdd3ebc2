using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Hosts;

namespace PaletteAI.Console.Hosting;

/// <summary>Channels to hosts for one run of a verb, without the console's own state.</summary>
internal sealed class HostAccess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private HostAccess(ServiceProvider services) => _services = services;

    /// <summary>The channels.</summary>
    public IHostChannels Channels => _services.GetRequiredService<IHostChannels>();

    /// <summary>Opens the way to the network.</summary>
    public static HostAccess Open(TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddSingleton<IDialer, NetworkDialer>();
        services.AddHosts();
        return new HostAccess(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
