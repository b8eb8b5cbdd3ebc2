using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain.Tests.Values.Reading;

/// <summary>The scalars and documents that were run through Helm.</summary>
public sealed class YamlCaseTables
{
    public static TheoryData<string, string, string> Scalars() => Load("yaml-scalars.json", c => c["helm"]!);

    public static TheoryData<string, string, string> Documents() => Load("yaml-docs.json", c => c["helm3"]!);

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalar_reads_as_helm_reads_it(string name, string base64, string helm)
    {
        var document = YamlReader.Read(Convert.FromBase64String(base64));
        var expected = JsonNode.Parse(helm)!;

        if (expected["error"] is not null)
        {
            Assert.False(document.IsReadable, name);
            return;
        }

        var tree = PlainTree.Of(document);
        Assert.True(JsonNode.DeepEquals(expected["value"], tree!["v"]), $"{name}: {tree!["v"]?.ToJsonString()}");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_reads_as_helm_reads_it(string name, string base64, string helm)
    {
        var document = YamlReader.Read(Convert.FromBase64String(base64));
        var expected = JsonNode.Parse(helm)!;

        if (expected["error"] is not null)
        {
            Assert.True(!document.IsReadable || document.Root!.Target is not YamlMapping, name);
            return;
        }

        Assert.True(document.IsReadable, $"{name}: {string.Join('\n', document.Findings)}");
        var tree = PlainTree.Of(document) ?? new JsonObject();
        Assert.True(JsonNode.DeepEquals(expected["values"], tree), $"{name}: {tree.ToJsonString()}");
    }

    private static TheoryData<string, string, string> Load(string file, Func<JsonNode, JsonNode> answer)
    {
        var cases = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", file)))!.AsArray();
        var data = new TheoryData<string, string, string>();
        foreach (var row in cases)
        {
            var nondeterministic = row!["helmNondeterministic"] is not null;
            var bytes = row["base64"]?.GetValue<string>() ?? Convert.ToBase64String(Encoding.UTF8.GetBytes((row["text"] ?? row["doc"])!.GetValue<string>()));
            if (!nondeterministic)
            {
                data.Add((row["name"] ?? row["scalar"])!.GetValue<string>(), bytes, answer(row).ToJsonString());
            }
        }

        return data;
    }
}

/// <summary>A document as plain JSON, the way Helm holds it: merges expanded, last key wins, keys as text, numbers as 64-bit floats.</summary>
internal static class PlainTree
{
    public static JsonNode? Of(YamlDocument document) => document.Root is null ? null : Of(document.Root);

    private static JsonNode? Of(YamlNode node) => node.Target switch
    {
        YamlMapping mapping => new JsonObject(YamlMerges.Effective(mapping).Select(e => KeyValuePair.Create(e.Name!, Of(e.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Of)]),
        YamlScalar scalar => Of(scalar.Value),
        _ => null,
    };

    private static JsonNode? Of(ScalarValue value) => value.Kind switch
    {
        ScalarKind.Boolean => JsonValue.Create(value.Boolean),
        ScalarKind.Number => JsonNode.Parse(JsonSerializer.Serialize(value.Number)),
        ScalarKind.Text => JsonValue.Create(value.Text),
        _ => null,
    };
}
