using System.Buffers.Text;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Testing.Appliance;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Appliance.Tests;

public sealed class SignInTests
{
    private static readonly Secret _password = new("correct horse");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sign_in_sends_the_credentials_once_and_reads_the_tokens_life()
    {
        var time = new ManualTime();
        // The appliance's clock is a year ahead; only the life counts.
        var issued = time.GetUtcNow().AddYears(1).ToUnixTimeSeconds();
        var jwt = Jwt($$"""{"iat":{{issued}},"exp":{{issued + 600}}}""");
        await using var server = MisbehavingServer.Answering(200, $$"""{"IsFirstLogin":true,"Token":{"Authorization":"{{jwt}}","unknown":1} }""");
        await using var harness = Harness.For(server, time);

        var grant = (await harness.SignIn.SignInAsync("admin", _password, Ct)).Require();

        Assert.Equal(jwt, grant.Token.Reveal());
        Assert.True(grant.PasswordChangeRequired);
        Assert.Equal(time.GetUtcNow().AddMinutes(10), grant.ExpiresAt);
        var request = Assert.Single(server.Requests);
        Assert.Equal("""{"username":"admin","password":"correct horse"}""", request.Body);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
        Assert.DoesNotContain("Cookie", request.Headers.Keys);
    }

    [Theory]
    [InlineData(400, """{"code":"InvalidCredentials","message":"Invalid username or password"}""", "wrong-credentials")]
    [InlineData(401, "", "wrong-credentials")]
    [InlineData(429, "", "appliance-locked")]
    [InlineData(400, """{"message":"account is locked, try in 15 minutes"}""", "appliance-locked")]
    [InlineData(500, "\"boom\"", "appliance-failed")]
    [InlineData(200, """{"Token":{}}""", "appliance-answer-unreadable")]
    [InlineData(200, """{"Token":{"Authorization":"a\r\nX-Evil: 1"}}""", "appliance-answer-unreadable")]
    public async Task A_refused_sign_in_says_which_kind(int status, string body, string code)
    {
        await using var server = MisbehavingServer.Answering(status, body);
        await using var harness = Harness.For(server);

        Assert.Equal(code, (await harness.SignIn.SignInAsync("admin", _password, Ct)).Error?.Code);
    }

    [Fact]
    public async Task A_newer_appliances_refresh_token_goes_back_at_renewal_and_nowhere_else()
    {
        await using var server = MisbehavingServer.Start((request, reply, ct) => reply.SendAsync(200, request.Target switch
        {
            var t when t.StartsWith("/v1/users/default/login", StringComparison.Ordinal) => """{"Token":{"Authorization":"one","RefreshToken":"again"}}""",
            var t when t.Contains("renewal", StringComparison.Ordinal) => """{"Authorization":"two"}""",
            _ => "{}",
        }, ct: ct));
        await using var harness = Harness.For(server);

        var first = (await harness.SignIn.SignInAsync("admin", _password, Ct)).Require();
        var second = (await harness.SignIn.RenewAsync("admin", first.Token, Ct)).Require();
        await harness.Appliance.GetSettingsAsync(second.Token, Ct);

        var requests = server.Requests.ToArray();
        Assert.Equal("""{"refreshToken":"again"}""", requests[1].Body);
        Assert.Equal("one", requests[1].Headers["Authorization"]);
        Assert.Equal("two", requests[2].Headers["Authorization"]);
    }

    [Fact]
    public async Task An_appliance_that_wants_Bearer_gets_it_after_one_refusal()
    {
        await using var server = MisbehavingServer.Start((request, reply, ct) =>
            request.Headers["Authorization"].StartsWith("Bearer ", StringComparison.Ordinal) ? reply.SendAsync(200, "{}", ct: ct) : reply.SendAsync(401, "", ct: ct));
        await using var harness = Harness.For(server);

        Assert.True((await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).IsSuccess);
        Assert.True((await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).IsSuccess);

        // Once bare, then Bearer, and from then on Bearer at once.
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Signing_out_of_an_ended_session_is_done()
    {
        await using var server = MisbehavingServer.Answering(401, "{}");
        await using var harness = Harness.For(server);

        Assert.True((await harness.SignIn.SignOutAsync(Harness.Token, Ct)).IsSuccess);
    }

    private static string Jwt(string payload) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.c2ln";
}
