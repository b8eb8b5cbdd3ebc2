using System.Collections.Immutable;
using System.Text;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Lint.Alerts;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Lint;

/// <summary>Rules one by one, with line and column.</summary>
public sealed class ValuesLintTests
{
    private const string Hash = "$2b$12$42H2IsWww5MpG/aIGCRLDuXm1zA8TD1/XWbZJm2aN3up310KuTVYu";
    private static readonly InstallerContext _context = new() { RootDomain = "ai.example.org" };

    [Theory]
    [InlineData("zot:\n  enabled: true\n", "zot.enabled", "dead-edit", 2, 3)]
    [InlineData("global:\n  dns: {domain: mine.example}\n", "global.dns.domain", "dead-edit", 2, 9)]
    [InlineData("dex:\n  config:\n    staticClients:\n      - id: x\n", "dex.config.staticClients", "dead-edit", 3, 5)]
    [InlineData("canvas:\n", "canvas", "null-undone", 1, 1)]
    [InlineData("Dex: {}\n", "Dex", "unknown-section", 1, 1)]
    [InlineData("flux: {}\n", "flux", "unknown-section", 1, 1)]
    [InlineData("global.dns.domain: x\n", "[\"global.dns.domain\"]", "key-has-dots", 1, 1)]
    [InlineData("global: {metrics: {timeout: 5}}\n", "global.metrics.timeout", "duration-malformed", 1, 20)]
    [InlineData("global: {metrics: {timeout: 0s}}\n", "global.metrics.timeout", "duration-not-positive", 1, 20)]
    [InlineData("global: {metrics: {timeout: 1d}}\n", "global.metrics.timeout", "duration-not-shared", 1, 20)]
    [InlineData("global: {metrics: {timeout: 20s, scrapeInterval: 15s}}\n", "global.metrics.timeout", "timeout-exceeds-interval", 1, 20)]
    [InlineData("global: {metrics: {agentType: prometheus-agent-minima}}\n", "global.metrics.agentType", "agent-type-unknown", 1, 20)]
    [InlineData("global: {featureFlags: {systemDefaultResources: 'true'}}\n", "global.featureFlags.systemDefaultResources", "wrong-type", 1, 25)]
    [InlineData("x:\n  z: no\n", "x.z", "word-is-boolean", 2, 3)]
    [InlineData("x: 0777\n", "x", "number-not-decimal", 1, 1)]
    [InlineData("x: 1e3\n", "x", "number-has-exponent", 1, 1)]
    [InlineData("x: 9007199254740993\n", "x", "number-loses-digits", 1, 1)]
    [InlineData("yes: 1\n", "true", "key-not-text", 1, 1)]
    [InlineData("a: 1\na: 2\n", "a", "duplicate-key", 2, 1)]
    [InlineData("a: 1\r\n\r\nb:\r\n  c: 0x1\r\n", "b.c", "number-not-decimal", 4, 3)]
    [InlineData("canvas: {impersonationProxy: {userMode: other}}\n", "canvas.impersonationProxy.userMode", "mode-unknown", 1, 31)]
    [InlineData("canvas: {impersonationProxy: {dexGroupMap: {\"a@b.c\": admin}}}\n", "canvas.impersonationProxy.dexGroupMap[\"a@b.c\"]", "groups-not-a-list", 1, 45)]
    [InlineData("canvas: {impersonationProxy: {dexGroupMap: {a: [\"system:masters\"]}}}\n", "canvas.impersonationProxy.dexGroupMap.a[0]", "system-group", 1, 49)]
    [InlineData("canvas: {impersonationProxy: {enabled: true, groupsMode: map}}\n", "canvas.impersonationProxy.dexGroupMap", "group-map-empty", 1, 10)]
    [InlineData("alertmanager: {livenessProbe: {tcpSocket: {port: http}}}\n", "alertmanager.livenessProbe.tcpSocket", "probe-two-handlers", 1, 32)]
    [InlineData("alertmanager: {persistence: {size: 50 MB}}\n", "alertmanager.persistence.size", "quantity-malformed", 1, 30)]
    [InlineData("dex: {config: {surprise: 1}}\n", "dex.config.surprise", "unknown-field", 1, 16)]
    [InlineData("dex: {config: {expiry: {idTokens: 1d}}}\n", "dex.config.expiry.idTokens", "duration-malformed", 1, 25)]
    [InlineData("a: 1\n---b: 2\n", "", "filled-separator", 2, 1)]
    [InlineData("--- {a: 1}\n", "", "filled-separator", 1, 1)]
    [InlineData("%YAML 1.1\n---\na: 1\n", "", "yaml-directive", 1, 1)]
    [InlineData("a: 1\n%TAG ! x:\nb: 2\n", "", "percent-line", 2, 1)]
    [InlineData("a: 1 # old\u2028b: 2\n", "", "hidden-line-break", 1, 11)]
    [InlineData("hue: {ociRegistry: {password: hunter2}}\n", "hue.ociRegistry.password", "secret-in-clear", 1, 21)]
    public void A_finding_has_path_code_and_place(string text, string path, string code, int line, int column)
    {
        var finding = Assert.Single(Lint(text), f => f.Code == code);
        Assert.Equal((path, line, column), (finding.Path, finding.Line, finding.Column));
    }

    [Theory]
    [InlineData("redirectURI: https://wrong/callback", "redirect-uri-mismatch")]
    [InlineData("clientSecret: 'pa$$word'", "dollar-expanded")]
    [InlineData("clientid: a", "field-spelling")]
    [InlineData("clientIDD: a", "unknown-field")]
    [InlineData("pkceChallenge: S512", "choice-unknown")]
    [InlineData("allowedGroups: [a]", "groups-are-off")]
    [InlineData("clientID: 12345", "wrong-type")]
    [InlineData("issuer: idp.test", "url-malformed")]
    [InlineData("rootCAs: [/certs/ca.pem]", "file-not-mounted")]
    public void An_OIDC_connectors_slip_is_named(string line, string code) => Assert.Contains(Lint(Connector("oidc", line)), f => f.Code == code);

    [Fact]
    public void A_mounted_file_may_be_named() => Assert.DoesNotContain(
        Lint("dex:\n  volumeMounts: [{name: c, mountPath: /certs}]\n" + Connector("oidc", "rootCAs: [/certs/ca.pem]")[5..]), f => f.Code == "file-not-mounted");

    [Theory]
    [InlineData("enablePasswordDB: true, staticPasswords: [{email: a@b.c, hash: HASH, username: a, userID: '1'}, {email: A@B.C, hash: HASH, username: a, userID: '2'}]", "user-email-twice")]
    [InlineData("enablePasswordDB: true, staticPasswords: [{email: a@b.c, hash: HASH, username: a, userID: '1'}, {email: b@b.c, hash: HASH, username: a, userID: '1'}]", "user-userid-twice")]
    [InlineData("enablePasswordDB: true, staticPasswords: [{email: a@b.c, hash: HASH, username: a}]", "user-userid-missing")]
    [InlineData("enablePasswordDB: true, staticPasswords: [{email: a@b.c, hash: plain, username: a, userID: '1'}]", "hash-not-bcrypt")]
    [InlineData("enablePasswordDB: true, staticPasswords: [{email: a@b.c, hash: HASH, username: a, userID: 08a8684b-db88-4b73-90a9-3cd1661f5466}]", "default-user")]
    [InlineData("enablePasswordDB: true, staticPasswords: [{email: a@b.c, hash: HASH, username: a, userID: '1'}]", "users-inherit-rights")]
    [InlineData("staticPasswords: [{email: a@b.c, hash: HASH, username: a, userID: '1'}]", "password-db-off")]
    [InlineData("enablePasswordDB: false", "nobody-can-sign-in")]
    [InlineData("enablePasswordDB: true, staticPasswords: []", "no-users-no-connectors")]
    public void Local_users_are_judged(string config, string code) =>
        Assert.Contains(Lint($"dex: {{config: {{{config.Replace("HASH", $"'{Hash}'", StringComparison.Ordinal)}}}}}\n"), f => f.Code == code);

    [Fact]
    public void Users_that_are_mapped_inherit_nothing() => Assert.DoesNotContain(
        Lint($"canvas: {{impersonationProxy: {{enabled: true, userMode: passthrough, groupsMode: map, dexGroupMap: {{a: [b]}}}}}}\ndex: {{config: {{enablePasswordDB: true, staticPasswords: [{{email: a@b.c, hash: '{Hash}', username: a, userID: '1'}}]}}}}\n"),
        f => f.Severity >= Severity.Warning);

    [Fact]
    public void A_dead_edit_says_what_would_make_it_count()
    {
        var finding = Assert.Single(Lint("dex: {config: {issuer: 'https://mine/dex'}}\n"), f => f.Code == "dead-edit");
        Assert.Contains("takes effect if the root domain is removed", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_shipped_file_says_is_no_edit()
    {
        const string text = "zot: {enabled: true}\n";
        var shipped = ValueTreeReader.Read(YamlReader.Read(text)).Require();
        Assert.Empty(ValuesLint.Run(YamlReader.Read(text), _context, shipped));
        Assert.NotEmpty(ValuesLint.Run(YamlReader.Read(text), _context));
    }

    [Fact]
    public void Without_a_context_nothing_that_depends_on_it_is_judged_harshly()
    {
        var findings = ValuesLint.Run(YamlReader.Read("global: {dns: {domain: replace.with.your.domain}}\ndex: {config: {issuer: 'https://mine/dex'}}\n"), null);
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        Assert.Contains(findings, f => f is { Code: "dead-edit-maybe", Severity: Severity.Info });
    }

    [Theory]
    [InlineData("a|b")]
    [InlineData("(?P<n>x)")]
    [InlineData("(?i)x[[:alpha:]]")]
    [InlineData("\\pN\\x{10FFFF}\\Qa(\\E{")]
    [InlineData("[]a]+?")]
    [InlineData("\\_")]
    public void RE2_takes_it(string pattern) => Assert.Null(Re2.Check(pattern));

    [Theory]
    [InlineData("(")]
    [InlineData("a**")]
    [InlineData("(?=x)")]
    [InlineData("(?<!x)")]
    [InlineData("(a)\\1")]
    [InlineData("a{1001}")]
    [InlineData("\\Z")]
    [InlineData("[")]
    [InlineData("x\\")]
    [InlineData("(?>a)")]
    [InlineData("[z-a]")]
    public void RE2_refuses_it(string pattern) => Assert.NotNull(Re2.Check(pattern));

    [Fact]
    public void Warnings_never_hide_an_error() => Assert.Contains(
        Lint(string.Concat(Enumerable.Range(0, 3000).Select(i => $"k{i}: no\n")) + "global: {metrics: {timeout: 5}}\n"), f => f is { Code: "duration-malformed", Severity: Severity.Error });

    [Fact]
    public void Findings_are_bounded_and_the_rest_is_counted()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"k{i}: no\n"));
        var findings = Lint(text);
        Assert.InRange(findings.Length, 400, 700);
        Assert.Contains(findings, f => f.Code == "more-findings");
    }

    private static ImmutableArray<Finding> Lint(string text) => ValuesLint.Run(YamlReader.Read(Encoding.UTF8.GetBytes(text)), _context);

    private static string Connector(string type, string line) =>
        $"dex:\n  config:\n    connectors:\n      - type: {type}\n        id: c\n        name: C\n        config:\n          {(line.StartsWith("issuer", StringComparison.Ordinal) ? "" : "issuer: https://idp.test\n          ")}{line}\n";
}
