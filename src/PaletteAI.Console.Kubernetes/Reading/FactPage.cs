using System.Buffers;
using System.Text.Json;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;

namespace PaletteAI.Console.Kubernetes.Reading;

/// <summary>A page of a list, trimmed.</summary>
/// <param name="Continue">Where the next page begins; empty on the last one.</param>
internal sealed record FactPage(string ResourceVersion, string Continue)
{
    /// <summary>Pages of whole objects pass through here one at a time; no API server sends larger ones for the limits asked for.</summary>
    private const int MaxBytes = 256 << 20;

    private const int FirstBuffer = 256 << 10;

    /// <summary>Reads a page: its bytes are held only until its objects are trimmed.</summary>
    /// <exception cref="JsonException">It is no list.</exception>
    public static async Task<FactPage> ReadAsync(Stream stream, FactType type, FactStrings strings, Action<ClusterFact> each, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), ct)) > 0)
            {
                length += read;
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }

            return Read(buffer.AsSpan(0, length), type, strings, each);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        if (full.Length >= MaxBytes)
        {
            throw new JsonException("The list is too large.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static FactPage Read(ReadOnlySpan<byte> bytes, FactType type, FactStrings strings, Action<ClusterFact> each)
    {
        var json = new Utf8JsonReader(bytes);
        var (page, isList) = (new FactPage("", ""), false);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A list is an object.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (metadata, items) = (json.ValueTextEquals("metadata"u8), json.ValueTextEquals("items"u8));
            json.Read();
            if (metadata && json.TokenType == JsonTokenType.StartObject)
            {
                page = ReadMetadata(ref json);
            }
            else if (items && json.TokenType == JsonTokenType.StartArray)
            {
                isList = true;
                while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                {
                    each(type.Read(ref json, strings));
                }
            }
            else
            {
                isList |= items && json.TokenType == JsonTokenType.Null;
                json.Skip();
            }
        }

        return isList ? page : throw new JsonException("It has no items.");
    }

    private static FactPage ReadMetadata(ref Utf8JsonReader json)
    {
        var (version, next) = ("", "");
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
}
