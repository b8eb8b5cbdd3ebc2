using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>What the create-cluster request is made of.</summary>
/// <param name="Spec">A spec without errors.</param>
/// <param name="ArchiveUploadPath">The appliance's handle for the archive.</param>
/// <param name="ProfileUid">The profile's id in the archive.</param>
/// <param name="Variables">Every variable of the profile that has a value, resolved: defaults taken, secrets read.</param>
/// <param name="NtpServers">NTP servers as they are sent (trimmed, lower case).</param>
/// <param name="SshKeys">SSH keys as they are sent (trimmed).</param>
public sealed record CreateClusterInput(
    InstallSpec Spec, string ArchiveUploadPath, string ProfileUid, IReadOnlyList<KeyValuePair<string, string>> Variables,
    IReadOnlyList<string> NtpServers, IReadOnlyList<string> SshKeys);

/// <summary>Renders the body of the appliance's create-cluster call (schema <c>v1ClusterConfiguration</c>).</summary>
public static class CreateClusterRequest
{
    // The body is JSON for the appliance and for people, never part of HTML: escaping + and < would only make it unreadable.
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Renders the body.</summary>
    public static string Render(CreateClusterInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            WriteMetadata(json, input.Spec);
            json.WriteStartObject("spec");
            json.WriteString("archiveUploadPath", input.ArchiveUploadPath);
            WriteVariables(json, input);
            json.WriteStartObject("cloudConfig");
            json.WriteStartObject("spec");
            WriteClusterConfig(json, input);
            json.WriteStartArray("machinePoolConfig");
            foreach (var pool in input.Spec.NodePools)
            {
                WritePool(json, pool);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMetadata(Utf8JsonWriter json, InstallSpec spec)
    {
        json.WriteStartObject("metadata");
        json.WriteString("name", spec.Name);
        WriteMap(json, "tags", spec.Tags);
        json.WriteEndObject();
    }

    private static void WriteVariables(Utf8JsonWriter json, CreateClusterInput input)
    {
        json.WriteStartArray("profileVariables");
        foreach (var (name, value) in input.Variables)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("profileUid", input.ProfileUid);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteClusterConfig(Utf8JsonWriter json, CreateClusterInput input)
    {
        var cluster = input.Spec.Cluster;
        var isDns = cluster.Vip.Length == 0 && cluster.DnsName.Length > 0;
        json.WriteStartObject("clusterConfig");
        json.WriteStartObject("controlPlaneEndpoint");
        json.WriteString("host", isDns ? cluster.DnsName : cluster.Vip);
        json.WriteString("type", isDns ? "DDNS" : "VIP");
        json.WriteEndObject();
        WriteTexts(json, "ntpServers", input.NtpServers);
        WriteTexts(json, "sshKeys", input.SshKeys);
        json.WriteStartObject("overlayNetworkConfiguration");
        json.WriteBoolean("enable", false);
        json.WriteString("cidr", "");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter json, NodePool pool)
    {
        var isControlPlane = pool.Role == PoolRole.ControlPlane;
        json.WriteStartObject();
        json.WriteString("name", pool.Name);
        json.WriteBoolean("isControlPlane", isControlPlane);
        if (isControlPlane)
        {
            json.WriteBoolean("useControlPlaneAsWorker", pool.AllowWorkers);
        }

        json.WriteStartObject("machinePoolProperties");
        json.WriteString("archType", pool.Architecture);
        json.WriteEndObject();
        if (!pool.Labels.IsEmpty)
        {
            WriteMap(json, "additionalLabels", pool.Labels);
        }

        WriteTaints(json, pool);
        json.WriteStartArray("hosts");
        foreach (var host in pool.Hosts)
        {
            WriteHost(json, host);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTaints(Utf8JsonWriter json, NodePool pool)
    {
        if (pool.Taints.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("taints");
        foreach (var taint in pool.Taints)
        {
            json.WriteStartObject();
            json.WriteString("key", taint.Key);
            json.WriteString("value", taint.Value);
            json.WriteString("effect", taint.Effect);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHost(Utf8JsonWriter json, PoolHost host)
    {
        json.WriteStartObject();
        json.WriteString("hostUid", host.Uid);
        if (host.HostName.Length > 0)
        {
            json.WriteString("hostName", host.HostName);
        }

        // Auto leaves the choice to the appliance: no network entry at all.
        if (host.Nic != PoolHost.AutoNic)
        {
            json.WriteStartArray("networkInfo");
            json.WriteStartObject();
            json.WriteString("nicName", host.Nic);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
