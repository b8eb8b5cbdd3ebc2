using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Values.Managed;

/// <summary>What reading an installer context gave.</summary>
/// <param name="Context">Null when a finding is an error.</param>
/// <param name="Findings">What is wrong with text and fields. No message holds a value.</param>
public sealed record InstallerContextReading(InstallerContext? Context, ImmutableArray<Finding> Findings);

/// <summary>Reads an installer context (kind <c>InstallerContext</c>).</summary>
public static class InstallerContextReader
{
    private const string ApiVersion = "console.palette.ai/v1alpha1";
    private static readonly string[] _document = ["apiVersion", "kind", "rootDomain", "deploymentMode", "disableStaticDexUsers", "registry", "credentials"];
    private static readonly string[] _registry = ["endpoint", "basePath", "username", "password", "caCert"];
    private static readonly string[] _credentials = ["metrics", "auditLogging", "dexClients"];
    private static readonly string[] _basic = ["username", "password"];
    private static readonly string[] _client = ["id", "secret"];
    private static readonly string[] _modes = ["connected", "airgap"];

    /// <summary>Reads bytes of a file.</summary>
    public static InstallerContextReading Read(ReadOnlySpan<byte> bytes, YamlLimits? limits = null) => Read(YamlReader.Read(bytes, limits));

    /// <summary>Reads text.</summary>
    public static InstallerContextReading Read(string text, YamlLimits? limits = null) => Read(YamlReader.Read(text, limits));

    private static InstallerContextReading Read(YamlDocument document)
    {
        if (document.Root is not { } root)
        {
            return new InstallerContextReading(null, document.Findings);
        }

        var reader = new FieldReader(document);
        var context = ReadContext(reader, new Field(DocumentPath.Root, root));
        ImmutableArray<Finding> findings = [.. document.Findings, .. reader.Findings];
        return new InstallerContextReading(findings.Any(f => f.Severity == Severity.Error) ? null : context, findings);
    }

    private static InstallerContext? ReadContext(FieldReader reader, Field root)
    {
        if (!DocumentKind.Check(reader, root, InstallerContext.Kind, ApiVersion, apiVersionRequired: false) || reader.Mapping(root, _document) is not { } fields)
        {
            return null;
        }

        return new InstallerContext
        {
            RootDomain = reader.Text(fields.GetValueOrDefault("rootDomain")),
            IsAirgap = ReadMode(reader, fields.GetValueOrDefault("deploymentMode")) == "airgap",
            DisableStaticDexUsers = reader.Boolean(fields.GetValueOrDefault("disableStaticDexUsers")) ?? false,
            Registry = ReadRegistry(reader, Child(reader, fields, "registry", _registry)),
            Credentials = ReadCredentials(reader, Child(reader, fields, "credentials", _credentials)),
        };
    }

    private static string ReadMode(FieldReader reader, Field? field)
    {
        var mode = reader.Text(field, _modes[0]);
        if (field is not null && !_modes.Contains(mode))
        {
            reader.Add(field, "deployment-mode-unknown", Severity.Error, "The deployment mode is connected or airgap.", $"Write {NearestName.Find(mode, _modes) ?? "connected or airgap"}.");
        }

        return mode;
    }

    private static InstallerRegistry ReadRegistry(FieldReader reader, Dictionary<string, Field> fields) => new(
        reader.Text(fields.GetValueOrDefault("endpoint")), reader.Text(fields.GetValueOrDefault("basePath")), reader.Text(fields.GetValueOrDefault("username")),
        new Secret(reader.Text(fields.GetValueOrDefault("password"))), reader.Text(fields.GetValueOrDefault("caCert")));

    private static InstallerCredentials ReadCredentials(FieldReader reader, Dictionary<string, Field> fields) => new(
        ReadBasic(reader, fields, "metrics"), ReadBasic(reader, fields, "auditLogging"),
        fields.TryGetValue("dexClients", out var clients) ? [.. reader.Items(clients).Select(c => ReadClient(reader, c))] : null);

    private static BasicCredentials? ReadBasic(FieldReader reader, Dictionary<string, Field> fields, string name)
    {
        if (!fields.TryGetValue(name, out var field) || reader.Mapping(field, _basic) is not { } basic)
        {
            return null;
        }

        return new BasicCredentials(reader.Text(reader.Required(basic, "username", field)), new Secret(reader.Text(reader.Required(basic, "password", field))));
    }

    private static DexClient ReadClient(FieldReader reader, Field field)
    {
        var client = reader.Mapping(field, _client) ?? [];
        return new DexClient(reader.Text(reader.Required(client, "id", field)), new Secret(reader.Text(reader.Required(client, "secret", field))));
    }

    private static Dictionary<string, Field> Child(FieldReader reader, Dictionary<string, Field> fields, string name, string[] known) =>
        fields.TryGetValue(name, out var field) ? reader.Mapping(field, known) ?? [] : [];
}
