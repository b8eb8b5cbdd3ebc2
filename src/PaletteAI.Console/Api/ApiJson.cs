using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Api;

/// <summary>JSON of the API, for both of its ends.</summary>
internal static class ApiJson
{
    /// <summary>How the command line names itself.</summary>
    public const string CommandLineAgent = "palette-console/";

    /// <summary>How inputs are read and outcomes written.</summary>
    public static JsonSerializerOptions Options { get; } = Create(new MaskedSecretConverter());

    /// <summary>How the command line writes inputs: with their secrets, which is what they are sent for.</summary>
    public static JsonSerializerOptions RequestOptions { get; } = Create(new SentSecretConverter());

    /// <summary>Sets options as <see cref="Options"/>.</summary>
    public static void Configure(JsonSerializerOptions options) => Configure(options, new MaskedSecretConverter());

    private static JsonSerializerOptions Create(JsonConverter<Secret> secrets)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options, secrets);
        return options;
    }

    private static void Configure(JsonSerializerOptions options, JsonConverter<Secret> secrets)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 64;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new KnownArrays());
        options.Converters.Add(new InstallSpecConverter());
        options.Converters.Add(new SignedInConverter());
        options.Converters.Add(secrets);
    }

    /// <summary>Reads secrets, and shows none.</summary>
    private sealed class MaskedSecretConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => SentSecretConverter.ReadText(ref reader);

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class SentSecretConverter : JsonConverter<Secret>
    {
        public static Secret ReadText(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? new Secret(reader.GetString()!) : throw new JsonException();

        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadText(ref reader);

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
    }

    /// <summary>An install spec is the document of <c>spec example</c>: as a JSON object, or as text.</summary>
    private sealed class InstallSpecConverter : JsonConverter<InstallSpec>
    {
        public override InstallSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var text = document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : document.RootElement.GetRawText();
            var reading = InstallSpecReader.Read(text);
            return reading is { HasErrors: false, Spec: { } spec } ? spec : throw new JsonException("Not an install spec.", new InvalidSpecException(reading.Findings));
        }

        public override void Write(Utf8JsonWriter writer, InstallSpec value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstallSpecWriter.Write(value, ImmutableHashSet<string>.Empty).Text);
    }

    /// <summary>The one answer that carries a token: that of the sign-in that was asked for it.</summary>
    private sealed class SignedInConverter : JsonConverter<SignedIn>
    {
        public override SignedIn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Never read.");

        public override void Write(Utf8JsonWriter writer, SignedIn value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("token", value.SessionId.Reveal());
            writer.WriteString("deviceToken", value.DeviceToken.Reveal());
            writer.WriteString("userName", value.UserName);
            writer.WriteString("expiresAt", value.ExpiresAt);
            writer.WriteBoolean("passwordChangeRequired", value.PasswordChangeRequired);
            writer.WriteEndObject();
        }
    }
}

/// <summary>Carries the findings about a spec through the JSON reader, which knows exceptions only.</summary>
internal sealed class InvalidSpecException(ImmutableArray<Finding> findings) : Exception("Not an install spec.")
{
    /// <summary>What is wrong.</summary>
    public ImmutableArray<Finding> Findings { get; } = findings;
}
