using System.Net;
using System.Text.Json;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Sessions;

public sealed class SessionTests : IAsyncLifetime
{
    private ServedConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await ServedConsole.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Strangers_get_the_sign_in_page_and_nothing_else()
    {
        foreach (var path in new[] { "/", "/cluster", "/cluster/create", "/audit", "/settings", "/change-password", "/no-such-page" })
        {
            using var page = await _console.GetPageAsync(path);
            Assert.True(page.StatusCode == HttpStatusCode.Redirect, $"{path}: {page.StatusCode}");
            Assert.StartsWith("/sign-in", page.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/session", "/api/v1/hosts", "/api/v1/cluster/kubeconfig", "/_blazor/initializers" })
        {
            using var answer = await _console.SendAsync(HttpMethod.Get, path, null, null, ("X-Palette-Console", "1"));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var negotiate = await Circuit.NegotiateAsync(_console, null);
        Assert.Equal(HttpStatusCode.Unauthorized, negotiate.StatusCode);
    }

    [Fact]
    public async Task The_browser_gets_only_our_cookie_locked_to_this_origin()
    {
        var (answer, _) = await _console.PostSignInAsync();
        using (answer)
        {
            var session = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-palette-session=", StringComparison.Ordinal));
            Assert.Contains("; secure", session, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", session, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=strict", session, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", session, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", session, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("eyJ", string.Join('\n', answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sign_out_ends_every_connection_of_the_session_at_the_server()
    {
        var cookies = await _console.SignInAsync();
        await using var one = await Circuit.ConnectAsync(_console, cookies);
        await using var two = await Circuit.ConnectAsync(_console, cookies);
        await using var other = await Circuit.ConnectAsync(_console, await _console.SignInAsync());
        var ended = Task.WhenAll(one.UntilEndedAsync(CancellationToken.None), two.UntilEndedAsync(CancellationToken.None));
        using var stopOther = new CancellationTokenSource();
        var stillOpen = other.UntilEndedAsync(stopOther.Token);

        await _console.SignOutAsync(cookies);

        // The promise is one second; the machine that runs the tests may be busy.
        await ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(stillOpen.IsCompleted);
        using var again = await Circuit.NegotiateAsync(_console, cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        using var page = await _console.GetPageAsync("/", cookies);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        await stopOther.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stillOpen);
    }

    [Fact]
    public async Task Pages_of_another_origin_cannot_open_a_circuit()
    {
        var cookies = await _console.SignInAsync();
        using var foreign = await Circuit.NegotiateAsync(_console, cookies, ("Origin", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var own = await Circuit.NegotiateAsync(_console, cookies, ("Origin", _console.Url.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_says_neither_which_part_was_wrong_nor_the_password()
    {
        var (answer, cookies) = await _console.PostSignInAsync("canary-wrong-password");
        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("User name or password is wrong.", html, StringComparison.Ordinal);
            Assert.DoesNotContain("canary-wrong-password", html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("palette-session", cookies, StringComparison.Ordinal);
        Assert.DoesNotContain(_console.Log.All, line => line.Contains("canary-wrong-password", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/cluster?filter=a", "/cluster?filter=a")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("/sign-in", "/")]
    [InlineData("", "/")]
    public async Task After_signing_in_one_returns_to_a_page_of_this_console(string wanted, string got)
    {
        var (answer, _) = await _console.PostSignInAsync(returnUrl: wanted);
        using (answer)
        {
            var location = answer.Headers.Location!;
            Assert.Equal(got, location.IsAbsoluteUri ? location.PathAndQuery : location.ToString());
            Assert.True(!location.IsAbsoluteUri || location.Authority == _console.Url.Authority);
        }
    }

    [Fact]
    public async Task Asking_for_the_time_left_needs_our_own_page()
    {
        var cookies = await _console.SignInAsync();
        using var foreign = await _console.SendAsync(HttpMethod.Post, "/session", cookies);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        using var own = await _console.SendAsync(HttpMethod.Get, "/session", cookies, null, ("X-Palette-Console", "1"));
        var left = JsonDocument.Parse(await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("secondsLeft").GetInt32();
        Assert.InRange(left, 1, 30 * 60);
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_console()
    {
        var cookies = await _console.SignInAsync();
        var folder = _console.DataFolder;
        await _console.DisposeAsync();
        _console = await ServedConsole.StartAsync(folder);
        using var page = await _console.GetPageAsync("/cluster", cookies);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Lost_keys_mean_signing_in_again_and_never_a_fault()
    {
        var cookies = await _console.SignInAsync();
        var folder = _console.DataFolder;
        await _console.DisposeAsync();
        Directory.Delete(Path.Combine(folder, "keys"), recursive: true);
        _console = await ServedConsole.StartAsync(folder);
        using (var page = await _console.GetPageAsync("/cluster", cookies))
        {
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        }

        var (answer, _) = await _console.PostSignInAsync(cookies: cookies);
        using (answer)
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }
}
