using System.Net;
using System.Net.Sockets;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Tests.Hosting;

/// <summary>How <c>serve</c> ends when it cannot serve, and when it is told to stop.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palette-console-exit-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("nonsense")]
    public async Task A_wrong_setting_is_1_and_touches_nothing(string url)
    {
        Assert.Equal(1, await ConsoleHost.ServeAsync(Serve(url), Ct));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_port_in_use_is_1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.Equal(1, await ConsoleHost.ServeAsync(Serve($"https://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"), Ct));
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_is_1() => Assert.Equal(1, await ConsoleHost.ServeAsync(Serve("https://192.0.2.1:5080"), Ct));

    [Fact]
    public async Task A_data_folder_that_cannot_be_one_is_1()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "x", Ct);

        Assert.Equal(1, await ConsoleHost.ServeAsync(Serve("https://127.0.0.1:0") with { DataFolder = file }, Ct));
    }

    [Fact]
    public async Task A_second_console_on_the_data_folder_is_3()
    {
        await using var first = await ServedConsole.StartAsync(_folder);

        Assert.Equal(3, await ConsoleHost.ServeAsync(Serve("https://127.0.0.1:0"), Ct));
        using var stillThere = await first.GetPageAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, stillThere.StatusCode);
    }

    [Fact]
    public async Task Told_to_stop_it_is_0_and_the_folder_is_free_again()
    {
        for (var start = 0; start < 2; start++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var port = FreePort();
            var serving = ConsoleHost.ServeAsync(Serve($"https://127.0.0.1:{port}"), stop.Token);
            await UntilServedAsync(port, serving);

            await stop.CancelAsync();

            Assert.Equal(0, await serving);
        }
    }

    private ServeArguments Serve(string url) => new(true, url, _folder);

    private static async Task UntilServedAsync(int port, Task serving)
    {
        using var client = new HttpClient(ServedConsole.Handler());
        while (!serving.IsCompleted)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{port}/sign-in"), Ct);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
