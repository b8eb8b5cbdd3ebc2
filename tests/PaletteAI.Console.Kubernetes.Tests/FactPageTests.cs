using System.Text;
using System.Text.Json;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;
using PaletteAI.Console.Kubernetes.Reading;

namespace PaletteAI.Console.Kubernetes.Tests;

/// <summary>Lists are read as they come, in pieces of any size.</summary>
public sealed class FactPageTests
{
    private const string List = """
        { "kind": "NamespaceList", "apiVersion": "v1", "other": [1, {"items": []}, "]}\"\\"], "flag": true,
          "metadata": { "resourceVersion": "42", "remainingItemCount": 7, "continue": "next\"}" },
          "items": [
            {"metadata": {"name": "one", "annotations": {"a": "{[\\\"}"}}, "status": {"phase": "Active"}} ,
            {"metadata": {"name": "zw\u00f6lf", "uid": "u2"}, "status": {"phase": "Terminating"}}
          ] , "after": null }
        """;

    [Fact]
    public async Task Any_way_a_list_is_cut_into_pieces_it_reads_the_same()
    {
        var bytes = Encoding.UTF8.GetBytes(List);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var (page, names) = await ReadAsync(bytes, size);
            Assert.Equal(new FactPage("42", "next\"}"), page);
            Assert.Equal(["one", "zwölf"], names);
        }
    }

    [Fact]
    public async Task A_list_that_ends_too_early_is_refused_wherever_it_ends()
    {
        var bytes = Encoding.UTF8.GetBytes(List.TrimEnd());
        for (var length = 0; length < bytes.Length; length++)
        {
            await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(bytes[..length], 16));
        }
    }

    [Theory]
    [InlineData("""{"items":null}""", 0)]
    [InlineData("""{"items":[]}""", 0)]
    [InlineData("""{"items":[{"metadata":{}}]}""", 1)]
    public async Task Empty_lists_come_in_several_forms(string list, int count) => Assert.Equal(count, (await ReadAsync(Encoding.UTF8.GetBytes(list), 7)).Names.Count);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"Status"}""")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"items":[1]}""")]
    [InlineData("""{"items":[{"metadata":{}} {"metadata":{}}]}""")]
    [InlineData("""{"items":[{"metadata":}]}""")]
    [InlineData("""{"items" []}""")]
    [InlineData("no JSON")]
    public async Task What_is_no_list_is_refused(string text) => await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(Encoding.UTF8.GetBytes(text), 5));

    [Fact]
    public async Task An_object_larger_than_any_etcd_takes_is_refused_before_it_fills_the_memory()
    {
        var text = Encoding.UTF8.GetBytes("{\"items\":[{\"metadata\":{\"name\":\"" + new string('x', 9 << 20) + "\"}}]}");
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(text, 64 << 10));
    }

    private static async Task<(FactPage Page, List<string> Names)> ReadAsync(byte[] bytes, int size)
    {
        await using var stream = new Pieces(bytes, size);
        var names = new List<string>();
        var page = await FactPage.ReadAsync(stream, FactType.Of(FactKind.Namespace), new FactStrings(), f => names.Add(f.Name), TestContext.Current.CancellationToken);
        return (page, names);
    }

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
