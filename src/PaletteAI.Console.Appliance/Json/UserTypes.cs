using System.Text.Json.Serialization;

namespace PaletteAI.Console.Appliance.Json;

internal sealed record LoginBody
{
    public required string Username { get; init; }

    public required string Password { get; init; }
}

internal sealed record LoginAnswer
{
    public bool? IsFirstLogin { get; init; }

    public TokenAnswer? Token { get; init; }
}

internal record TokenAnswer
{
    public string? Authorization { get; init; }

    /// <summary>Newer edition.</summary>
    public string? RefreshToken { get; init; }
}

internal sealed record RenewalBody
{
    [JsonPropertyName("refreshToken")]
    public required string RefreshToken { get; init; }
}

/// <summary>The reference shows the token at the top; login's shape is read as well.</summary>
internal sealed record RenewalAnswer : TokenAnswer
{
    public TokenAnswer? Token { get; init; }
}

internal sealed record PasswordBody
{
    public required string OldPassword { get; init; }

    public required string NewPassword { get; init; }
}

internal sealed record SettingsAnswer
{
    public Dictionary<string, bool?>? FeatureFlags { get; init; }

    public string? InstallationMode { get; init; }

    public string? ManagementMode { get; init; }
}
