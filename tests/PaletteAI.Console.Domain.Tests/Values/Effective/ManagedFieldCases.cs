using System.Text;
using System.Text.Json;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Tests.Values.Effective;

/// <summary>The table of managed fields and what happens to user files that touch them.</summary>
public sealed class ManagedFieldCases
{
    public static TheoryData<string, string> Edges
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var c in Load("managed-fields-edge-cases.json").EnumerateArray())
            {
                data.Add(c.GetProperty("name").GetString()!, c.GetRawText());
            }

            return data;
        }
    }

    [Fact]
    public void The_table_is_the_guides()
    {
        var expected = Load("managed-fields.json").EnumerateArray().Select(f => (
            Path: f.GetProperty("path").GetString(), Layer: f.GetProperty("layer").GetString(), Condition: f.GetProperty("condition").GetString(), Pointer: f.GetProperty("pointer").GetString())).ToList();
        var actual = ManagedFields.All.Select(f => (
            Path: (string?)f.Name, Layer: (string?)(f.Source == ValueSource.Enforced ? "enforced" : "runtime"), Condition: (string?)Word(f.Condition), Pointer: (string?)f.Path.ToPointer())).ToList();
        Assert.Equal(expected.Order(), actual.Order());
        Assert.Equal(14, ManagedFields.All.Count(f => f.Source == ValueSource.Enforced));
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Effective_values_are_what_the_installer_makes(string name, string json)
    {
        var c = JsonDocument.Parse(json).RootElement;
        var bytes = c.TryGetProperty("base64", out var raw) ? raw.GetBytesFromBase64() : Encoding.UTF8.GetBytes(c.GetProperty("userYaml").GetString()!);
        var user = ValueTreeReader.Read(YamlReader.Read(bytes));
        if (c.TryGetProperty("helm3Error", out _))
        {
            Assert.False(user.IsSuccess, name);
            return;
        }

        if (!user.IsSuccess)
        {
            // Deeper than our limit: refused by design.
            Assert.Contains("deep", name, StringComparison.Ordinal);
            return;
        }

        var values = EffectiveValues.Compute(user.Value, Context(c.GetProperty("context")));
        var told = Explanation.Of(values).ToList();
        foreach (var expected in c.GetProperty("expected").EnumerateObject())
        {
            var path = DocumentPath.Parse(expected.Name).Require();
            var node = EffectiveValues.Find(values.Root, path);
            if (expected.Value.TryGetProperty("absent", out _))
            {
                Assert.True(node is null, $"{name}: {expected.Name} should not be there");
            }
            else if (IsGenerated(expected.Name))
            {
                Assert.True(node is not null, $"{name}: {expected.Name} is missing");
            }
            else
            {
                Assert.True(ValueNode.Same(ValueJson.Read(expected.Value.GetProperty("value"), ValueSource.User), node), $"{name}: {expected.Name} = {(node is null ? "nothing" : ValueJson.ToText(node))}");
            }
        }

        foreach (var note in c.GetProperty("notes").EnumerateArray().Select(n => n.GetString()!).Where(n => n.StartsWith("overridden:", StringComparison.Ordinal)))
        {
            var path = note["overridden:".Length..];
            Assert.True(told.Any(t => t.Overridden.Length > 0 && t.Path.ToString().StartsWith(path, StringComparison.Ordinal)), $"{name}: {path} lost, and nobody says so");
        }
    }

    [Fact]
    public void Every_leaf_is_explained_once()
    {
        var user = ValueTreeReader.Read(YamlReader.Read("a: {b: [1, {c: x}], d: {}}\nzot: {enabled: true}\n")).Require();
        var values = EffectiveValues.Compute(user, new InstallerContext { RootDomain = "ai.example.org", IsAirgap = true });
        var told = Explanation.Of(values).Select(t => t.Path.ToString()).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Contains("a.b[1].c", told);
        Assert.Contains("a.d", told);
        var zot = Explanation.Of(values).Single(t => t.Path.ToString() == "zot.enabled");
        Assert.Equal(ValueSource.Enforced, zot.Source);
        Assert.Equal("true", Assert.IsType<ValueScalar>(Assert.Single(zot.Overridden).Value).Text);
    }

    // Values the installer generates have no published shape: that they are there is what counts.
    private static bool IsGenerated(string path) =>
        path.Contains("ociRegistry", StringComparison.Ordinal) || path.StartsWith("brush.mural", StringComparison.Ordinal) && path.EndsWith("source", StringComparison.Ordinal)
        || path.Contains("httpHeaders", StringComparison.Ordinal) || path is "fleetConfig.spokeValuesOverrides" or "dex.config.staticClients" or "fleetConfig.spokes" or "fleetConfig.spokes[0]"
        || path.StartsWith("global.metrics.", StringComparison.Ordinal) || path.StartsWith("global.auditLogging.", StringComparison.Ordinal)
        || path.StartsWith("alertmanager.", StringComparison.Ordinal) && path.EndsWith("Probe", StringComparison.Ordinal) || path.EndsWith("Probe.httpGet", StringComparison.Ordinal);

    private static InstallerContext Context(JsonElement context) => new()
    {
        RootDomain = context.GetProperty("rootDomain").GetString() ?? "",
        IsAirgap = context.GetProperty("mode").GetString() == "airgap",
        DisableStaticDexUsers = context.GetProperty("disableStaticDexUsers").GetBoolean(),
    };

    private static string Word(ManagedCondition condition) => condition switch
    {
        ManagedCondition.Always => "always",
        ManagedCondition.RootDomain => "root-domain",
        ManagedCondition.Airgap => "airgap",
        ManagedCondition.StaticUsersDisabled => "toggle",
        _ => "",
    };

    private static JsonElement Load(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", file))).RootElement;
}
