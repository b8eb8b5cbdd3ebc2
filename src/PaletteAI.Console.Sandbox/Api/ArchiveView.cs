using System.Text.Json.Nodes;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Sandbox.Api;

/// <summary>The embedded cluster definition as the API describes it.</summary>
internal static class ArchiveView
{
    public const string EmbeddedPath = "/opt/spectrocloud/clusterconfig/spc.tgz";

    public static JsonObject Of(ClusterProfile profile, string uploadPath, bool singleNode) => new()
    {
        ["archiveUploadPath"] = uploadPath,
        ["clusterProfileDetails"] = new JsonArray(new JsonObject
        {
            ["profileUid"] = profile.Uid,
            ["profileName"] = profile.Name,
            ["profileVersion"] = profile.Version,
            ["profileType"] = profile.Type,
            ["profileDescription"] = profile.Description,
            ["profileTags"] = "",
            ["packs"] = new JsonArray([.. profile.Packs.Select(p => new JsonObject { ["name"] = p.Name, ["version"] = p.Version, ["values"] = p.Values, ["logo"] = "" })]),
            ["variables"] = new JsonArray([.. profile.Variables.Select(v => Variable(v, singleNode))]),
        }),
    };

    public static string FormatName(VariableFormat format) => format switch
    {
        VariableFormat.Number => "number",
        VariableFormat.Boolean => "boolean",
        VariableFormat.Version => "version",
        VariableFormat.Ipv4 => "ipv4",
        VariableFormat.Ipv4Cidr => "ipv4cidr",
        VariableFormat.Ipv6 => "ipv6",
        VariableFormat.Text => "string",
        _ => "string",
    };

    private static JsonNode Variable(ProfileVariable variable, bool singleNode) => new JsonObject
    {
        ["name"] = variable.Name,
        ["displayName"] = variable.DisplayName,
        ["description"] = variable.Description,
        ["format"] = FormatName(variable.Format),
        ["defaultValue"] = Default(variable, singleNode),
        ["value"] = Default(variable, singleNode),
        ["regex"] = variable.Regex,
        ["required"] = variable.Required,
        ["hidden"] = variable.Hidden,
        ["immutable"] = variable.Immutable,
        ["isSensitive"] = variable.Sensitive,
    };

    // The single-node image comes with one replica of everything.
    private static string Default(ProfileVariable variable, bool singleNode) =>
        singleNode && (variable.Name is "csiPlacementCount" or "mongoReplicas") ? "1" : variable.DefaultValue;
}
