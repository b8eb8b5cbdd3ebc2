using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Values.Trees;

/// <summary>Values as JSON.</summary>
public static class ValueJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads JSON into a tree of one layer.</summary>
    public static ValueNode Read(JsonElement element, ValueSource source) => element.ValueKind switch
    {
        JsonValueKind.Object => new ValueMap(source, element.EnumerateObject().Select(p => new KeyValuePair<string, ValueNode>(p.Name, Read(p.Value, source)))),
        JsonValueKind.Array => new ValueList(source, [.. element.EnumerateArray().Select(i => Read(i, source))]),
        JsonValueKind.String => ValueScalar.Of(source, element.GetString()!),
        JsonValueKind.Number => ValueScalar.Of(source, element.GetDouble()),
        JsonValueKind.True => ValueScalar.Of(source, true),
        JsonValueKind.False => ValueScalar.Of(source, false),
        _ => ValueScalar.Null(source),
    };

    /// <summary>Writes a tree; keys in the order of the tree.</summary>
    public static void Write(Utf8JsonWriter writer, ValueNode node)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (node)
        {
            case ValueMap map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case ValueList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ValueScalar { Kind: ValueKind.Text } text:
                writer.WriteStringValue(text.Text);
                break;
            case ValueScalar { Kind: ValueKind.Boolean } flag:
                writer.WriteBooleanValue(flag.Flag);
                break;
            case ValueScalar { Kind: ValueKind.Null }:
                writer.WriteNullValue();
                break;
            case ValueScalar scalar:
                writer.WriteRawValue(scalar.Text);
                break;
            default:
                throw new ArgumentException("Not a node of a known kind.", nameof(node));
        }
    }

    /// <summary>The tree as one line of JSON.</summary>
    public static string ToText(ValueNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            Write(writer, node);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
