namespace PaletteAI.Console.Appliance.Json;

internal sealed record ArchiveAnswer
{
    public string? ArchiveUploadPath { get; init; }

    public List<ProfileAnswer?>? ClusterProfileDetails { get; init; }
}

internal sealed record ProfileAnswer
{
    public string? ProfileUid { get; init; }

    public string? ProfileName { get; init; }

    public string? ProfileVersion { get; init; }

    public string? ProfileType { get; init; }

    public string? ProfileDescription { get; init; }

    public List<PackAnswer?>? Packs { get; init; }

    public List<VariableAnswer?>? Variables { get; init; }
}

internal sealed record PackAnswer
{
    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Values { get; init; }
}

internal sealed record VariableAnswer
{
    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? Format { get; init; }

    public string? DefaultValue { get; init; }

    public string? Value { get; init; }

    public string? Regex { get; init; }

    public bool? Required { get; init; }

    public bool? Hidden { get; init; }

    public bool? Immutable { get; init; }

    public bool? IsSensitive { get; init; }

    /// <summary>Newer edition.</summary>
    public List<OptionAnswer?>? Options { get; init; }
}

internal sealed record OptionAnswer
{
    public string? Value { get; init; }
}

internal sealed record ValidateBody
{
    public required string ArchiveUploadPath { get; init; }

    public required IReadOnlyList<AssignmentBody> Variables { get; init; }
}

internal sealed record AssignmentBody
{
    public required string Name { get; init; }

    public required string ProfileUid { get; init; }

    public required string Value { get; init; }
}

internal sealed record ValidateAnswer
{
    public List<VerdictAnswer?>? Variables { get; init; }
}

internal sealed record VerdictAnswer
{
    public string? Name { get; init; }

    public bool? IsValid { get; init; }

    public string? ValidationFailureReason { get; init; }
}
