using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Domain.Hosts.Trust;

namespace PaletteAI.Console.Domain.Tests.Hosts;

public sealed class KnownHostsTests
{
    private static readonly HostKey _one = Key(1);
    private static readonly HostKey _two = Key(2);

    [Theory]
    [InlineData("10.1.1.1", "10.1.1.1", 22, true)]
    [InlineData("10.1.1.1", "10.1.1.1", 2222, false)]
    [InlineData("[10.1.1.1]:2222", "10.1.1.1", 2222, true)]
    [InlineData("[10.1.1.1]:2222", "10.1.1.1", 22, false)]
    [InlineData("host-a,10.1.1.1", "10.1.1.1", 22, true)]
    [InlineData("HOST-A", "host-a", 22, true)]
    [InlineData("*.lab", "host-a.lab", 22, true)]
    [InlineData("*.lab,!host-a.lab", "host-a.lab", 22, false)]
    [InlineData("host-?", "host-ab", 22, false)]
    [InlineData("*", "[::1]", 22, true)]
    [InlineData("[*]:2222", "10.1.1.1", 2222, true)]
    [InlineData("10.1.1", "10.1.1.1", 22, false)]
    public void Patterns_match_as_openssh_matches_them(string pattern, string host, int port, bool matches)
    {
        var (keys, findings) = KnownHosts.Read($"{pattern} {_one.Type} {_one.Base64} a comment\n");
        Assert.Empty(findings);
        Assert.Equal(matches ? HostKeyJudgement.Trusted : HostKeyJudgement.Unknown, keys.Judge(host, port, _one).Judgement);
    }

    [Fact]
    public void Hashed_names_are_found_by_their_hash_alone()
    {
        var salt = RandomNumberGenerator.GetBytes(20);
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes("[10.1.1.1]:2222"));
#pragma warning restore CA5350
        var keys = KnownHosts.Read($"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(hash)} {_one.Type} {_one.Base64}").Keys;
        Assert.Equal(HostKeyJudgement.Trusted, keys.Judge("10.1.1.1", 2222, _one).Judgement);
        Assert.Equal(HostKeyJudgement.Changed, keys.Judge("10.1.1.1", 2222, _two).Judgement);
        Assert.Equal(HostKeyJudgement.Unknown, keys.Judge("10.1.1.1", 22, _one).Judgement);
    }

    [Fact]
    public void A_revoked_key_is_refused_even_where_another_line_accepts_it()
    {
        var keys = KnownHosts.Read($"a {_one.Type} {_one.Base64}\n@revoked * {_one.Type} {_one.Base64}\na {_two.Type} {_two.Base64}").Keys;
        Assert.Equal(HostKeyJudgement.Revoked, keys.Judge("a", 22, _one).Judgement);
        Assert.Equal(HostKeyJudgement.Trusted, keys.Judge("a", 22, _two).Judgement);
    }

    [Fact]
    public void A_certificate_authority_accepts_no_plain_key_and_is_mentioned()
    {
        var verdict = KnownHosts.Read($"@cert-authority * {_one.Type} {_one.Base64}").Keys.Judge("a", 22, _one);
        Assert.Equal(HostKeyJudgement.Unknown, verdict.Judgement);
        Assert.Contains("@cert-authority", verdict.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a ssh-ed25519")]
    [InlineData("a ssh-ed25519 !!!!")]
    [InlineData("a ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("|1|x|y ssh-ed25519 AAAA")]
    [InlineData("|2|AAAA|AAAA ssh-ed25519 AAAA")]
    [InlineData("@unknown a ssh-ed25519 AAAA")]
    public void A_line_that_cannot_be_read_is_a_finding_and_matches_nothing(string line)
    {
        var (keys, findings) = KnownHosts.Read($"# comment\n\n{line}\r\nb {_one.Type} {_one.Base64}\r\n");
        Assert.Equal(3, Assert.Single(findings).Line);
        Assert.Equal(HostKeyJudgement.Unknown, keys.Judge("a", 22, _one).Judgement);
        Assert.Equal(HostKeyJudgement.Trusted, keys.Judge("b", 22, _one).Judgement);
    }

    private static HostKey Key(byte seed)
    {
        var type = "ssh-ed25519"u8;
        byte[] blob = [0, 0, 0, (byte)type.Length, .. type, 0, 0, 0, 32, .. Enumerable.Repeat(seed, 32)];
        return HostKey.FromBlob(blob)!;
    }
}
