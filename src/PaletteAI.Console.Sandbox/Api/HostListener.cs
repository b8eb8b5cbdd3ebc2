using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Sandbox.Hosts;

namespace PaletteAI.Console.Sandbox.Api;

/// <summary>One host's own listener on loopback. While its host restarts it drops every connection before a byte is answered.</summary>
internal sealed class HostListener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostListener(WebApplication app, int port)
    {
        _app = app;
        Port = port;
    }

    public int Port { get; }

    public static async Task<HostListener> StartAsync(
        SimulatedHost host, int wantedPort, X509Certificate2 certificate, HostEndpoints endpoints, SimulatedAppliance appliance, CancellationToken ct)
    {
        try
        {
            return await ListenAsync(host, wantedPort, certificate, endpoints, appliance, ct);
        }
        catch (IOException) when (wantedPort != 0)
        {
            // Somebody else has the port of last time; the console finds the new one through the dialer's map.
            return await ListenAsync(host, 0, certificate, endpoints, appliance, ct);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<HostListener> ListenAsync(
        SimulatedHost host, int port, X509Certificate2 certificate, HostEndpoints endpoints, SimulatedAppliance appliance, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "palette-console" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64L << 20;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Use(next => connection => RefuseWhileAway(host, appliance, next, connection));
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        app.Use(async (http, next) =>
        {
            if (appliance.IsRebooting(host))
            {
                http.Abort();
                return;
            }

            if (appliance.Faults.Delay > TimeSpan.Zero)
            {
                await Task.Delay(appliance.Faults.Delay, TimeProvider.System, http.RequestAborted);
            }

            await next(http);
        });
        endpoints.Map(app);
        await app.StartAsync(ct);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new HostListener(app, new Uri(address).Port);
    }

    private static Task RefuseWhileAway(SimulatedHost host, SimulatedAppliance appliance, ConnectionDelegate next, ConnectionContext connection)
    {
        if (!appliance.IsRebooting(host))
        {
            return next(connection);
        }

        connection.Abort();
        return Task.CompletedTask;
    }
}
