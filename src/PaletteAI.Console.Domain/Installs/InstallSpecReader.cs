using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>Reads an install spec. It holds what was typed; whether the values make sense is <see cref="InstallSpecReading.Join"/>'s other half.</summary>
public static class InstallSpecReader
{
    /// <summary>Reads bytes of a file.</summary>
    public static InstallSpecReading Read(ReadOnlySpan<byte> bytes, YamlLimits? limits = null) => Read(YamlReader.Read(bytes, limits));

    /// <summary>Reads pasted text.</summary>
    public static InstallSpecReading Read(string text, YamlLimits? limits = null) => Read(YamlReader.Read(text, limits));

    private static InstallSpecReading Read(YamlDocument document)
    {
        if (document.Root is not { } root)
        {
            return new InstallSpecReading(null, document.Findings, document);
        }

        var reader = new FieldReader(document);
        var spec = ReadDocument(reader, new Field(DocumentPath.Root, root));
        return new InstallSpecReading(spec, [.. document.Findings, .. reader.Findings.OrderBy(f => f.Line).ThenBy(f => f.Column)], document);
    }

    private static InstallSpec? ReadDocument(FieldReader reader, Field root)
    {
        if (!DocumentKind.Check(reader, root, InstallSpec.Kind, InstallSpec.ApiVersion, apiVersionRequired: true)
            || reader.Mapping(root, InstallSpecFields.Document) is not { } fields)
        {
            return null;
        }

        var metadata = Child(reader, fields, "metadata", root, InstallSpecFields.Metadata);
        var body = Child(reader, fields, "spec", root, InstallSpecFields.Spec);
        var profile = body.TryGetValue("profile", out var profileField) ? reader.Mapping(profileField, InstallSpecFields.Profile) ?? [] : [];
        return new InstallSpec
        {
            Name = reader.Text(metadata.GetValueOrDefault("name")),
            Tags = TextMap(reader, metadata.GetValueOrDefault("tags")),
            Profile = new ProfileReference(reader.Text(profile.GetValueOrDefault("name")), reader.Text(profile.GetValueOrDefault("version"))),
            ProfileConfig = ConfigMap(reader, body.GetValueOrDefault("profileConfig")),
            Cluster = ReadCluster(reader, body.GetValueOrDefault("cluster")),
            NodePools = [.. reader.Items(body.GetValueOrDefault("nodePools")).Select(p => ReadPool(reader, p))],
        };
    }

    private static Dictionary<string, Field> Child(FieldReader reader, Dictionary<string, Field> fields, string name, Field owner, ImmutableArray<string> known) =>
        reader.Required(fields, name, owner) is { } child ? reader.Mapping(child, known) ?? [] : [];

    private static ClusterSettings ReadCluster(FieldReader reader, Field? field)
    {
        if (field is null || reader.Mapping(field, InstallSpecFields.Cluster) is not { } cluster)
        {
            return new ClusterSettings();
        }

        return new ClusterSettings
        {
            Vip = reader.Text(cluster.GetValueOrDefault("vip")),
            DnsName = reader.Text(cluster.GetValueOrDefault("dnsName")),
            NtpServers = Texts(reader, cluster.GetValueOrDefault("ntpServers")),
            SshKeys = Texts(reader, cluster.GetValueOrDefault("sshKeys")),
        };
    }

    private static NodePool ReadPool(FieldReader reader, Field field)
    {
        if (reader.Mapping(field, InstallSpecFields.NodePool) is not { } pool)
        {
            return new NodePool();
        }

        return new NodePool
        {
            Name = reader.Text(pool.GetValueOrDefault("name")),
            Role = ReadRole(reader, pool, field),
            AllowWorkers = reader.Boolean(pool.GetValueOrDefault("allowWorkers")) ?? false,
            Architecture = reader.Text(pool.GetValueOrDefault("architecture"), "amd64"),
            Labels = TextMap(reader, pool.GetValueOrDefault("labels")),
            Taints = [.. reader.Items(pool.GetValueOrDefault("taints")).Select(t => ReadTaint(reader, t))],
            Hosts = [.. reader.Items(pool.GetValueOrDefault("hosts")).Select(h => ReadHost(reader, h))],
        };
    }

    private static PoolRole ReadRole(FieldReader reader, Dictionary<string, Field> pool, Field owner)
    {
        var role = reader.Required(pool, "role", owner);
        switch (reader.Text(role, "control-plane"))
        {
            case "control-plane":
                return PoolRole.ControlPlane;
            case "worker":
                return PoolRole.Worker;
            case var other:
                var nearest = NearestName.Find(other, InstallSpecFields.Roles);
                reader.Add(
                    role!, "role-unknown", Severity.Error, "A pool's role is control-plane or worker.",
                    nearest is null ? "Write control-plane or worker." : $"Write {nearest}.");
                return PoolRole.Worker;
        }
    }

    private static Taint ReadTaint(FieldReader reader, Field field)
    {
        var taint = reader.Mapping(field, InstallSpecFields.Taint) ?? [];
        return new Taint(reader.Text(taint.GetValueOrDefault("key")), reader.Text(taint.GetValueOrDefault("value")), reader.Text(taint.GetValueOrDefault("effect")));
    }

    private static PoolHost ReadHost(FieldReader reader, Field field)
    {
        var host = reader.Mapping(field, InstallSpecFields.Host) ?? [];
        return new PoolHost(
            reader.Text(host.GetValueOrDefault("uid")), ReadHostName(reader, host.GetValueOrDefault("hostName")), reader.Text(host.GetValueOrDefault("nic"), PoolHost.AutoNic));
    }

    private static string ReadHostName(FieldReader reader, Field? field)
    {
        if (field?.Node.Target is YamlScalar { Value: { Kind: ScalarKind.Text, Text.Length: 0 } })
        {
            reader.Add(field, "host-name", Severity.Error, "The host name is empty.", "Leave the field out to keep the host's own name.");
        }

        return reader.Text(field);
    }

    private static ImmutableArray<string> Texts(FieldReader reader, Field? field) => [.. reader.Items(field).Select(i => reader.Text(i))];

    private static ImmutableSortedDictionary<string, string> TextMap(FieldReader reader, Field? field)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in field is null ? [] : reader.Mapping(field) ?? [])
        {
            map[name] = reader.Text(value);
        }

        return map.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, ConfigValue> ConfigMap(FieldReader reader, Field? field)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, ConfigValue>(StringComparer.Ordinal);
        foreach (var (name, value) in field is null ? [] : reader.Mapping(field) ?? [])
        {
            if (ReadConfigValue(reader, value) is { } read)
            {
                map[name] = read;
            }
        }

        return map.ToImmutable();
    }

    private static ConfigValue? ReadConfigValue(FieldReader reader, Field field)
    {
        if (field.Node.Target is YamlMapping)
        {
            return ReadReference(reader, field);
        }

        if (field.Node.Target is not YamlScalar scalar || scalar.Value.Kind is ScalarKind.Null or ScalarKind.Invalid)
        {
            reader.Add(
                field, "wrong-type", Severity.Error, "A variable's value is a text, a number, true or false, or a reference to a secret.",
                "Write the value; \"\" means none. To take the profile's default, remove the line.");
            return null;
        }

        var value = scalar.Value;
        return value.Kind switch
        {
            ScalarKind.Boolean => ConfigValue.OfBoolean(value.Boolean),
            ScalarKind.Number => ReadNumber(reader, field, scalar),
            _ => ConfigValue.OfText(value.Text),
        };
    }

    private static ConfigValue ReadNumber(FieldReader reader, Field field, YamlScalar scalar)
    {
        var value = scalar.Value;
        var canonical = value.Integer.Length > 0 ? value.Integer : GoNumbers.Format(value.Number);
        if (canonical != scalar.Text)
        {
            reader.Add(field, "number-rewritten", Severity.Warning, $"YAML reads this as the number {canonical}.", "Put the value in quotes to keep it as typed.");
        }

        return new ConfigValue(ConfigValueKind.Number, canonical);
    }

    private static ConfigValue? ReadReference(FieldReader reader, Field field)
    {
        if (reader.Mapping(field, InstallSpecFields.Reference) is not { Count: 1 } reference)
        {
            reader.Add(
                field, "reference-malformed", Severity.Error, "A reference names one source: fromEnv or fromFile.",
                "Write {fromEnv: NAME} or {fromFile: PATH}.");
            return null;
        }

        var (source, name) = reference.Single();
        var text = reader.Text(name);
        if (text.Length == 0 || text.Contains('\0', StringComparison.Ordinal))
        {
            reader.Add(name, "reference-malformed", Severity.Error, $"{source} needs a name.", "Write {fromEnv: NAME} or {fromFile: PATH}.");
            return null;
        }

        return new ConfigValue(source == "fromEnv" ? ConfigValueKind.FromEnvironment : ConfigValueKind.FromFile, text);
    }
}
