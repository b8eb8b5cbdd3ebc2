using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Testing.Appliance;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Appliance.Tests;

/// <summary>The adapters as the console gets them, in front of a given server.</summary>
internal sealed class Harness : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Harness(Uri url, string? acceptedFingerprint, TimeProvider? time = null, IDialer? dialer = null)
    {
        if (acceptedFingerprint is not null)
        {
            _ = Pins.SaveAsync(new CertificatePin($"{url.Host}:{url.Port}", acceptedFingerprint, "test", DateTimeOffset.UnixEpoch), default);
        }
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(dialer ?? new LoopbackDialer());
        services.AddSingleton<ICertificatePins>(Pins);
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddAppliance(_ => url);
        _services = services.BuildServiceProvider();
    }

    public static Secret Token { get; } = new("eyJhbGciOiJub25lIn0.e30.c2ln");

    public MemoryPins Pins { get; } = new();

    public IAppliance Appliance => _services.GetRequiredService<IAppliance>();

    public IApplianceCertificate Certificate => _services.GetRequiredService<IApplianceCertificate>();

    public ISignIn SignIn => _services.GetRequiredService<ISignIn>();

    public static Harness For(MisbehavingServer server, TimeProvider? time = null) => new(server.Url, server.Fingerprint, time);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
