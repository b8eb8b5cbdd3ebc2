using System.Text.Json.Nodes;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Domain.Tests.Installs;

/// <summary>The schema knows the same fields as the reader.</summary>
public sealed class InstallSpecSchemaTests
{
    private static readonly JsonNode _schema = JsonNode.Parse(InstallSpecSchema.Text)!;

    [Fact]
    public void Schema_names_its_draft() => Assert.Equal("https://json-schema.org/draft/2020-12/schema", _schema["$schema"]!.GetValue<string>());

    [Fact]
    public void Fields_are_those_of_the_reader()
    {
        var spec = _schema["properties"]!["spec"]!;
        Same(_schema, InstallSpecFields.Document);
        Same(_schema["properties"]!["metadata"]!, InstallSpecFields.Metadata);
        Same(spec, InstallSpecFields.Spec);
        Same(spec["properties"]!["profile"]!, InstallSpecFields.Profile);
        Same(spec["properties"]!["cluster"]!, InstallSpecFields.Cluster);
        Same(_schema["$defs"]!["reference"]!, InstallSpecFields.Reference);
        Same(_schema["$defs"]!["nodePool"]!, InstallSpecFields.NodePool);
        Same(_schema["$defs"]!["taint"]!, InstallSpecFields.Taint);
        Same(_schema["$defs"]!["host"]!, InstallSpecFields.Host);
        Assert.Equal(InstallSpecFields.Roles, _schema["$defs"]!["nodePool"]!["properties"]!["role"]!["enum"]!.AsArray().Select(r => r!.GetValue<string>()));
    }

    private static void Same(JsonNode schema, IEnumerable<string> names)
    {
        Assert.Equal(names.Order(StringComparer.Ordinal), schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.All(schema["properties"]!.AsObject(), p => Assert.NotEmpty(p.Value!["description"]!.GetValue<string>()));
    }
}
