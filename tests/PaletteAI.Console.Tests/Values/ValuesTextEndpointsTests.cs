using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Features.Values.Text;
using PaletteAI.Console.Tests.Hosting;

namespace PaletteAI.Console.Tests.Values;

/// <summary>The way of whole texts between an open editor and the console, over HTTPS.</summary>
public sealed class ValuesTextEndpointsTests : IAsyncLifetime
{
    private static readonly (string, string) _own = ("X-Palette-Console", "1");
    private ServedConsole _console = null!;
    private string _cookies = "";
    private string _address = "";
    private readonly ValuesDocument _document = new(new ValuesText("a: 1\r\nb: CanaryText\r\n", "utf-8"));

    public async ValueTask InitializeAsync()
    {
        _console = await ServedConsole.StartAsync();
        _cookies = await _console.SignInAsync();
        var session = _cookies.Split("; ").Select(c => c.Split('=', 2)).Single(c => c[0] == "__Host-palette-session")[1];
        _address = ValuesTextEndpoints.AddressOf(_console.Services.GetRequiredService<ValuesDocuments>().Add(session, _document));
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_session_that_opened_it_reads_the_text_and_its_version_and_nothing_keeps_a_copy()
    {
        using var answer = await GetAsync(_cookies);

        Assert.Equal("a: 1\r\nb: CanaryText\r\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("0", Assert.Single(answer.Headers.GetValues("X-Text-Version")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain(_console.Log.All, l => l.Contains("CanaryText", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_gets_it()
    {
        var other = await _console.SignInAsync();
        foreach (var (cookies, headers, status) in new (string?, (string, string)[], HttpStatusCode)[]
        {
            (other, [_own], HttpStatusCode.NotFound),
            (null, [_own], HttpStatusCode.Unauthorized),
            (_cookies, [], HttpStatusCode.Forbidden),
            (_cookies, [_own, ("Sec-Fetch-Site", "cross-site")], HttpStatusCode.Forbidden),
            (_cookies, [_own, ("Sec-Fetch-Site", "same-site")], HttpStatusCode.Forbidden),
        })
        {
            using var read = await _console.SendAsync(HttpMethod.Get, _address, cookies, null, headers);
            using var write = await PutAsync(new StringContent("mine: 1\n"), cookies, headers);
            Assert.Equal((status, status), (read.StatusCode, write.StatusCode));
            Assert.DoesNotContain("CanaryText", await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(0, _document.Version);
    }

    [Fact]
    public async Task It_is_gone_with_the_session_and_with_the_editor()
    {
        await _console.SignOutAsync(_cookies);
        using var afterwards = await GetAsync(_cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, afterwards.StatusCode);

        _console.Services.GetRequiredService<ValuesDocuments>().Remove(_address[(_address.LastIndexOf('/') + 1)..]);
        using var closed = await GetAsync(await _console.SignInAsync());
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
    }

    [Fact]
    public async Task A_text_that_lost_step_is_sent_whole_and_then_goes_on()
    {
        Assert.Equal(ValuesDocument.Mismatch, _document.Apply(7, [new EditorChange(0, 3, 0, 4, "2")], 3, 21));

        using var answer = await PutAsync(new StringContent("a: 2\nb: x\n"), _cookies, _own);
        Assert.Equal("{\"version\":1}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("a: 2\r\nb: x\r\n", _document.Content.Text);

        Assert.Equal(2, _document.Apply(1, [new EditorChange(1, 3, 1, 4, "yes")], 3, 12));
        Assert.Equal("a: 2\r\nb: yes\r\n", _document.Content.Text);
    }

    [Fact]
    public async Task What_is_too_large_or_no_text_is_refused_and_changes_nothing()
    {
        using var large = await PutAsync(new StringContent(new string('x', ValuesDocument.Limit + 1)), _cookies, _own);
        using var wide = await PutAsync(new StringContent(new string('é', (ValuesDocument.Limit / 2) + 1), Encoding.UTF8), _cookies, _own);
        using var broken = await PutAsync(new ByteArrayContent([0x61, 0xFF, 0xFE]), _cookies, _own);

        Assert.Equal(
            [HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest],
            new[] { large, wide, broken }.Select(a => a.StatusCode));
        Assert.Equal((0, "a: 1\r\nb: CanaryText\r\n"), (_document.Version, _document.Content.Text));
    }

    [Fact]
    public async Task A_text_of_a_mebibyte_passes_both_ways()
    {
        var text = string.Concat(Enumerable.Range(0, ValuesDocument.Limit / 16).Select(i => $"key{i:000000}: 123\n"));
        using var answer = await PutAsync(new StringContent(text), _cookies, _own);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var back = await GetAsync(_cookies);
        Assert.Equal(text, (await back.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    private Task<HttpResponseMessage> GetAsync(string cookies) => _console.SendAsync(HttpMethod.Get, _address, cookies, null, _own);

    private async Task<HttpResponseMessage> PutAsync(HttpContent text, string? cookies, params (string, string)[] headers)
    {
        using (text)
        {
            return await _console.SendAsync(HttpMethod.Put, _address, cookies, text, headers);
        }
    }
}
