using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MudBlazor.Services;
using PaletteAI.Console.Api;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Features.Values.Text;
using PaletteAI.Console.Hosting.Tls;
using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Hosting.Web;

/// <summary>The web application: server, services, pipeline.</summary>
internal static class WebConsole
{
    // A message of a circuit: typed text. Longer input is refused in the browser with a sentence (wwwroot/js/guard.js), files are uploaded.
    private const int HubMessageBytes = 32 * 1024;

    /// <summary>The builder with settings and logging. Files of the program lie beside it, wherever it was started.</summary>
    public static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebConsole).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "palette-console.staticwebassets.runtime.json")))
        {
            // Started from the build folder: the files of wwwroot are where the sources are.
            builder.WebHost.UseStaticWebAssets();
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
        });
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>The application, not yet started.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, ConsoleSettings settings, ConsoleCertificate certificate)
    {
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings, certificate));
        builder.Services.AddConsole(settings);
        AddPages(builder.Services, settings, certificate);
        builder.Services.AddConsoleApi();
        AddAccess(builder.Services, settings, certificate);
        var app = builder.Build();
        Use(app, settings, certificate);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, ConsoleSettings settings, ConsoleCertificate certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        var (host, port) = (settings.Url.Host.Trim('[', ']'), settings.Url.Port);
        void Https(ListenOptions listen) => listen.UseHttps(https =>
            (https.ServerCertificate, https.ServerCertificateChain) = (certificate.Certificate, certificate.Chain));
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && port != 0)
        {
            kestrel.ListenLocalhost(port, Https);
        }
        else if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.Listen(IPAddress.Loopback, port, Https);
        }
        else if (IPAddress.TryParse(host, out var address))
        {
            kestrel.Listen(address, port, Https);
        }
        else
        {
            kestrel.ListenAnyIP(port, Https);
        }
    }

    private static void AddPages(IServiceCollection services, ConsoleSettings settings, ConsoleCertificate certificate)
    {
        services.AddMudServices();
        services.AddSingleton(sp => ThemeFromTokens.Build(ReadText(sp.GetRequiredService<IWebHostEnvironment>(), "tokens.css")));
        services.AddSingleton(sp => Facts(settings, certificate, sp.GetRequiredService<RunningSandbox>()));
        services.AddScoped<Preferences>();
        services.AddScoped<BrowserPreferences>();
        services.AddScoped<BrowserFiles>();
        services.AddScoped<CircuitLife>();
        services.AddScoped<IOperationGateway, OperationGateway>();
        services.AddScoped<CircuitHandler, CircuitGuard>();
        services.AddSingleton<CircuitCounts>();
        services.AddValuesTexts();
        services.AddSingleton<IConsoleHeap, RuntimeHeap>();
        services.AddHostedService<SmallHeap>();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DetailedErrors = false;
            circuits.DisconnectedCircuitMaxRetained = 50;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
            circuits.MaxBufferedUnacknowledgedRenderBatches = 10;
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = HubMessageBytes);
    }

    private static void AddAccess(IServiceCollection services, ConsoleSettings settings, ConsoleCertificate certificate)
    {
        services.AddAuthentication(SessionPrincipal.Scheme)
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, SessionAuthentication>(SessionPrincipal.Scheme, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "__Host-palette-forms";
            o.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.Path = "/";
        });
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = [.. AllowedHosts(settings, certificate)]);
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = settings.TrustedProxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            o.KnownProxies.Clear();
            foreach (var proxy in settings.TrustedProxies)
            {
                o.KnownProxies.Add(proxy);
            }
        });
        services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(180));
    }

    private static void Use(WebApplication app, ConsoleSettings settings, ConsoleCertificate certificate)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseHostFiltering();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseConsoleApi();
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        if (certificate.IsGiven)
        {
            app.UseHsts();
        }

        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<PasswordFirst>();
        app.UseMiddleware<CircuitConnections>();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSessions();
        app.MapValuesTexts();
        app.MapConsoleApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = "'none'");
    }

    // Everything else keeps its plain status: programs read it, not people.
    private static bool IsPage(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html") && !http.Request.Path.StartsWithSegments("/api");

    private static ConsoleFacts Facts(ConsoleSettings settings, ConsoleCertificate certificate, RunningSandbox sandbox)
    {
        var appliance = settings.ApplianceUrl ?? sandbox.Instance?.ApplianceUrl;
        return new ConsoleFacts
        {
            ApplianceName = settings.Sandbox ? "Sandbox appliance" : appliance?.Authority ?? "no appliance configured",
            Sandbox = settings.Sandbox,
            TimeScale = settings.Sandbox ? settings.TimeScale : 1,
            Version = typeof(WebConsole).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            CertificateSha256 = certificate.Sha256,
            ApplianceUrl = appliance?.GetLeftPart(UriPartial.Authority) ?? "",
            DataFolder = settings.DataDirectory,
        };
    }

    private static IEnumerable<string> AllowedHosts(ConsoleSettings settings, ConsoleCertificate certificate) =>
        certificate.Names.Concat(SelfTalk.OwnAddresses().Select(a => a.ToString()))
            .Concat(settings.AllowedHosts).Append("localhost").Append(Environment.MachineName)
            .Select(name => name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : name)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string ReadText(IWebHostEnvironment environment, string path)
    {
        using var reader = new StreamReader(environment.WebRootFileProvider.GetFileInfo(path).CreateReadStream());
        return reader.ReadToEnd();
    }
}
