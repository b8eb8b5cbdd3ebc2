using System.Net.Security;
using System.Net.Sockets;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Tests.Hosting;

public sealed class GivenCertificateTests : IAsyncLifetime
{
    private readonly TestCertificates _given = new();
    private ServedConsole _console = null!;

    public async ValueTask InitializeAsync()
    {
        var file = _given.Write("console.pem", _given.KeyPem + _given.ChainPem);
        _console = await ServedConsole.StartAsync(change: s => s with { CertificateFile = file });
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        _given.Dispose();
    }

    [Fact]
    public async Task Browsers_are_told_to_insist_on_https()
    {
        using var answer = await _console.SendAsync(HttpMethod.Get, "/sign-in", null, null, ("Host", TestCertificates.Name));

        Assert.Equal("max-age=15552000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task The_intermediate_is_sent_along()
    {
        var chain = new List<string>();
        using var client = new TcpClient();
        await client.ConnectAsync(_console.Url.Host, _console.Url.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(client.GetStream(), false, (_, _, sent, _) =>
        {
            chain.AddRange(sent!.ChainPolicy.ExtraStore.Select(c => c.Thumbprint));
            return true;
        });

        await tls.AuthenticateAsClientAsync(TestCertificates.Name);

        Assert.Contains(_given.Intermediate.Thumbprint, chain);
    }
}
