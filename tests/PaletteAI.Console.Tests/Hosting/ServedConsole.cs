using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Hosting;
using PaletteAI.Console.Hosting.Tls;
using PaletteAI.Console.Hosting.Web;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Tests.Hosting;

/// <summary>The real web console with its sandbox, served in this process on a free port of 127.0.0.1.</summary>
public sealed partial class ServedConsole : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    private readonly WebApplication _app;
    private readonly HttpClient _plain = new(Handler());

    private ServedConsole(WebApplication app, string dataFolder)
    {
        _app = app;
        DataFolder = dataFolder;
        Url = new Uri(app.Urls.First());
    }

    public Uri Url { get; }

    public string DataFolder { get; }

    public string UserName => "admin";

    public IServiceProvider Services => _app.Services;

    /// <summary>Everything that was logged.</summary>
    public LogLines Log { get; private init; } = null!;

    internal static async Task<ServedConsole> StartAsync(string? dataFolder = null, Func<ConsoleSettings, ConsoleSettings>? change = null)
    {
        var folder = dataFolder ?? Directory.CreateTempSubdirectory("palette-console-served-").FullName;
        var builder = WebConsole.Builder();
        var settings = ConsoleSettings.Read(builder.Configuration, new ServeArguments(true, "https://127.0.0.1:0", folder), out var problems);
        Assert.Empty(problems);
        settings = settings with { SandboxPassword = Password, TimeScale = 2_000 };
        settings = change?.Invoke(settings) ?? settings;
        var certificate = ConsoleCertificate.Load(settings, TimeProvider.System.GetUtcNow());
        Assert.True(certificate.IsSuccess, certificate.Error?.Message);
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        var app = WebConsole.Build(builder, settings, certificate.Value);
        var opened = await app.Services.GetRequiredService<IStateFolder>().OpenAsync(CancellationToken.None);
        Assert.True(opened.IsSuccess, opened.Error?.Message);
        await app.Services.GetRequiredService<RunningSandbox>().StartAsync(CancellationToken.None);
        await app.StartAsync();
        return new ServedConsole(app, folder) { Log = log };
    }

    /// <summary>Sends a request without following redirects.</summary>
    /// <param name="cookies">Cookie header; null = a stranger.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? cookies = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, path)) { Content = content };
        if (cookies is not null)
        {
            request.Headers.Add("Cookie", cookies);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _plain.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetPageAsync(string path, string? cookies = null) => SendAsync(HttpMethod.Get, path, cookies, null, ("Accept", "text/html"));

    /// <summary>Posts the sign-in form as a browser does.</summary>
    /// <returns>The answer, and all cookies held afterwards.</returns>
    public async Task<(HttpResponseMessage Answer, string Cookies)> PostSignInAsync(string password = Password, string returnUrl = "/", string cookies = "")
    {
        using var page = await GetPageAsync("/sign-in", cookies.Length > 0 ? cookies : null);
        var held = Merge(cookies, page);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = FormToken(await page.Content.ReadAsStringAsync()),
            ["userName"] = UserName,
            ["password"] = password,
            ["returnUrl"] = returnUrl,
        });
        var answer = await SendAsync(HttpMethod.Post, "/sign-in", held, form, ("Accept", "text/html"));
        return (answer, Merge(held, answer));
    }

    /// <summary>Signs in and returns the cookies.</summary>
    public async Task<string> SignInAsync()
    {
        var (answer, cookies) = await PostSignInAsync();
        using (answer)
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        return cookies;
    }

    /// <summary>Posts the sign-out form.</summary>
    public async Task SignOutAsync(string cookies)
    {
        // Pages are rendered in the circuit; a static page of the same session holds a token for forms.
        using var page = await GetPageAsync("/change-password", cookies);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = FormToken(await page.Content.ReadAsStringAsync()) });
        using var answer = await SendAsync(HttpMethod.Post, "/sign-out", Merge(cookies, page), form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Posts the form that sets a new password.</summary>
    /// <returns>The answer, and all cookies held afterwards.</returns>
    public async Task<(HttpResponseMessage Answer, string Cookies)> PostPasswordAsync(string cookies, string old, string wanted, string? repeated = null)
    {
        using var page = await GetPageAsync("/change-password", cookies);
        var held = Merge(cookies, page);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "change-password",
            ["__RequestVerificationToken"] = FormToken(await page.Content.ReadAsStringAsync()),
            ["oldPassword"] = old,
            ["newPassword"] = wanted,
            ["repeatPassword"] = repeated ?? wanted,
        });
        var answer = await SendAsync(HttpMethod.Post, "/change-password", held, form, ("Accept", "text/html"));
        return (answer, Merge(held, answer));
    }

    public static HttpClientHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    };

    public async ValueTask DisposeAsync()
    {
        _plain.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Cookies held after an answer.</summary>
    public static string Merge(string held, HttpResponseMessage answer)
    {
        var all = held.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=', 2)).ToDictionary(c => c[0], c => c[1]);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var pair = set.Split(';')[0].Split('=', 2);
            all[pair[0]] = pair[1];
        }

        return string.Join("; ", all.Where(c => c.Value.Length > 0).Select(c => $"{c.Key}={c.Value}"));
    }

    private static string FormToken(string html) => TokenField().Match(html).Groups["token"].Value;

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<token>[^"]+)""")]
    private static partial Regex TokenField();
}
