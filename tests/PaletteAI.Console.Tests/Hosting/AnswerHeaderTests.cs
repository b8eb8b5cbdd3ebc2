using System.Net;

namespace PaletteAI.Console.Tests.Hosting;

public sealed class AnswerHeaderTests : IAsyncLifetime
{
    private ServedConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await ServedConsole.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/session")]
    [InlineData("/api/v1/hosts")]
    [InlineData("/tokens.css")]
    [InlineData("/_blazor/negotiate")]
    public async Task Every_answer_forbids_framing_sniffing_and_foreign_scripts(string path)
    {
        foreach (var cookies in new[] { null, await _console.SignInAsync() })
        {
            using var answer = await _console.GetPageAsync(path, cookies);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.Matches("script-src 'self'(?: 'sha256-[A-Za-z0-9+/=]+')?;", policy);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"), "a self-made certificate must not bind browsers to HTTPS");
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused()
    {
        using var answer = await _console.SendAsync(HttpMethod.Get, "/sign-in", null, null, ("Host", "rebound.example"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
