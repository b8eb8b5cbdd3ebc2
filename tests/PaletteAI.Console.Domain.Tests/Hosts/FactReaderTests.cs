using CsCheck;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Domain.Tests.Hosts;

/// <summary>Outputs in the form several distributions print them, see the files in Recorded.</summary>
public sealed class FactReaderTests
{
    private static readonly DateTimeOffset _sent = DateTimeOffset.FromUnixTimeSeconds(1_785_585_600);

    public static TheoryData<string> Distributions => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Hosts", "Recorded");

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Every_distribution_has_the_facts_that_checks_need(string distribution)
    {
        var facts = Read(distribution);

        Assert.Equal(distribution.Split('-')[0], facts.Os.Id);
        Assert.NotEmpty(facts.HostName);
        Assert.Equal(32, facts.MachineId.Length);
        Assert.Matches(@"^\d+\.\d+", facts.Kernel);
        Assert.True(facts.Cpu!.Cores > 0);
        Assert.True(facts.Memory!.TotalKiB > 1_000_000);
        Assert.NotEmpty(facts.Disks);
        Assert.NotEmpty(facts.Space);
        Assert.NotEqual(0, facts.CgroupVersion);
        Assert.NotEmpty(facts.Addresses);
        Assert.Contains(facts.Routes, r => r is { Network: "default", Gateway.Length: > 0 });
        Assert.NotEmpty(facts.Dns!.Servers);
        Assert.NotNull(facts.Clock.IsSynchronized);
        Assert.Contains(22, facts.ListeningPorts);
        Assert.InRange(facts.Clock.Offset!.Value, TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Details_are_read_from_ubuntu()
    {
        var facts = Read("ubuntu-22.04");
        Assert.Equal(("22.04", "amd64", "5.15.0-119-generic"), (facts.Os.Version, facts.Architecture, facts.Kernel));
        Assert.Equal(3, facts.Cpu!.Level);
        Assert.Equal(["sda", "sdb"], facts.Disks.Select(d => d.Name));
        Assert.Empty(facts.Disks[1].Holds);
        Assert.Contains(facts.Disks[0].Holds, h => h.Contains("ext4", StringComparison.Ordinal));
        var address = Assert.Single(facts.Addresses);
        Assert.Equal(("10.10.10.11", 24, true, 85432L), (address.Ip, address.Prefix, address.IsDynamic, address.LeaseSeconds!.Value));
        Assert.Equal(("systemd-timesyncd", true), (facts.Clock.Service, facts.Clock.IsSynchronized));
        Assert.Equal(["NVIDIA Corporation GA102GL [RTX A5000] (rev a1)"], facts.Gpus);
        Assert.Equal(true, facts.SecureBoot);
        Assert.Equal(new ContentFacts("/opt/spectrocloud/content", 214, 0, 18874368), Assert.Single(facts.Content));
        Assert.Equal([22, 5080], facts.ListeningPorts);
        Assert.Equal("containerd 1.7.22", facts.ContainerRuntime);
        Assert.Equal("", facts.Kubelet);
    }

    [Fact]
    public void Older_tools_that_write_numbers_as_text_and_chrony_are_understood()
    {
        var facts = Read("rhel-8.10");
        Assert.Equal(500107862016, facts.Disks.Single(d => d.Name == "nvme0n1").Bytes);
        Assert.Equal(1, facts.CgroupVersion);
        Assert.Equal(("chronyd", false), (facts.Clock.Service, facts.Clock.IsSynchronized));
        Assert.Equal("v1.28.9", facts.Kubelet);
        Assert.Equal(2, facts.Nics.Length);
        Assert.Equal(["lab.example.org", "example.org"], facts.Dns!.Search);
        Assert.Equal(false, facts.SecureBoot);
    }

    [Fact]
    public void Busybox_is_understood()
    {
        var facts = Read("alpine-3.20");
        Assert.Equal("arm64", facts.Architecture);
        Assert.Equal(0, facts.Cpu!.Level);
        Assert.Equal("10.10.10.13", Assert.Single(facts.Addresses).Ip);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage without any mark")]
    [InlineData("\nMARK os cat\nID=\"x\nMARK disks blocks\n{\"blockdevices\": [[{}]]}\nMARK cpu-count x\n99999999999999999\nMARK memory x\nMemTotal: x\nMARK ports x\nZZ:ZZ\n:\nMARK addresses x\n1: eth0 inet 300.1.1.1/99\n2:\nMARK clock-begin x\n99999999999999999999.1\n")]
    public void Nonsense_is_unknown_and_never_an_exception(string output)
    {
        var facts = FactReader.Read(FactSections.Split(output, "MARK"), new RoundTrip(_sent, _sent));
        Assert.Null(facts.Cpu);
        Assert.Null(facts.Clock.Offset);
        Assert.False(FactSections.Split(output, "MARK").IsWhole);
    }

    [Fact]
    public void Recorded_outputs_with_damage_anywhere_are_read_without_an_exception()
    {
        var texts = Directory.GetFiles(Folder, "*.txt").Select(File.ReadAllText).ToArray();
        Gen.Select(Gen.Int[0, texts.Length - 1].Select(i => texts[i]), Gen.Int[0, 5000], Gen.Int[0, 40], Gen.String[Gen.Char["0123456789.:/% -+eE\n\"{}[]=,xinet"], 0, 40])
            .Sample((text, at, cut, put) =>
            {
                at %= text.Length;
                var damaged = text[..at] + put + text[Math.Min(text.Length, at + cut)..];
                var sections = FactSections.Split(damaged, "MARK");
                _ = FactReader.Read(sections, new RoundTrip(_sent, _sent));
                _ = ProbeReader.Read(FactSections.Split(damaged.Replace("addresses", "ping-10.1.1.1", StringComparison.Ordinal), "MARK"), true, ["10.1.1.1"], _sent);
            }, iter: 2000);
    }

    [Fact]
    public void Content_that_looks_like_a_part_does_not_become_one()
    {
        var sections = FactSections.Split("\nMARK os cat /etc/os-release\nother memory x\nMemTotal: 1 kB\n\nMARK end\n", "MARK");
        Assert.True(sections.IsWhole);
        Assert.Equal("", sections["memory"].Output);
        Assert.Equal("cat /etc/os-release", sections["os"].Command);
    }

    private static HostFacts Read(string distribution) =>
        FactReader.Read(FactSections.Split(File.ReadAllText(Path.Combine(Folder, distribution + ".txt")), "MARK"), new RoundTrip(_sent, _sent + TimeSpan.FromSeconds(1)));
}
