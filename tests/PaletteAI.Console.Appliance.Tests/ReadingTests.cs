using System.Globalization;
using System.Net;
using CsCheck;
using PaletteAI.Console.Appliance.Mapping;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Testing.Appliance;

namespace PaletteAI.Console.Appliance.Tests;

public sealed class ReadingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("24", "10.0.0.1", 24)]
    [InlineData("/24", "10.0.0.1", 24)]
    [InlineData("255.255.255.0", "10.0.0.1", 24)]
    [InlineData("255.255.255.255", "10.0.0.1", 32)]
    [InlineData("0.0.0.0", "10.0.0.1", 0)]
    [InlineData("10.0.0.0/20", "10.0.0.1", 20)]
    [InlineData(null, "10.0.0.1/22", 22)]
    [InlineData("", "10.0.0.1/22", 22)]
    [InlineData("255.0.255.0", "10.0.0.1", null)]
    [InlineData("10.0.0.0", "10.0.0.1", null)]
    [InlineData("129", "10.0.0.1", null)]
    [InlineData(null, "10.0.0.1", null)]
    [InlineData("-1", null, null)]
    public void A_subnet_is_read_as_mask_or_prefix(string? subnet, string? ip, int? expected) => Assert.Equal(expected, Read.Prefix(subnet, ip));

    [Fact]
    public void Every_contiguous_mask_gives_its_prefix() => Gen.Int[0, 32].Sample(length =>
    {
        var bits = length == 0 ? 0u : uint.MaxValue << (32 - length);
        var mask = new IPAddress(BitConverter.GetBytes(BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits) : bits));
        return Read.Prefix(mask.ToString(), null) == length && Read.Prefix(length.ToString(CultureInfo.InvariantCulture), null) == length;
    });

    [Theory]
    [InlineData(65536L, 65536L)]
    [InlineData(68719476736L, 65536L)]
    [InlineData(4294967296L, 4096L)]
    [InlineData(4096L, 4096L)]
    [InlineData(-5L, 0L)]
    public void Memory_is_read_as_megabytes_or_bytes_by_its_size(long reported, long mib) => Assert.Equal(mib, Read.MemoryMiB(reported));

    [Fact]
    public void A_kubeconfig_is_read_plain_and_as_base64()
    {
        const string plain = "apiVersion: v1\nkind: Config\n";
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(plain), Base64FormattingOptions.InsertLineBreaks);

        Assert.Equal(plain, Read.Kubeconfig(plain)?.Reveal());
        Assert.Equal(plain, Read.Kubeconfig(encoded)?.Reveal());
        Assert.Null(Read.Kubeconfig("  "));
    }

    [Fact]
    public async Task A_linked_host_is_read_with_everything_a_page_shows()
    {
        await using var server = MisbehavingServer.Answering(200, """
            {"status":"Completed","futureField":[1,{}],"peers":[null,{"id":"edge-2","ip":"10.10.10.12","localUIPort":"5081","role":"follower","nodeRole":"worker",
             "status":"Ready","contentSyncStatus":"Synced","health":{"status":"Sleepy","reason":"disk"},
             "config":{"metadata":{"name":"edge-2"},"spec":{"hardwareSpec":{"archType":"riscv64","cpu":{"cores":"16"},"memory":{"sizeInMB":68719476736},
               "disks":[{"size":512,"partitions":null}]},"networkInfo":[{"nicName":"eth0","ip":"10.10.10.12","subnet":"255.255.255.0","isDefault":true}]},
               "status":{"hostName":"edge-2","isClusterPhase":"true"}}}]}
            """);
        await using var harness = Harness.For(server);

        var peer = Assert.Single((await harness.Appliance.GetLinkStatusAsync(Harness.Token, Ct)).Require().Peers);

        Assert.Equal(("edge-2", HostRole.Linked, "10.10.10.12", 5081), (peer.Uid, peer.Role, peer.Address, peer.LocalUiPort));
        Assert.Equal(("Ready", "Synced", "Sleepy", "disk", "riscv64"), (peer.Status, peer.Content, peer.Health, peer.HealthReason, peer.Architecture));
        Assert.Equal((16, 65536L), (peer.Hardware!.CpuCores, peer.Hardware.MemoryMiB));
        Assert.Equal(24, Assert.Single(peer.Nics).PrefixLength);
        Assert.True(peer.InCluster);
    }

    [Fact]
    public async Task A_host_that_was_never_linked_has_no_peers()
    {
        await using var server = MisbehavingServer.Answering(404, "\"not linked\"");
        await using var harness = Harness.For(server);

        Assert.Empty((await harness.Appliance.GetLinkStatusAsync(Harness.Token, Ct)).Require().Peers);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "{}")]
    public async Task No_cluster_is_null_and_no_error(int status, string body)
    {
        await using var server = MisbehavingServer.Answering(status, body);
        await using var harness = Harness.For(server);

        var read = await harness.Appliance.GetClusterAsync(Harness.Token, Ct);

        Assert.Null(read.Error);
        Assert.Null(read.Value);
    }

    [Fact]
    public async Task The_embedded_archive_is_read_when_none_was_uploaded_and_a_masked_value_is_no_default()
    {
        await using var server = MisbehavingServer.Start((request, reply, ct) => request.Target.Contains("overridden", StringComparison.Ordinal)
            ? reply.SendAsync(500, "\"no such archive\"", ct: ct)
            : reply.SendAsync(200, """
                {"archiveUploadPath":"/a","clusterProfileDetails":[{"profileUid":"p","profileName":"appliance","profileVersion":"1.0.0","variables":[
                 {"name":"podCidr","format":"IPv4 CIDR","defaultValue":"100.64.0.0/18","inputType":"dropdown","options":[{"value":"100.64.0.0/18","default":true}]},
                 {"name":"password","isSensitive":true,"value":"********"},{"displayName":"no name"}]}]}
                """, ct: ct));
        await using var harness = Harness.For(server);

        var archive = (await harness.Appliance.GetArchiveAsync(Harness.Token, Ct)).Require();

        Assert.True(archive.IsEmbedded);
        var variables = Assert.Single(archive.Profiles).Variables;
        Assert.Equal(["podCidr", "password"], variables.Select(v => v.Name));
        Assert.Equal((VariableFormat.Ipv4Cidr, "100.64.0.0/18"), (variables[0].Format, Assert.Single(variables[0].Options)));
        Assert.Equal(("", true), (variables[1].DefaultValue, variables[1].Sensitive));
    }

    [Fact]
    public async Task An_unreachable_uploaded_archive_is_not_silently_replaced_by_the_embedded_one()
    {
        await using var server = MisbehavingServer.Start((request, reply, ct) => request.Target.Contains("overridden", StringComparison.Ordinal)
            ? reply.SendAsync(200, "garbage", ct: ct)
            : reply.SendAsync(200, """{"archiveUploadPath":"/a","clusterProfileDetails":[{}]}""", ct: ct));
        await using var harness = Harness.For(server);

        Assert.Equal("appliance-answer-unreadable", (await harness.Appliance.GetArchiveAsync(Harness.Token, Ct)).Error?.Code);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task Verdicts_on_variables_are_read_whatever_the_status(int status)
    {
        await using var server = MisbehavingServer.Answering(status, """{"variables":[{"name":"podCidr","isValid":false,"validationFailureReason":"not a network"}]}""");
        await using var harness = Harness.For(server);

        var verdicts = (await harness.Appliance.ValidateVariablesAsync(Harness.Token, "/a", [new VariableAssignment("podCidr", "p", "x")], Ct)).Require();

        Assert.Equal(new VariableVerdict("podCidr", false, "not a network"), Assert.Single(verdicts));
    }

    [Fact]
    public async Task An_upload_is_one_multipart_request_with_a_harmless_file_name()
    {
        await using var server = MisbehavingServer.Answering(201, """{"message":"ok"}""");
        await using var harness = Harness.For(server);
        using var content = new MemoryStream("definition"u8.ToArray());

        Assert.True((await harness.Appliance.UploadDefinitionAsync(Harness.Token, "../\r\nevil\".tgz", content, "sig", Ct)).IsSuccess);

        var request = Assert.Single(server.Requests);
        Assert.Contains("name=uploadFile", request.Body, StringComparison.Ordinal);
        Assert.Contains("filename=evil.tgz", request.Body, StringComparison.Ordinal);
        Assert.Contains("name=signature", request.Body, StringComparison.Ordinal);
    }
}
