using System.Collections.Immutable;
using System.Text.Json;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Cli.Hosts;

/// <summary>Facts and checks of hosts as JSON.</summary>
internal static class HostsJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    /// <summary>One row per host: its facts, or why there are none.</summary>
    public static void WriteFacts(Utf8JsonWriter json, IEnumerable<HostUnderTest> hosts)
    {
        json.WriteStartArray();
        foreach (var host in hosts)
        {
            json.WriteStartObject();
            json.WriteString("host", host.Name);
            json.WriteString("address", host.Address);
            if (host.Problem is { } problem)
            {
                json.WriteStartObject("error");
                json.WriteString("code", problem.Code);
                json.WriteString("message", problem.Message);
                json.WriteString("fix", problem.Fix);
                json.WriteEndObject();
            }

            if (host.Facts is { } facts)
            {
                Write(json, facts);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary><c>[{id, scope, host, status, severity, message, fix, evidence: {command, output, takenAt, goodFor}}]</c>.</summary>
    public static void WriteChecks(Utf8JsonWriter json, HostCheckReport report)
    {
        json.WriteStartArray();
        foreach (var row in report.Results)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("scope", "hosts");
            json.WriteString("host", row.Host);
            json.WriteString("status", Word(row.Status));
            json.WriteString("severity", ErrorJson.Word(row.Severity));
            json.WriteString("message", row.Message);
            json.WriteString("fix", row.Fix);
            json.WriteStartObject("evidence");
            json.WriteString("command", row.Evidence.Command);
            json.WriteString("output", row.Evidence.Output);
            json.WriteString("takenAt", row.Evidence.TakenAt);
            json.WriteNumber("goodFor", (long)row.Evidence.GoodFor.TotalSeconds);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A status as the documents name it.</summary>
    public static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "passed",
        CheckStatus.Failed => "failed",
        CheckStatus.Warning => "warning",
        CheckStatus.Pending => "pending",
        CheckStatus.NotApplicable => "not-applicable",
        CheckStatus.Error => "error",
        CheckStatus.Ignored => "ignored",
        _ => "error",
    };

    private static void Write(Utf8JsonWriter json, HostFacts facts)
    {
        json.WriteString("takenAt", facts.TakenAt);
        json.WriteBoolean("simulated", facts.IsSimulated);
        json.WriteString("hostName", facts.HostName);
        json.WriteString("machineId", facts.MachineId);
        Part(json, "os", facts.Os);
        json.WriteString("kernel", facts.Kernel);
        json.WriteString("architecture", facts.Architecture);
        Part(json, "cpu", facts.Cpu);
        Part(json, "memory", facts.Memory);
        List(json, "disks", facts.Disks);
        Part(json, "space", facts.Space);
        Part(json, "gpus", facts.Gpus);
        json.WriteNumber("cgroupVersion", facts.CgroupVersion);
        Part(json, "nics", facts.Nics);
        List(json, "routes", facts.Routes);
        Part(json, "dns", facts.Dns);
        json.WriteStartObject("clock");
        Part(json, "offsetSeconds", facts.Clock.Offset?.TotalSeconds);
        Part(json, "uncertaintySeconds", facts.Clock.Uncertainty?.TotalSeconds);
        Part(json, "synchronized", facts.Clock.IsSynchronized);
        json.WriteString("service", facts.Clock.Service);
        json.WriteEndObject();
        List(json, "listeningPorts", facts.ListeningPorts);
        json.WriteString("containerRuntime", facts.ContainerRuntime);
        json.WriteString("kubelet", facts.Kubelet);
        Part(json, "content", facts.Content);
        json.WriteString("firmware", facts.Firmware);
        Part(json, "secureBoot", facts.SecureBoot);
        json.WriteString("virtualization", facts.Virtualization);
        Part(json, "sysctls", facts.Sysctls);
        Part(json, "uptimeSeconds", facts.Uptime?.TotalSeconds);
    }

    // Not known is null, which is not the same as none.
    private static void List<T>(Utf8JsonWriter json, string name, ImmutableArray<T> values)
    {
        if (values.IsDefault)
        {
            json.WriteNull(name);
        }
        else
        {
            Part(json, name, values);
        }
    }

    private static void Part<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, _options);
    }
}
