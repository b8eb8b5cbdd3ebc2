using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Merging;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Application.Tests.Values;

/// <summary>200 secrets in every kind of place, and everything that leaves the door read for them.</summary>
public sealed class ValuesCanaryTests
{
    private static readonly JsonSerializerOptions _json = new() { Converters = { new Hidden() }, ReferenceHandler = ReferenceHandler.IgnoreCycles };

    private readonly StringBuilder _out = new();
    private int _count;

    [Fact]
    public async Task None_of_200_secrets_is_in_plans_merges_histories_rows_errors_audit_or_logs()
    {
        var (before, after, theirs) = (File("Old"), File("New"), File("Their"));
        Assert.Equal(200, _count);
        await using var world = new ValuesWorld(before).WithCluster(selects: true, 1);
        var (ops, dev) = (await world.OperatorAsync("ops"), await world.OperatorAsync("dev"));
        var opened = await ops.OpenAsync();
        Keep(opened);
        await ops.RunAsync(new SaveValuesDraft(new Secret(after), ops.Base, 0));
        ops.Text = after;
        var plan = await ops.PlanAsync();
        Keep(plan);
        Keep(await ops.SaveAsync([]));
        Keep(await ops.SaveAsync(plan.Acceptances.Select(a => a.Id), "it was CanaryOld001, now CanaryNew068"));
        Keep(await dev.OpenAsync());
        world[1].Put(theirs);
        ops.Text = after + "x: 1\n";
        Keep(await ops.SaveAsync([]));
        Keep(await ops.RunAsync(new MergeValues(new Secret(before + "y: 1\n"), ops.Base, "h1", new Dictionary<string, MergeChoice>())));
        Keep(await ops.RunAsync(new PlanValuesSave(new Secret("broken: [ " + after), ops.Base, ops.Seen, [])));
        Keep(await ops.RunAsync(new RevealValue(new Secret(after), "dex.nowhere")));
        Keep(await ops.RunAsync(new RevealValue(new Secret("a: [" + after), "a")));
        var revisions = (await ops.RunAsync(new ListValuesRevisions())).Require();
        Keep(revisions);
        Keep(await dev.RunAsync(new CompareValuesRevisions(revisions[^1].Sha256, revisions[0].Sha256)));
        Keep(Views(after));

        Assert.True(_out.Length > 10_000);
        var all = _out.ToString() + string.Join('\n', world.Door.Log.All) + string.Join('\n', world.Door.Audit.Rows);
        var at = all.IndexOf("Canary", StringComparison.Ordinal);
        Assert.True(at < 0, at < 0 ? "" : all.Substring(Math.Max(0, at - 200), Math.Min(300, all.Length - Math.Max(0, at - 200))));
    }

    private static object Views(string text)
    {
        var analysis = ValuesAnalysis.Of(text, new ValuesSetting(new Domain.Values.Managed.InstallerContext { RootDomain = "x.example", DisableStaticDexUsers = true }, null, null));
        return new { analysis.Rows, analysis.Marks, analysis.Findings, Inspections = analysis.Rows.Select(r => analysis.Inspect(r.Path)) };
    }

    // What the door gives, as the page would write it out; secrets of type Secret are for the editor alone.
    private void Keep(object given) => _out.Append(JsonSerializer.Serialize(given, _json)).Append('\n');

    private string File(string kind)
    {
        var text = new StringBuilder("dex:\n  config:\n    enablePasswordDB: true\n    connectors:\n");
        for (var i = 0; i < 10; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"      - type: oidc\n        id: c{i}\n        name: C{i}\n        config:\n          clientSecret: {Next(kind)}\n          issuer: \"https://u:{Next(kind)}@sso.example/{i}\"\n          # bindPW: {Next(kind)}\n");
        }

        text.Append("    staticPasswords:\n");
        for (var i = 0; i < 8; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"      - {{email: u{i}@x.example, hash: '{Next(kind)}', username: u, userID: \"{i}\"}} # old hash: {Next(kind)}\n");
        }

        text.Append("hooks:\n  tokens:\n");
        for (var i = 0; i < 6; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - {Next(kind)}\n");
        }

        var shared = Next(kind);
        text.Append(CultureInfo.InvariantCulture, $"more:\n  password: |\n    {Next(kind)}\n    {Next(kind)}\n  apiKey: &k {shared}\n  again: *k\n  said: it is {shared} here\n  \"my.secret\": >-\n    {Next(kind)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  # the old one had token={Next(kind)} in it\n");
        text.Append(CultureInfo.InvariantCulture, $"---\nsecret: {Next(kind)}\nplain: {Next(kind)}\n");
        while (_count % 67 != 0 && _count < 200)
        {
            text.Append(CultureInfo.InvariantCulture, $"pass{_count}Password: {Next(kind)}\n");
        }

        return text.ToString();
    }

    private string Next(string kind) => string.Create(CultureInfo.InvariantCulture, $"Canary{kind}{++_count:000}");

    private sealed class Hidden : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
