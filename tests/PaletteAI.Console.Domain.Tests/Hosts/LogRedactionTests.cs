using PaletteAI.Console.Domain.Hosts.Diagnostics;

namespace PaletteAI.Console.Domain.Tests.Hosts;

public sealed class LogRedactionTests
{
    [Theory]
    [InlineData("level=info msg=registered token=CANARY-12345 host=edge-1")]
    [InlineData("\"clientSecret\": \"CANARY-12345\", \"next\": 1")]
    [InlineData("Authorization: Bearer CANARY-12345")]
    [InlineData("authorization=Basic CANARY12345==")]
    [InlineData("kubeadm join 10.0.0.1:6443 --token CANARY.0123456789abcdef")]
    [InlineData("pulling https://admin:CANARY-12345@10.10.10.100:30003/v2/")]
    [InlineData("certificate-key: CANARY0123456789")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nCANARY\n-----END EC PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nCANARY")]
    [InlineData("client-key-data: CANARY0123456789")]
    public void What_looks_like_a_secret_is_taken_out(string line) => Assert.DoesNotContain("CANARY", LogRedaction.Apply(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("level=info msg=\"containerd successfully booted in 0.041s\"")]
    [InlineData("inet 10.10.10.11/24 brd 10.10.10.255")]
    [InlineData("tokens are not used")]
    [InlineData("Failed to pull image \"10.10.10.100:30003/a/b:1.0\"")]
    public void Other_lines_stay_as_they_are(string line) => Assert.Equal(line, LogRedaction.Apply(line));
}
