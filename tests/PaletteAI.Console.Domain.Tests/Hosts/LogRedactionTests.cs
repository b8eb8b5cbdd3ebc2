using CsCheck;
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
    [InlineData("the hash $2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy end", "the hash *** end")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U!", "jwt ***!")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nCanary1\nCanary2\n-----END RSA PRIVATE KEY-----\nafter", "***\nafter")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nCanary1\ncut off", "***")]
    [InlineData("no secret here: the password was wrong", "no secret here: the password was wrong")]
    [InlineData("tokens are refreshed", "tokens are refreshed")]
    [InlineData("password: \"two words\" user: x", "password: \"***\" user: x")]
    [InlineData("password: two words", "password: ***")]
    [InlineData("kubelet[1]: password: two words, user: x", "kubelet[1]: password: ***, user: x")]
    [InlineData("bindPW: 'it''s Canary' # of the directory", "bindPW: '***' # of the directory")]
    [InlineData("DB_PASSWORD_1=Canary&next", "DB_PASSWORD_1=***")]
    [InlineData("msg=\"{\\\"password\\\":\\\"Canary\\\\\\\"1\\\",\\\"user\\\":\\\"x\\\"}\"", "msg=\"{\\\"password\\\":\\\"***\\\",\\\"user\\\":\\\"x\\\"}\"")]
    [InlineData("{\"password\": \"Can\\\"ary\", \"a\": 1}", "{\"password\": \"***\", \"a\": 1}")]
    [InlineData("- name: DB_PASSWORD\n  value: Canary1\n- name: MODE\n  value: fast", "- name: DB_PASSWORD\n  value: ***\n- name: MODE\n  value: fast")]
    [InlineData("{\"name\":\"API_TOKEN\",\"value\":\"Canary1\"},{\"name\":\"A\",\"value\":\"b\"}", "{\"name\":\"API_TOKEN\",\"value\":\"***\"},{\"name\":\"A\",\"value\":\"b\"}")]
    [InlineData("EnvVar{Name:DB_PASSWORD,Value:Canary1,ValueFrom:nil,}", "EnvVar{Name:DB_PASSWORD,Value:***,}")]
    [InlineData("a:\n  clientSecret: |\n    Canary1\n    Canary2\n  b: c", "a:\n  clientSecret: |\n    ***\n    ***\n  b: c")]
    [InlineData("tokens:\n- Canary1\n- Canary2\nother:\n- x", "tokens:\n- ***\n- ***\nother:\n- x")]
    [InlineData("tokens: [Canary1, Canary2] end", "tokens: *** end")]
    [InlineData("password:\n  Canary1\nb: c", "password:\n  ***\nb: c")]
    [InlineData("password: \"Canary1\n  Canary2\"\nb: c", "password: \"***\"\nb: c")]
    [InlineData("start --db-password Canary1 --verbose", "start --db-password *** --verbose")]
    [InlineData("--password 'two words' --user x", "--password *** --user x")]
    [InlineData("GET /a?access_token=Canary1&b=c HTTP/1.1", "GET /a?access_token=*** HTTP/1.1")]
    [InlineData("Set-Cookie: session=Canary1; Path=/", "Set-Cookie: ***; Path=/")]
    [InlineData("redis://:Canary1@db:6379", "redis://:***@db:6379")]
    [InlineData("hash JDJhJDEwJE45cW84dUxPaWNrZ3gyWk1SWm9NeWVJakFnY2ZsN3A5MmxkR3hhZDY4TEpaZEwxN2xoV3k= end", "hash *** end")]
    [InlineData("MountVolume.SetUp failed for volume: secret \"dex-config\" not found", "MountVolume.SetUp failed for volume: secret \"dex-config\" not found")]
    [InlineData("secretName: dex-config, existingSecret: a", "secretName: dex-config, existingSecret: a")]
    [InlineData("pod-template-hash=5d4f6c", "pod-template-hash=5d4f6c")]
    [InlineData("if token == \"\" then password: null, secret: true", "if token == \"\" then password: null, secret: true")]
    [InlineData("std::token::next at 12:30:11", "std::token::next at 12:30:11")]
    public void Secrets_go_and_the_rest_of_the_line_stays(string line, string shown) => Assert.Equal(shown, LogRedaction.Apply(line));

    [Fact]
    public void One_endless_word_costs_no_endless_time()
    {
        foreach (var piece in new[] { "a", "token", "password-", "eyJ", "http://a:", "x:y@", "-----BEGIN PRIVATE KEY-----", "authorization:", "password: ", "name: a\n", "tokens:\n- a\n", "password: \"", "secret=[", "-a", "--token ", "a=", "\\", "name: token, " })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
            Assert.InRange(LogRedaction.Apply(text).Length, 1, 4 * text.Length);
        }
    }

    [Fact]
    public void A_secret_written_in_any_way_is_gone_from_a_document_in_the_log() =>
        Gen.Select(AnyOf("password", "clientSecret", "bindPW", "api_key", "DB_PASSWORD_2", "certificate-key", "tokens"), _style, _lead, _depth).Sample(
            (key, style, lead, depth) =>
            {
                var indent = new string(' ', depth * 2);
                var shown = LogRedaction.Apply($"{lead}before: it\n{indent}{style.Replace("KEY", key, StringComparison.Ordinal).Replace("\n", "\n" + indent, StringComparison.Ordinal)}\n{indent}after: stays\n");
                Assert.DoesNotContain("Canary", shown, StringComparison.Ordinal);
                Assert.Contains("before: it", shown, StringComparison.Ordinal);
                Assert.Equal(shown, LogRedaction.Apply(shown));
            },
            iter: 2_000);

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static readonly Gen<int> _depth = Gen.Int[0, 4];

    private static readonly Gen<string> _lead = AnyOf("", "time=\"1\" level=info\n", "a: b\n", "E1126 12:30:11 kubelet.go:12] it's\n");

    private static readonly Gen<string> _style = AnyOf(
        "KEY: Canary", "KEY: Canary one two", "KEY: \"Canary: \\\"one\\\" Canary\"", "KEY: 'Canary, ''one'' Canary'", "KEY: |\n  Canary\n\n  Canary: x", "KEY: >-\n  Canary",
        "KEY:\n  - Canary\n  - Canary", "KEY:\n- Canary", "KEY: [Canary, \"Canary\"]", "{KEY: Canary, a: b}", "{\"KEY\":\"Canary\"}", "x {\\\"KEY\\\": \\\"Canary one\\\"}", "KEY=Canary", "--KEY Canary",
        "KEY: Canary\n  Canary", "- KEY: Canary\n  a: b", "- name: KEY\n  value: Canary", "map[KEY:Canary a:b]", "KEY = \"Canary one\"");
}
