using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Domain.Tests.Hosts;

public sealed class InventoryReaderTests
{
    private const string Good = """
        kind: Inventory
        hosts:
          - uid: edge-1
            role: leader
            architecture: amd64
            status: Ready
            content: Synced
            health: Healthy
            networks: [{nic: eth0, ip: 10.10.10.11, prefix: 24, gateway: 10.10.10.1, dns: [10.10.10.2], default: true}]
          - {uid: edge-2, role: linked, architecture: amd64, networks: [{nic: eth0, ip: "fd00::2", prefix: 64}]}

        """;

    [Fact]
    public void Inventory_reads_with_what_is_known_and_what_is_not()
    {
        var reading = InventoryReader.Read(Good);

        Assert.Empty(reading.Findings);
        var hosts = reading.Inventory!.Hosts;
        Assert.Equal(["edge-1", "edge-2"], hosts.Select(h => h.Uid));
        Assert.Equal([HostRole.Leader, HostRole.Linked], hosts.Select(h => h.Role));
        Assert.Equal(("10.10.10.11", 24, "10.10.10.1", true), (hosts[0].Networks[0].Ip, hosts[0].Networks[0].Prefix, hosts[0].Networks[0].Gateway, hosts[0].Networks[0].IsDefault));
        Assert.Equal(["10.10.10.2"], hosts[0].Networks[0].Dns!.Value);
        Assert.Equal(("", null, null), (hosts[1].Networks[0].Gateway, hosts[1].Networks[0].Dns, hosts[1].Networks[0].IsDefault));
    }

    [Theory]
    [InlineData("uid: edge-1", "hosts[0].uid", "missing-field")]
    [InlineData("role: leader", "hosts[0].role", "missing-field")]
    [InlineData("architecture: amd64", "hosts[0].architecture", "missing-field")]
    public void Required_fields_are_required(string line, string path, string code)
    {
        var text = Good.Replace($"- {line}\n    ", "- ", StringComparison.Ordinal).Replace($"    {line}\n", "", StringComparison.Ordinal);
        Assert.DoesNotContain($" {line}\n", text, StringComparison.Ordinal);
        AssertRefused(text, path, code);
    }

    [Theory]
    [InlineData("prefix: 24", "prefix: 33", "hosts[0].networks[0].prefix", "wrong-type")]
    [InlineData("prefix: 24", "prefix: '24'", "hosts[0].networks[0].prefix", "wrong-type")]
    [InlineData("ip: 10.10.10.11", "ip: 10.10.10.011", "hosts[0].networks[0].ip", "address-malformed")]
    [InlineData("ip: 10.10.10.11", "ip: 10.10", "hosts[0].networks[0].ip", "wrong-type")]
    [InlineData("ip: 10.10.10.11, ", "", "hosts[0].networks[0].ip", "missing-field")]
    [InlineData("role: leader", "role: lead", "hosts[0].role", "role-unknown")]
    [InlineData("uid: edge-2", "uid: edge-1", "hosts[1].uid", "duplicate-host")]
    [InlineData("[{nic: eth0, ip: \"fd00::2\", prefix: 64}]", "[]", "hosts[1].networks", "missing-field")]
    [InlineData("kind: Inventory", "kind: InstallSpec", "kind", "wrong-kind")]
    public void Wrong_value_is_refused(string from, string to, string path, string code) =>
        AssertRefused(Good.Replace(from, to, StringComparison.Ordinal), path, code);

    [Fact]
    public void Field_we_do_not_use_is_only_a_warning()
    {
        var reading = InventoryReader.Read(Good.Replace("status: Ready", "statsu: Ready", StringComparison.Ordinal));
        Assert.NotNull(reading.Inventory);
        Assert.Equal(("unknown-field", Severity.Warning, "Write status."), (reading.Findings[0].Code, reading.Findings[0].Severity, reading.Findings[0].Fix));
    }

    private static void AssertRefused(string text, string path, string code)
    {
        var reading = InventoryReader.Read(text);
        Assert.Null(reading.Inventory);
        Assert.Contains(reading.Findings, f => f.Code == code && f.Path == path && f.Line > 0);
    }
}
