using PaletteAI.Console.Domain.Hosts.Diagnostics;

namespace PaletteAI.Console.Domain.Tests.Hosts;

public sealed class LogRedactionTests
{
    [Theory]
    [InlineData("password: Canary1", "password: ***")]
    [InlineData("\"clientSecret\": \"Canary1\", \"id\": \"x\"", "\"clientSecret\": \"***\", \"id\": \"x\"")]
    [InlineData("kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef --certificate-key 0123456789abcdef0123456789abcdef", "kubeadm join 10.0.0.1:6443 --token *** --certificate-key ***")]
    [InlineData("the token abcdef.0123456789abcdef was made", "the token *** was made")]
    [InlineData("Authorization: Bearer Canary.x.y", "Authorization: Bearer ***")]
    [InlineData("authorization=Basic Q2FuYXJ5MTIzNDU2Nzg=", "authorization=Basic ***")]
    [InlineData("GET https://ops:Canary1@registry.example.org/v2/", "GET https://ops:***@registry.example.org/v2/")]
    [InlineData("hash: $2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy end", "hash: *** end")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U!", "jwt ***!")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nCanary1\nCanary2\n-----END RSA PRIVATE KEY-----\nafter", "***\nafter")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nCanary1\ncut off", "***")]
    [InlineData("no secret here: the password was wrong", "no secret here: the password was wrong")]
    [InlineData("tokens are refreshed", "tokens are refreshed")]
    public void Secrets_go_and_the_rest_of_the_line_stays(string line, string shown) => Assert.Equal(shown, LogRedaction.Apply(line));

    [Fact]
    public void One_endless_word_costs_no_endless_time()
    {
        foreach (var piece in new[] { "a", "token", "password-", "eyJ", "http://a:", "x:y@", "-----BEGIN PRIVATE KEY-----", "authorization:" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
            Assert.True(LogRedaction.Apply(text).Length <= text.Length + 3);
        }
    }
}
