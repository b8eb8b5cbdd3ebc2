using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>The fields of Dex's connectors as forms show them, read from <c>dex-fields.json</c>.</summary>
public static class ConnectorFields
{
    private static readonly Lazy<Table> _table = new(Load);

    /// <summary>Types with a form of their own.</summary>
    public static ImmutableArray<string> WithForm { get; } = ["oidc", "saml", "ldap"];

    /// <summary>All types Dex takes, those with a form first, without those made for tests.</summary>
    public static ImmutableArray<string> Types => _table.Value.Types;

    /// <summary>The fields of a type; none for types without a form, whose config is entered as YAML.</summary>
    public static ImmutableArray<FormField> Of(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return _table.Value.Fields.GetValueOrDefault(type, []);
    }

    private static Table Load()
    {
        using var stream = typeof(ConnectorFields).Assembly.GetManifestResourceStream("dex-fields.json")!;
        using var document = JsonDocument.Parse(stream);
        var connectors = document.RootElement.GetProperty("connectors").EnumerateArray().ToList();
        var types = connectors.Where(c => !c.TryGetProperty("testOnly", out _) && !c.TryGetProperty("aliasOf", out _)).Select(c => c.GetProperty("type").GetString()!).ToList();
        return new Table(
            [.. WithForm, .. types.Except(WithForm).Order(StringComparer.Ordinal)],
            connectors.Where(c => WithForm.Contains(c.GetProperty("type").GetString()!)).ToFrozenDictionary(
                c => c.GetProperty("type").GetString()!,
                c => c.GetProperty("fields").EnumerateArray().Where(f => f.TryGetProperty("label", out _)).Select(Field).ToImmutableArray()));
    }

    private static FormField Field(JsonElement field)
    {
        ImmutableArray<string> known = field.TryGetProperty("enum", out var choices) ? [.. choices.EnumerateArray().Select(c => c.GetString()!)] : [];
        var isSecret = field.TryGetProperty("secret", out _);
        return new FormField(Text(field, "name"), Text(field, "label"), Text(field, "help"), isSecret ? FormFieldKind.Secret : known.IsEmpty ? Kind(Text(field, "type")) : FormFieldKind.Choice)
        {
            // Without what only a log-in needs the connector opens and is of no use.
            IsRequired = Text(field, "required").Length > 0,
            Default = Text(field, "default"),
            IsAdvanced = field.TryGetProperty("advanced", out _),
            IsDeprecated = field.TryGetProperty("deprecated", out _),
            Since = Text(field, "since") is var since && IsInUse(since) ? "" : since,
            Choices = known,
        };
    }

    // Releases from 2.24 to 2.45 are met; what needs a newer one than 2.40 is worth telling.
    private static bool IsInUse(string since) => since.Length == 0 || (since.StartsWith("v2.", StringComparison.Ordinal) && int.TryParse(since.Split('.')[1], out var minor) && minor <= 40);

    private static FormFieldKind Kind(string type) => type switch
    {
        "bool" or "bool or null" => FormFieldKind.Flag,
        "int" => FormFieldKind.Whole,
        "list of string" => FormFieldKind.TextList,
        "list of map" => FormFieldKind.Yaml,
        _ => FormFieldKind.Text,
    };

    private static string Text(JsonElement field, string name) => field.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private sealed record Table(ImmutableArray<string> Types, FrozenDictionary<string, ImmutableArray<FormField>> Fields);
}
