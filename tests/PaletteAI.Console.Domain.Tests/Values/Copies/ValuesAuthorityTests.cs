using System.Collections.Immutable;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Domain.Tests.Values.Copies;

public sealed class ValuesAuthorityTests
{
    private static readonly ImmutableArray<CopyPlace> _places = [new("h1", "edge-1", "n1"), new("h2", "edge-2", "n2"), new("h3", "edge-3", "n3")];

    [Theory]
    [InlineData(true, "n2", AuthorityKind.LabelledNode, "h2", false)]
    [InlineData(true, "n1,n3", AuthorityKind.SeveralLabels, "h1,h3", true)]
    [InlineData(true, "", AuthorityKind.NoLabel, "h1,h2,h3", false)]
    [InlineData(true, "n9", AuthorityKind.Unknown, "h1,h2,h3", false)]
    [InlineData(false, "n2", AuthorityKind.EveryCopy, "h1,h2,h3", true)]
    public void The_installer_and_its_label_decide(bool selects, string labelled, AuthorityKind kind, string hosts, bool isAlarm)
    {
        var authority = ValuesAuthority.Decide(_places, Status(selects, labelled), true, "");
        Assert.Equal((kind, hosts, isAlarm), (authority.Kind, string.Join(',', authority.Hosts), authority.IsDriftAlarm));
        Assert.EndsWith(".", authority.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_cluster_every_host_is_written_and_it_says_why() =>
        Assert.Equal((AuthorityKind.NoCluster, 3), (ValuesAuthority.Decide(_places, null, false, "").Kind, ValuesAuthority.Decide(_places, null, false, "").Hosts.Length));

    [Fact]
    public void What_could_not_be_read_is_not_taken_for_an_installer_that_is_missing()
    {
        Assert.Equal(AuthorityKind.NoInstaller, ValuesAuthority.Decide(_places, Status(false, "") with { CronJob = null }, true, "").Kind);
        var unknown = ValuesAuthority.Decide(_places, new InstallerStatus { Freshness = new FactFreshness(null, "It may not list CronJobs.") }, true, "");
        Assert.Equal(AuthorityKind.Unknown, unknown.Kind);
        Assert.Contains("It may not list CronJobs.", unknown.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_is_found_among_the_nodes_by_address_first()
    {
        NodeFacts[] nodes = [Node("edge-1", "10.0.0.2"), Node("other", "10.0.0.1")];
        Assert.Equal("other", CopyPlace.Of(new EdgeHost { Uid = "h1", HostName = "edge-1", Address = "10.0.0.1" }, nodes).Node);
        Assert.Equal("edge-1", CopyPlace.Of(new EdgeHost { Uid = "h1", HostName = "edge-1" }, nodes).Node);
        Assert.Equal("", CopyPlace.Of(new EdgeHost { Uid = "h9" }, nodes).Node);
    }

    [Theory]
    [InlineData("a: é\n")]
    [InlineData("\uFEFFa: 1\r\n")]
    public void Text_goes_back_to_the_same_bytes(string text)
    {
        foreach (var encoding in new System.Text.Encoding[] { new System.Text.UTF8Encoding(false), new System.Text.UnicodeEncoding(false, false), new System.Text.UnicodeEncoding(true, false) })
        {
            var bytes = encoding.GetBytes(encoding is System.Text.UTF8Encoding || text[0] == '\uFEFF' ? text : "\uFEFF" + text);
            Assert.Equal(bytes, ValuesText.Decode(bytes).Require().Encode().Require().ToArray());
        }

        Assert.Equal("not-text", ValuesText.Decode([0x61, 0xC3]).Error!.Code);
        Assert.Equal("not-text", new ValuesText("a\uD800", "utf-8").Encode().Error!.Code);
    }

    private static NodeFacts Node(string name, string address) => new() { Meta = new FactMeta("", name, name, "1", null, null), Addresses = [new NodeAddressFacts("InternalIP", address)] };

    private static InstallerStatus Status(bool selects, string labelled) => new()
    {
        CronJob = new CronJobFacts { Meta = new FactMeta("palette-ai", "installer", "u", "1", null, null) },
        Place = new InstallerPlace(selects, [.. labelled.Split(',', StringSplitOptions.RemoveEmptyEntries)]),
        Freshness = new FactFreshness(DateTimeOffset.UnixEpoch),
    };
}
