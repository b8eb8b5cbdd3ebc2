using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Api;

/// <summary>Calls the API of a served console as a program does.</summary>
public sealed class ApiCaller(ServedConsole console) : IDisposable
{
    private readonly HttpClient _http = new(ServedConsole.Handler()) { BaseAddress = console.Url };

    public string Token { get; set; } = "";

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)) };
        if (Token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _http.SendAsync(request);
        return new ApiAnswer((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", await answer.Content.ReadAsStringAsync(), answer.Headers, answer.Content.Headers);
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task SignInAsync()
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/sessions", new { userName = console.UserName, password = ServedConsole.Password });
        Assert.Equal(200, answer.Status);
        Token = answer.Json.GetProperty("token").GetString()!;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer.</summary>
public sealed record ApiAnswer(int Status, string MediaType, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Code => MediaType == "application/problem+json" ? Json.GetProperty("code").GetString()! : "";
}
