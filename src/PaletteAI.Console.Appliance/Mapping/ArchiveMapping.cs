using System.Collections.Immutable;
using PaletteAI.Console.Appliance.Json;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Appliance.Mapping;

internal static class ArchiveMapping
{
    public static ProfileArchive Archive(ArchiveAnswer answer, bool isEmbedded) => new(
        answer.ArchiveUploadPath ?? "", [.. Read.Items(answer.ClusterProfileDetails).Select(Profile)], isEmbedded);

    public static ImmutableArray<VariableVerdict> Verdicts(ValidateAnswer answer) =>
        [.. Read.Items(answer.Variables).Where(v => v.IsValid is not null).Select(v => new VariableVerdict(v.Name ?? "", v.IsValid == true, v.ValidationFailureReason ?? ""))];

    private static ClusterProfile Profile(ProfileAnswer profile) => new(
        profile.ProfileUid ?? "", profile.ProfileName ?? "", profile.ProfileVersion ?? "", profile.ProfileType ?? "", profile.ProfileDescription ?? "",
        [.. Read.Items(profile.Packs).Select(p => new ProfilePack(p.Name ?? "", p.Version ?? "", p.Values ?? ""))],
        [.. Read.Items(profile.Variables).Where(v => !string.IsNullOrEmpty(v.Name)).Select(Variable)]);

    private static ProfileVariable Variable(VariableAnswer variable) => new()
    {
        Name = variable.Name ?? "",
        DisplayName = string.IsNullOrEmpty(variable.DisplayName) ? variable.Name ?? "" : variable.DisplayName,
        Description = variable.Description ?? "",
        Format = Format(variable.Format),
        DefaultValue = Default(variable),
        Regex = variable.Regex ?? "",
        Required = variable.Required == true,
        Hidden = variable.Hidden == true,
        Immutable = variable.Immutable == true,
        Sensitive = variable.IsSensitive == true,
        Options = [.. Read.Items(variable.Options).Select(o => o.Value).OfType<string>()],
    };

    // A sensitive value may come masked: it is no default.
    private static string Default(VariableAnswer variable) =>
        string.IsNullOrEmpty(variable.DefaultValue) && variable.IsSensitive != true ? variable.Value ?? "" : variable.DefaultValue ?? "";

    private static VariableFormat Format(string? format) =>
        string.Concat((format ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant() switch
        {
            "NUMBER" or "INTEGER" or "INT" => VariableFormat.Number,
            "BOOLEAN" or "BOOL" => VariableFormat.Boolean,
            "VERSION" or "SEMVER" => VariableFormat.Version,
            "IPV4" => VariableFormat.Ipv4,
            "IPV4CIDR" => VariableFormat.Ipv4Cidr,
            "IPV6" => VariableFormat.Ipv6,
            _ => VariableFormat.Text,
        };
}
