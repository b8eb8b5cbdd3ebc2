using System.Text.Json;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Facts.Reading;
using PaletteAI.Console.Kubernetes.Http;
using PaletteAI.Console.Kubernetes.Reading;

namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>An event of a watch, its object trimmed.</summary>
/// <param name="Fact">Null for a bookmark and for an error.</param>
/// <param name="Version">Version after it; empty for an error.</param>
/// <param name="ErrorCode">HTTP code of an error; 0 otherwise.</param>
internal readonly record struct WatchEvent(ClusterFact? Fact, bool IsRemoved, string Version, int ErrorCode)
{
    /// <exception cref="JsonException">The line is no event.</exception>
    public static WatchEvent Read(ReadOnlySpan<byte> line, FactType type, FactStrings strings)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        var kind = "";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isObject) = (json.ValueTextEquals("type"u8), json.ValueTextEquals("object"u8));
            json.Read();
            if (isType)
            {
                kind = strings.Share(json.GetString());
            }
            else if (isObject && json.TokenType == JsonTokenType.StartObject)
            {
                return OfObject(kind, ref json, line, type, strings);
            }
            else
            {
                json.Skip();
            }
        }

        throw new JsonException("An event has a type and an object.");
    }

    // The type comes before the object in every API server's answer.
    private static WatchEvent OfObject(string kind, ref Utf8JsonReader json, ReadOnlySpan<byte> line, FactType type, FactStrings strings)
    {
        switch (kind)
        {
            case "BOOKMARK":
                return new WatchEvent(null, false, ObjectReader.Meta(ref json, strings).ResourceVersion, 0);
            case "ERROR":
                var start = (int)json.TokenStartIndex;
                json.Skip();
                var code = ClusterErrors.CodeOf(line[start..(int)json.BytesConsumed]);
                return new WatchEvent(null, false, "", code == 0 ? 500 : code);
            case "ADDED" or "MODIFIED" or "DELETED":
                var fact = type.Read(ref json, strings);
                return new WatchEvent(fact, kind == "DELETED", fact.Meta.ResourceVersion, 0);
            default:
                throw new JsonException("The type of an event is unknown.");
        }
    }
}
