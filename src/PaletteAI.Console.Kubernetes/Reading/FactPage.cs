using System.Text.Json;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>A page of a list, trimmed.</summary>
/// <param name="Continue">Where the next page begins; empty on the last one.</param>
internal sealed record FactPage(string ResourceVersion, string Continue)
{
    /// <summary>Reads a page: each object is trimmed as it comes, its bytes are not kept.</summary>
    /// <exception cref="JsonException">It is no list.</exception>
    public static async Task<FactPage> ReadAsync(Stream stream, FactType type, FactStrings strings, Action<ClusterFact> each, CancellationToken ct)
    {
        using var json = new JsonWindow(stream);
        if (await json.TakeAsync(ct) != '{')
        {
            throw new JsonException("A list is an object.");
        }

        var (page, isList, next) = (new FactPage("", ""), false, (byte)',');
        while (next == ',')
        {
            var key = KeyOf(await json.ValueAsync(ct));
            if (await json.TakeAsync(ct) != ':')
            {
                throw new JsonException("A name has a value.");
            }

            if (key == Key.Items)
            {
                await ItemsAsync(json, type, strings, each, ct);
                isList = true;
            }
            else
            {
                var value = await json.ValueAsync(ct);
                page = key == Key.Metadata ? ReadMetadata(value.Span) : page;
            }

            next = await json.TakeAsync(ct);
        }

        return isList && next == '}' ? page : throw new JsonException("It has no items.");
    }

    private static async Task ItemsAsync(JsonWindow json, FactType type, FactStrings strings, Action<ClusterFact> each, CancellationToken ct)
    {
        if (await json.PeekAsync(ct) == 'n')
        {
            // An empty list may be null.
            await json.ValueAsync(ct);
            return;
        }

        var next = await json.TakeAsync(ct) == '[' ? (byte)',' : throw new JsonException("Items are a list.");
        if (await json.PeekAsync(ct) == ']')
        {
            next = await json.TakeAsync(ct);
        }

        while (next == ',')
        {
            each(Trim((await json.ValueAsync(ct)).Span, type, strings));
            next = await json.TakeAsync(ct);
        }

        if (next != ']')
        {
            throw new JsonException("Items are parted by commas.");
        }
    }

    private static ClusterFact Trim(ReadOnlySpan<byte> item, FactType type, FactStrings strings)
    {
        var json = new Utf8JsonReader(item);
        json.Read();
        return json.TokenType == JsonTokenType.StartObject ? type.Read(ref json, strings) : throw new JsonException("An item is an object.");
    }

    private static Key KeyOf(ReadOnlyMemory<byte> name) =>
        name.Span.SequenceEqual("\"items\""u8) ? Key.Items : name.Span.SequenceEqual("\"metadata\""u8) ? Key.Metadata : Key.Other;

    private static FactPage ReadMetadata(ReadOnlySpan<byte> metadata)
    {
        var (version, next) = ("", "");
        var json = new Utf8JsonReader(metadata);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isVersion, isNext) = (json.ValueTextEquals("resourceVersion"u8), json.ValueTextEquals("continue"u8));
            json.Read();
            if (json.TokenType == JsonTokenType.String && isVersion)
            {
                version = json.GetString()!;
            }
            else if (json.TokenType == JsonTokenType.String && isNext)
            {
                next = json.GetString()!;
            }
            else
            {
                json.Skip();
            }
        }

        return new FactPage(version, next);
    }

    private enum Key
    {
        Other,
        Items,
        Metadata,
    }
}
