using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Sessions;

/// <summary>A client that speaks to <c>/_blazor</c> by itself and ignores whatever a page is told, such as to navigate away.</summary>
internal sealed class Circuit(ClientWebSocket socket) : IAsyncDisposable
{
    public static async Task<Circuit> ConnectAsync(ServedConsole console, string cookies)
    {
        using var answer = await NegotiateAsync(console, cookies);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString();
        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        socket.Options.SetRequestHeader("Cookie", cookies);
        var url = new UriBuilder(console.Url) { Scheme = "wss", Path = "/_blazor", Query = $"id={Uri.EscapeDataString(token!)}" };
        await socket.ConnectAsync(url.Uri, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        var circuit = new Circuit(socket);
        Assert.True(await circuit.ReadAsync(TestContext.Current.CancellationToken));
        return circuit;
    }

    public static Task<HttpResponseMessage> NegotiateAsync(ServedConsole console, string? cookies, params (string, string)[] headers) =>
        console.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", cookies, null, headers);

    /// <summary>Waits until the server ends the connection.</summary>
    public async Task UntilEndedAsync(CancellationToken ct)
    {
        while (await ReadAsync(ct))
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> ReadAsync(CancellationToken ct)
    {
        try
        {
            var answer = await socket.ReceiveAsync(new ArraySegment<byte>(new byte[4096]), ct);
            return answer.MessageType != WebSocketMessageType.Close;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }
}
