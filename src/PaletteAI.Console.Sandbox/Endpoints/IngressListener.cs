using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Sandbox.Tls;

namespace PaletteAI.Console.Sandbox.Endpoints;

/// <summary>The cluster's ingress: Palette's system console, Palette and PaletteAI over TLS, each as soon as it is installed.</summary>
internal sealed class IngressListener : IAsyncDisposable
{
    public const int IngressPort = 443;

    private readonly SimulatedAppliance _appliance;
    private readonly TimeProvider _time;
    private readonly Func<bool> _hasPaletteAi;
    private readonly X509Certificate2 _wrong;
    private (string Name, X509Certificate2 Certificate)? _own;
    private WebApplication _app = null!;

    private IngressListener(SimulatedAppliance appliance, Func<bool> hasPaletteAi, TimeProvider time)
    {
        _appliance = appliance;
        _hasPaletteAi = hasPaletteAi;
        _time = time;
        _wrong = SelfMade.Load(SelfMade.Certificate("another.example.org", [], time.GetUtcNow()));
    }

    public int Port { get; private set; }

    /// <summary>Whether the ingress is reached by this name or address.</summary>
    public bool Answers(string host)
    {
        if (_appliance.Progress()?.Plan is not { } plan || _appliance.Faults.Endpoints.IngressAway)
        {
            return false;
        }

        var atVip = plan.Endpoint == host || (host.Length > 0 && plan.Variables.GetValueOrDefault("rootDomain") == host);
        return atVip ? !_appliance.Faults.Endpoints.VipAway : plan.Nodes.Any(n => n.Host.Address == host && !_appliance.IsRebooting(n.Host));
    }

    /// <exception cref="IOException">No port is free.</exception>
    public static async Task<IngressListener> StartAsync(SimulatedAppliance appliance, Func<bool> hasPaletteAi, TimeProvider time, CancellationToken ct)
    {
        var ingress = new IngressListener(appliance, hasPaletteAi, time);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "palette-console" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Use(next => connection => ingress.DropUntilReady(next, connection));
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = ingress.Certificate() }) });
            });
        });
        ingress._app = builder.Build();
        ingress._app.Run(ingress.AnswerAsync);
        await ingress._app.StartAsync(ct);
        ingress.Port = new Uri(ingress._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return ingress;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _wrong.Dispose();
        _own?.Certificate.Dispose();
    }

    private Task DropUntilReady(ConnectionDelegate next, ConnectionContext connection)
    {
        if (_appliance.Progress()?.Done("IngressReady") is not null && !_appliance.Faults.Endpoints.IngressAway)
        {
            return next(connection);
        }

        connection.Abort();
        return Task.CompletedTask;
    }

    // Made by the appliance for its root domain and its addresses.
    private X509Certificate2 Certificate()
    {
        if (_appliance.Faults.Endpoints.WrongCertificate || _appliance.Progress()?.Plan is not { } plan)
        {
            return _wrong;
        }

        var name = plan.Variables.GetValueOrDefault("rootDomain") is { Length: > 0 } root && !IPAddress.TryParse(root, out _) && !root.Contains('{', StringComparison.Ordinal) ? root : plan.Name;
        if (_own?.Name != name)
        {
            var addresses = _appliance.Addresses.Append(plan.Endpoint).Where(a => IPAddress.TryParse(a, out _));
            _own = (name, SelfMade.Load(SelfMade.Certificate(name, addresses, _time.GetUtcNow())));
        }

        return _own.Value.Certificate;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var (application, isThere, title) = path switch
        {
            _ when path.StartsWith("/system", StringComparison.Ordinal) => ("/system", HasPalette(), "Palette System Console"),
            _ when path == "/ai" || path.StartsWith("/ai/", StringComparison.Ordinal) => ("/ai", _hasPaletteAi(), "PaletteAI"),
            _ => ("/", HasPalette(), "Palette"),
        };
        var broken = _appliance.Faults.Endpoints.BrokenPath == application;
        http.Response.StatusCode = broken ? 502 : isThere ? 200 : 503;
        http.Response.ContentType = "text/html; charset=utf-8";
        var shown = broken ? "502 Bad Gateway" : isThere ? title : "503 Service Temporarily Unavailable";
        await http.Response.WriteAsync($"<!doctype html><html lang=\"en\"><head><title>{shown}</title></head><body><h1>{shown}</h1><p>Simulated.</p></body></html>", http.RequestAborted);
    }

    private bool HasPalette() => _appliance.Progress()?.Done("PaletteReady") is not null;
}
