using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Storage.Stores;

/// <summary>Domain records as JSON columns. Secrets never get into them: they are written as null and have columns of their own.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.General)
    {
        Converters = { new NoSecrets(), new OrdinalDictionaries(), new JsonStringEnumConverter() },
        MaxDepth = 64,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, _options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, _options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    public static T? ReadOrNull<T>(string? json)
        where T : class => json is null ? null : Read<T>(json);

    private sealed class NoSecrets : JsonConverter<Secret>
    {
        public override bool HandleNull => true;

        public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return null;
        }

        public override void Write(Utf8JsonWriter writer, Secret? value, JsonSerializerOptions options) => writer.WriteNullValue();
    }

    /// <summary>Keys of documents are compared by their characters; the serializer would give the dictionaries its default order.</summary>
    private sealed class OrdinalDictionaries : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType
            && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)
            && typeToConvert.GetGenericArguments()[0] == typeof(string);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Ordinal<>).MakeGenericType(typeToConvert.GetGenericArguments()[1]))!;

        private sealed class Ordinal<T> : JsonConverter<ImmutableSortedDictionary<string, T>>
        {
            public override ImmutableSortedDictionary<string, T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                (JsonSerializer.Deserialize<Dictionary<string, T>>(ref reader, options) ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);

            public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, T> value, JsonSerializerOptions options)
            {
                writer.WriteStartObject();
                foreach (var (key, item) in value)
                {
                    writer.WritePropertyName(key);
                    JsonSerializer.Serialize(writer, item, options);
                }

                writer.WriteEndObject();
            }
        }
    }
}
