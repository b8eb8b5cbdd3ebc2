using System.Text;
using CsCheck;
using PaletteAI.Console.Domain.Tests.Values.Reading;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Lint;

/// <summary>Files of up to 1 MiB that try to make lint and explain do much more work than they are long.</summary>
public sealed class ValuesLintHostileTests
{
    // Allocated on the way, nearly all of it short-lived; a rule that is quadratic in a file of this size needs far more.
    private const long FewBytes = 450_000_000;

    private static readonly InstallerContext _context = new() { RootDomain = "ai.example.org", IsAirgap = true };

    public static TheoryData<string, string> Large() => new()
    {
        { "many keys", string.Concat(Enumerable.Range(0, 55_000).Select(i => $"k{i}: no\n")) },
        { "many nulls", string.Concat(Enumerable.Range(0, 55_000).Select(i => $"k{i}:\n")) },
        { "many duplicates", Repeat("a: 1\n", 100_000) },
        { "many spokes", "fleetConfig:\n  spokes:\n" + Repeat("    - name: a\n", 35_000) },
        { "many connectors", "dex:\n  config:\n    connectors:\n" + Repeat("      - {type: oidc}\n", 35_000) },
        { "many users", "dex:\n  config:\n    staticPasswords:\n" + Repeat("      - {email: a}\n", 35_000) },
        { "many unknown fields", "dex:\n  config:\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"    isuer{i}: 1\n")) },
        { "many unknown fields in Alertmanager", "alertmanager:\n  config:\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"    rout{i}: 1\n")) },
        { "many receivers", "alertmanager:\n  config:\n    receivers:\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"    - {{name: r{i}}}\n")) + "    route: {receiver: r}\n" },
        { "long matcher", "alertmanager: {config: {route: {receiver: a, routes: [{matchers: ['a=~\"" + Repeat("(a|", 200_000) + "\"']}]}}}\n" },
        { "deep route", "alertmanager:\n  config:\n    route: " + Repeat("{routes: [", 45) + Repeat("]}", 45) + "\n" },
        { "long texts", "dex: {config: {connectors: [{type: ldap, id: a, name: b, config: {host: \"" + Repeat("x$y ", 200_000) + "\"}}]}}\n" },
        { "many merges", "a: &a {" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"k{i}: 1, ")) + "}\n" + string.Concat(Enumerable.Range(0, 99).Select(i => $"m{i}: {{<<: *a, x: 1}}\n")) },
        { "aliases", "a: &a [" + Repeat("x,", 1200) + "]\nb: [" + string.Join(',', Enumerable.Repeat("*a", 99)) + "]\n" },
    };

    [Theory]
    [MemberData(nameof(Large))]
    public void Lint_and_explain_do_bounded_work(string name, string text)
    {
        ValuesLint.Run(YamlReader.Read("warm: up\n"), _context);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var document = YamlReader.Read(text);
        var findings = ValuesLint.Run(document, _context);
        var read = ValueTreeReader.Read(document);
        var leaves = read.IsSuccess ? Explanation.Of(EffectiveValues.Compute(read.Value, _context)).Count() : 0;
        var used = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(used < FewBytes, $"{name}: {used / 1_000_000} MB, {leaves} leaves");
        Assert.True(findings.Length <= 1700, name);
    }

    [Fact]
    public void Random_pieces_of_yaml_are_judged_without_an_exception() =>
        YamlSamples.Document.Sample(text => ValuesLint.Run(YamlReader.Read(text), _context), iter: 5000);

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
