using System.Collections.Immutable;
using System.Net;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Hosts;

/// <summary>What reading an inventory gave.</summary>
/// <param name="Inventory">Null when a finding is an error.</param>
/// <param name="Findings">What is wrong; unknown fields are warnings, because appliances report more than we use.</param>
public sealed record InventoryReading(Inventory? Inventory, ImmutableArray<Finding> Findings);

/// <summary>Reads an inventory file.</summary>
public static class InventoryReader
{
    private const string ApiVersion = "console.palette.ai/v1alpha1";
    private static readonly string[] _document = ["apiVersion", "kind", "hosts"];
    private static readonly string[] _host = ["uid", "role", "architecture", "status", "content", "health", "networks"];
    private static readonly string[] _network = ["nic", "ip", "prefix", "gateway", "dns", "default"];
    private static readonly string[] _roles = ["leader", "linked"];

    /// <summary>Reads bytes of a file.</summary>
    public static InventoryReading Read(ReadOnlySpan<byte> bytes, YamlLimits? limits = null) => Read(YamlReader.Read(bytes, limits));

    /// <summary>Reads text.</summary>
    public static InventoryReading Read(string text, YamlLimits? limits = null) => Read(YamlReader.Read(text, limits));

    private static InventoryReading Read(YamlDocument document)
    {
        if (document.Root is not { } root)
        {
            return new InventoryReading(null, document.Findings);
        }

        var reader = new FieldReader(document, Severity.Warning);
        var hosts = ReadHosts(reader, new Field(DocumentPath.Root, root));
        ImmutableArray<Finding> findings = [.. document.Findings, .. reader.Findings];
        return new InventoryReading(findings.Any(f => f.Severity == Severity.Error) ? null : new Inventory(hosts), findings);
    }

    private static ImmutableArray<InventoryHost> ReadHosts(FieldReader reader, Field root)
    {
        if (!DocumentKind.Check(reader, root, Inventory.Kind, ApiVersion, apiVersionRequired: false)
            || reader.Mapping(root, _document) is not { } fields
            || reader.Required(fields, "hosts", root) is not { } list)
        {
            return [];
        }

        var uids = new HashSet<string>(StringComparer.Ordinal);
        var hosts = ImmutableArray.CreateBuilder<InventoryHost>();
        foreach (var item in reader.Items(list))
        {
            if (reader.Mapping(item, _host) is not { } host)
            {
                continue;
            }

            hosts.Add(ReadHost(reader, item, host));
            if (hosts[^1].Uid.Length > 0 && !uids.Add(hosts[^1].Uid))
            {
                reader.Add(host["uid"], "duplicate-host", Severity.Error, "Two hosts have the same uid.", "Remove one of them.");
            }
        }

        return hosts.ToImmutable();
    }

    private static InventoryHost ReadHost(FieldReader reader, Field item, Dictionary<string, Field> host)
    {
        var networks = reader.Required(host, "networks", item);
        var read = reader.Items(networks).Select(n => ReadNetwork(reader, n)).OfType<InventoryNetwork>().ToImmutableArray();
        if (networks is { Node.Target: YamlSequence { Items.Length: 0 } })
        {
            reader.Add(networks, "missing-field", Severity.Error, "A host has at least one network.", "Add a network with ip and prefix.");
        }

        return new InventoryHost
        {
            Uid = RequiredText(reader, host, "uid", item),
            Role = ReadRole(reader, host, item),
            Architecture = RequiredText(reader, host, "architecture", item),
            Status = reader.Text(host.GetValueOrDefault("status")),
            Content = reader.Text(host.GetValueOrDefault("content")),
            Health = reader.Text(host.GetValueOrDefault("health")),
            Networks = read,
        };
    }

    private static string RequiredText(FieldReader reader, Dictionary<string, Field> fields, string name, Field owner)
    {
        if (reader.Required(fields, name, owner) is not { } field)
        {
            return "";
        }

        var text = reader.Text(field, " ");
        if (text.Length == 0)
        {
            reader.Add(field, "missing-field", Severity.Error, $"The field {name} is empty.", $"Give {name} a value.");
        }

        return text.Trim();
    }

    private static HostRole ReadRole(FieldReader reader, Dictionary<string, Field> host, Field owner)
    {
        if (reader.Required(host, "role", owner) is not { } field)
        {
            return HostRole.Linked;
        }

        var text = reader.Text(field, "linked");
        if (text is not ("leader" or "linked"))
        {
            var nearest = NearestName.Find(text, _roles);
            reader.Add(field, "role-unknown", Severity.Error, "A host's role is leader or linked.", $"Write {nearest ?? "leader or linked"}.");
        }

        return text == "leader" ? HostRole.Leader : HostRole.Linked;
    }

    private static InventoryNetwork? ReadNetwork(FieldReader reader, Field field)
    {
        if (reader.Mapping(field, _network) is not { } network)
        {
            return null;
        }

        var ip = ReadAddress(reader, reader.Required(network, "ip", field));
        var most = ip.Contains(':', StringComparison.Ordinal) ? 128 : 32;
        var prefix = reader.Integer(reader.Required(network, "prefix", field), 0, most);
        var gateway = ReadAddress(reader, network.GetValueOrDefault("gateway"));
        ImmutableArray<string>? dns = network.TryGetValue("dns", out var list) ? [.. reader.Items(list).Select(d => ReadAddress(reader, d))] : null;
        return new InventoryNetwork(reader.Text(network.GetValueOrDefault("nic")), ip, prefix ?? 0, gateway, dns, reader.Boolean(network.GetValueOrDefault("default")));
    }

    private static string ReadAddress(FieldReader reader, Field? field)
    {
        var text = reader.Text(field);
        if (field is not null && text.Length > 0 && !IsAddress(text))
        {
            reader.Add(field, "address-malformed", Severity.Error, "This is no IP address.", "Write an address such as 10.10.10.11.");
        }

        return text;
    }

    // IPAddress also takes 10.1, 0x0a000001 and zone ids; a written address has four parts or colons.
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && !text.Contains('%', StringComparison.Ordinal)
        && (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? address.ToString() == text : text.Contains(':', StringComparison.Ordinal));
}
