using System.Net;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Sessions;

/// <summary>The appliance asks for a new password at the first sign-in.</summary>
public sealed class FirstLoginTests : IAsyncLifetime
{
    private const string Wanted = "a better horse battery";
    private ServedConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await ServedConsole.StartAsync(change: s => s with { FirstLogin = true });

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Nothing_can_be_done_before_the_password_is_new_and_everything_after()
    {
        var other = await _console.SignInAsync();
        var cookies = await _console.SignInAsync();
        foreach (var path in new[] { "/", "/cluster/create", "/settings" })
        {
            using var page = await _console.GetPageAsync(path, cookies);
            Assert.Equal((HttpStatusCode.Redirect, "/change-password"), (page.StatusCode, page.Headers.Location?.ToString()));
        }

        var (answer, held) = await _console.PostPasswordAsync(cookies, ServedConsole.Password, Wanted);
        using (answer)
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        using var home = await _console.GetPageAsync("/", held);
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        using var ended = await _console.GetPageAsync("/", other);
        Assert.StartsWith("/sign-in", ended.Headers.Location?.ToString(), StringComparison.Ordinal);
        await AssertOnlyTheNewPasswordWorksAsync();
        Assert.DoesNotContain(_console.Log.All, l => l.Contains(Wanted, StringComparison.Ordinal) || l.Contains(ServedConsole.Password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ServedConsole.Password, Wanted, "something else", "passwords-differ")]
    [InlineData(ServedConsole.Password, ServedConsole.Password, null, "password-unchanged")]
    [InlineData("not the password", Wanted, null, "password-not-changed")]
    public async Task What_is_wrong_is_said_and_nothing_changes(string old, string wanted, string? repeated, string code)
    {
        var (answer, held) = await _console.PostPasswordAsync(await _console.SignInAsync(), old, wanted, repeated);
        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains($"data-code=\"{code}\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain(wanted, html, StringComparison.Ordinal);
        }

        using var home = await _console.GetPageAsync("/", held);
        Assert.Equal("/change-password", home.Headers.Location?.ToString());
    }

    private async Task AssertOnlyTheNewPasswordWorksAsync()
    {
        var (refused, _) = await _console.PostSignInAsync();
        using (refused)
        {
            Assert.Contains("data-code=\"wrong-credentials\"", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var (accepted, _) = await _console.PostSignInAsync(Wanted);
        using (accepted)
        {
            Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        }
    }
}
