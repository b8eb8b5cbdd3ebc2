using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Tests.Values.Lint;

/// <summary>Values files around what was run through Dex, amtool and Helm.</summary>
public sealed class LintCaseTables
{
    // What a values file cannot lack, because the chart's defaults stand below it, and what only a running system knows.
    private static readonly Dictionary<string, string> _otherInValues = new(StringComparer.Ordinal)
    {
        ["no storage"] = "the chart's default storage stands below the file",
        ["not a map"] = "a list cannot be put below dex.config; tested as a section that is no map",
        ["unknown top-level key, strict flag"] = "only with an environment variable",
        ["unknown field inside config, strict flag"] = "only with an environment variable",
        ["user unknown field, strict flag"] = "only with an environment variable",
        ["user hashFromEnv set"] = "only with an environment variable",
        ["id 'local' beside the password database"] = "Dex starts; the console forbids it",
        ["user without email"] = "Dex starts; the console requires it",
    };

    public static TheoryData<string, string> Dex => CaseTable.Rows("dex-config.json", c => !_otherInValues.ContainsKey(c.Text("name")));

    // An empty map and a second document never reach Alertmanager, tabs stop the whole file, the chart takes its own `enabled` out, and
    // msteams_configs is known to newer versions (a warning).
    public static TheoryData<string, string> Alerts => CaseTable.Rows("alertmanager.json", c => c.Text("name") is not ("empty-map" or "multi-doc" or "tabs" or "msteams" or "unknown-top-key"));

    // What the cluster has is not in the file.
    public static TheoryData<string, string> Spokes => CaseTable.Rows("fleet-spokes.json", c => c.Text("name") is not "list shorter than the cluster has");

    public static TheoryData<string, string> Verdicts => CaseTable.Rows("managed-fields-edge-cases.json", c => c.TryGetProperty("consoleVerdict", out _));

    public static TheoryData<string, string> Strict => CaseTable.Rows("yaml-docs.json", c => c.TryGetProperty("strictParserError", out _));

    [Theory]
    [MemberData(nameof(Dex))]
    public void Dex_configuration_is_judged_as_Dex_loads_it(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var findings = Lint("dex:\n  config:\n" + Indented(c.Text("yaml"), 4), new InstallerContext());
        Assert.True(c.Valid() == !HasErrors(findings), $"{name}: {c.Text("reason")}\n{string.Join('\n', findings)}");
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alertmanager_configuration_is_judged_as_amtool_does(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var findings = Lint("alertmanager:\n  config:\n" + Indented(c.Text("yaml"), 4), new InstallerContext());
        Assert.True(c.Valid() == !HasErrors(findings), $"{name}: {c.Text("reason")}\n{string.Join('\n', findings)}");
    }

    [Theory]
    [MemberData(nameof(Spokes))]
    public void Spokes_are_judged(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var findings = Lint("fleetConfig: {spokes: " + c.GetProperty("spokes").GetRawText() + "}\n", new InstallerContext { IsAirgap = c.Text("mode") == "airgap" });
        Assert.True(c.Valid() == !HasErrors(findings), $"{name}: {c.Text("reason")}\n{string.Join('\n', findings)}");
        if (c.TryGetProperty("warnings", out var warnings))
        {
            Assert.True(warnings.GetArrayLength() == findings.Count(f => f.Severity == Severity.Warning), $"{name}\n{string.Join('\n', findings)}");
        }
    }

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void A_files_worst_finding_is_the_consoles_verdict(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var bytes = c.TryGetProperty("base64", out var raw) ? raw.GetBytesFromBase64() : Encoding.UTF8.GetBytes(c.Text("userYaml"));
        var findings = ValuesLint.Run(YamlReader.Read(bytes), Context(c.GetProperty("context")));
        var worst = findings.Length == 0 ? Severity.Info : findings.Max(f => f.Severity);
        Assert.True(c.Text("consoleVerdict") == worst switch { Severity.Error => "error", Severity.Warning => "warn", _ => "ok" }, $"{name}\n{string.Join('\n', findings)}");
        foreach (var note in c.TryGetProperty("notes", out var notes) ? notes.EnumerateArray().Select(n => n.GetString()!) : [])
        {
            CheckNote(name, note, findings);
        }
    }

    [Theory]
    [MemberData(nameof(Strict))]
    public void What_a_strict_parser_objects_to_is_a_finding(string name, string json)
    {
        var c = CaseTable.Parse(json);
        var bytes = c.TryGetProperty("base64", out var raw) ? raw.GetBytesFromBase64() : Encoding.UTF8.GetBytes(c.Text("text"));
        Assert.True(ValuesLint.Run(YamlReader.Read(bytes), new InstallerContext()).Length > 0, name);
    }

    private static void CheckNote(string name, string note, ImmutableArray<Finding> findings)
    {
        var (what, path) = note.Split(':', 2) is [var head, var tail] ? (head, tail) : (note, "");
        var found = what switch
        {
            "overridden" => findings.Any(f => f.Code == "dead-edit" && f.Path == path && f.Message.Contains("no effect", StringComparison.Ordinal)),
            "null-undone" => findings.Any(f => f.Code is "null-undone" or "probe-cannot-be-off" or "no-break-space-indentation" && (f.Path == path || f.Path.Length == 0)),
            "error" => findings.Any(f => f.Code == path && f.Severity == Severity.Error),
            "replaced-non-map" => findings.Any(f => f.Code == "section-not-a-map" && f.Path == path),
            _ => true,
        };
        Assert.True(found, $"{name}: {note}\n{string.Join('\n', findings)}");
    }

    private static ImmutableArray<Finding> Lint(string text, InstallerContext context)
    {
        var findings = ValuesLint.Run(YamlReader.Read(text), context);
        Assert.All(findings, f => Assert.True(f.Line > 0 && f.Column > 0 && f.Code.Length > 0 && f.Message.EndsWith('.'), f.ToString()));
        Assert.All(findings.Where(f => f.Severity != Severity.Info), f => Assert.EndsWith(".", f.Fix, StringComparison.Ordinal));
        return findings;
    }

    private static bool HasErrors(ImmutableArray<Finding> findings) => findings.Any(f => f.Severity == Severity.Error);

    private static string Indented(string text, int columns) =>
        string.Concat(text.Split('\n').Where(l => l is not "---").Select(l => l.Length == 0 ? "\n" : new string(' ', columns) + l + "\n"));

    private static InstallerContext Context(JsonElement context) => new()
    {
        RootDomain = context.Text("rootDomain"),
        IsAirgap = context.Text("mode") == "airgap",
        DisableStaticDexUsers = context.GetProperty("disableStaticDexUsers").GetBoolean(),
    };
}
