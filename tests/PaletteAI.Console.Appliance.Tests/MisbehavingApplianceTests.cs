using System.Net;
using System.Net.Sockets;
using PaletteAI.Console.Testing.Appliance;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Appliance.Tests;

public sealed class MisbehavingApplianceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"code":"InvalidOperation","message":"cluster exists","details":{},"ref":"abc"}""", "cluster exists")]
    [InlineData("\"cluster exists\"", "cluster exists")]
    [InlineData("""{"message":"cluster exists"}""", "cluster exists")]
    [InlineData("", "HTTP 403")]
    [InlineData("<html><body>Forbidden by proxy</body></html>", "HTTP 403")]
    [InlineData("""{"code":"OnlyACode"}""", "OnlyACode")]
    public async Task Each_of_the_error_bodies_ends_as_one_sentence(string body, string said)
    {
        await using var server = MisbehavingServer.Answering(403, body);
        await using var harness = Harness.For(server);

        var error = (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error;

        Assert.Equal("appliance-refused", error?.Code);
        Assert.Contains(said, error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "appliance-session-ended")]
    [InlineData(404, "appliance-refused")]
    [InlineData(500, "appliance-failed")]
    [InlineData(503, "appliance-failed")]
    [InlineData(302, "appliance-answer-unreadable")]
    public async Task Each_status_has_its_code(int status, string code)
    {
        await using var server = MisbehavingServer.Answering(status, "{}");
        await using var harness = Harness.For(server);

        Assert.Equal(code, (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error?.Code);
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"metadata":"text where an object belongs"}""")]
    [InlineData("""{"spec":{"networkInfo":{"eth0":1}}}""")]
    [InlineData("{}")]
    public async Task Garbage_and_wrong_types_are_named_and_never_thrown(string body)
    {
        await using var server = MisbehavingServer.Answering(200, body);
        await using var harness = Harness.For(server);

        Assert.Equal("appliance-answer-unreadable", (await harness.Appliance.GetCurrentHostAsync(Harness.Token, Ct)).Error?.Code);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_at_8_MiB()
    {
        await using var server = MisbehavingServer.Start(async (_, reply, ct) =>
        {
            await reply.SendRawAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", ct);
            var chunk = $"100000\r\n{new string('a', 0x100000)}\r\n";
            while (true)
            {
                await reply.SendRawAsync(chunk, ct);
            }
        });
        await using var harness = Harness.For(server);

        var error = (await harness.Appliance.GetArchiveAsync(Harness.Token, Ct)).Error;

        Assert.Equal("appliance-answer-unreadable", error?.Code);
        Assert.Contains("8 MiB", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deeply_nested_answer_is_unreadable()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        await using var server = MisbehavingServer.Answering(200, $$"""{"expectedOrder":{{deep}}}""");
        await using var harness = Harness.For(server);

        Assert.Equal("appliance-answer-unreadable", (await harness.Appliance.GetLifecycleEventsAsync(Harness.Token, Ct)).Error?.Code);
    }

    [Fact]
    public async Task An_answer_that_never_ends_runs_into_the_time_limit()
    {
        var time = new ManualTime();
        var arrived = new TaskCompletionSource();
        await using var server = MisbehavingServer.Start(async (_, _, ct) =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        });
        await using var harness = Harness.For(server, time);

        var call = harness.Appliance.GetSettingsAsync(Harness.Token, Ct);
        await arrived.Task;
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal("appliance-timeout", (await call).Error?.Code);
    }

    [Fact]
    public async Task A_reset_in_the_middle_means_unreachable()
    {
        await using var server = MisbehavingServer.Start((_, reply, _) =>
        {
            reply.Reset();
            return Task.CompletedTask;
        });
        await using var harness = Harness.For(server);

        Assert.Equal("appliance-unreachable", (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error?.Code);
    }

    [Fact]
    public async Task A_short_body_under_a_long_length_means_unreachable()
    {
        await using var server = MisbehavingServer.Start(async (_, reply, ct) =>
        {
            await reply.SendRawAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"a\":", ct);
            reply.Reset();
        });
        await using var harness = Harness.For(server);

        Assert.Equal("appliance-unreachable", (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error?.Code);
    }

    [Fact]
    public async Task A_closed_port_means_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var harness = new Harness(new Uri($"https://127.0.0.1:{port}"), "AA");

        Assert.Equal("appliance-unreachable", (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error?.Code);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = MisbehavingServer.Answering(200, "{}");
        await using var server = MisbehavingServer.Start((_, reply, ct) => reply.SendAsync(307, "", extraHeaders: $"Location: {other.Url}\r\n", ct: ct));
        await using var harness = Harness.For(server);

        Assert.Equal("appliance-answer-unreadable", (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error?.Code);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task An_error_that_quotes_the_token_is_masked()
    {
        await using var server = MisbehavingServer.Start((request, reply, ct) =>
            reply.SendAsync(400, $$"""{"message":"bad token {{request.Headers["Authorization"]}}\r\nsecond line"}""", ct: ct));
        await using var harness = Harness.For(server);

        var error = (await harness.Appliance.GetSettingsAsync(Harness.Token, Ct)).Error;

        Assert.DoesNotContain(Harness.Token.Reveal(), error!.Message, StringComparison.Ordinal);
        Assert.Contains("***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
