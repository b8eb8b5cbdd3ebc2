using System.Text.Json.Serialization;

namespace PaletteAI.Console.Appliance.Json;

/// <summary>
/// Source-generated JSON of the API. Names as in the reference; unknown fields are skipped, every field may be missing, enums are text.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64,
    Converters = [typeof(LenientStringConverter), typeof(LenientLongConverter), typeof(LenientBoolConverter)])]
[JsonSerializable(typeof(LoginBody))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(RenewalBody))]
[JsonSerializable(typeof(RenewalAnswer))]
[JsonSerializable(typeof(PasswordBody))]
[JsonSerializable(typeof(SettingsAnswer))]
[JsonSerializable(typeof(HostAnswer))]
[JsonSerializable(typeof(LinkAnswer))]
[JsonSerializable(typeof(ArchiveAnswer))]
[JsonSerializable(typeof(ValidateBody))]
[JsonSerializable(typeof(ValidateAnswer))]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(ApplicationsAnswer))]
[JsonSerializable(typeof(LifecycleAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
internal sealed partial class ApplianceJson : JsonSerializerContext;
