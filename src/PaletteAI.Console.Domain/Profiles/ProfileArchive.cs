using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Profiles;

/// <summary>A cluster definition as the appliance holds it: profiles with layers and variables.</summary>
/// <param name="UploadPath">The appliance's handle for the archive; goes back in the create-cluster request.</param>
/// <param name="Profiles">At least one profile in a usable archive.</param>
/// <param name="IsEmbedded">True for the archive the appliance came with, false for an uploaded one.</param>
public sealed record ProfileArchive(string UploadPath, ImmutableArray<ClusterProfile> Profiles, bool IsEmbedded);

/// <summary>One cluster profile of an archive.</summary>
public sealed record ClusterProfile(
    string Uid, string Name, string Version, string Type, string Description,
    ImmutableArray<ProfilePack> Packs, ImmutableArray<ProfileVariable> Variables);

/// <summary>One layer of a profile.</summary>
/// <param name="Name">Pack name.</param>
/// <param name="Version">Pack version.</param>
/// <param name="Values">Pack values as YAML text.</param>
public sealed record ProfilePack(string Name, string Version, string Values);

/// <summary>A variable's format as Palette names it. An unknown format is read as <see cref="Text"/>.</summary>
public enum VariableFormat
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>true or false only.</summary>
    Boolean,

    /// <summary>Semantic version.</summary>
    Version,

    /// <summary>One IPv4 address.</summary>
    Ipv4,

    /// <summary>IPv4 network.</summary>
    Ipv4Cidr,

    /// <summary>One IPv6 address.</summary>
    Ipv6,
}

/// <summary>A variable of a profile, as the appliance describes it.</summary>
public sealed record ProfileVariable
{
    /// <summary>Name: the key of <c>profileConfig</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the form calls it; the name when the profile gives none.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Help text.</summary>
    public string Description { get; init; } = "";

    /// <summary>Format.</summary>
    public VariableFormat Format { get; init; }

    /// <summary>The profile's default; empty when there is none. May hold a macro such as <c>{{.spectro.system.cluster.kubevip}}</c>.</summary>
    public string DefaultValue { get; init; } = "";

    /// <summary>A Go regular expression the value must match; empty when there is none.</summary>
    public string Regex { get; init; } = "";

    /// <summary>Whether an empty value is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Not shown in the form.</summary>
    public bool Hidden { get; init; }

    /// <summary>Shown, cannot be changed.</summary>
    public bool Immutable { get; init; }

    /// <summary>A secret: masked in the form, never exported.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Allowed values, where the (newer) appliance gives them.</summary>
    public ImmutableArray<string> Options { get; init; } = [];
}

/// <summary>The appliance's own verdict on one variable.</summary>
public sealed record VariableVerdict(string Name, bool IsValid, string Reason);
