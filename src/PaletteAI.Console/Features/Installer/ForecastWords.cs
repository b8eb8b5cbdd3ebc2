using PaletteAI.Console.Application.Operations.Installer;
using PaletteAI.Console.Domain.Clusters.Installer;

namespace PaletteAI.Console.Features.Installer;

/// <summary>The forecast in words.</summary>
internal static class ForecastWords
{
    private const int ShortLength = 8;

    /// <summary>The beginning of a hash, where it stands by itself.</summary>
    public static string Short(string sha256) => sha256.Length > ShortLength ? Beginning(sha256) + "…" : sha256;

    /// <summary>What the last run took, to follow "the last run succeeded"; empty when it is not known.</summary>
    public static string Applied(InstallerForecast? forecast) => forecast is { LastSha256: { Length: > 0 } sha256 } ? $" and applied {Beginning(sha256)}" : "";

    /// <summary>What the next run will apply, to follow "the next one is due at"; empty when that cannot be said.</summary>
    public static string Applies(InstallerForecast? forecast) => forecast?.Forecast switch
    {
        { Kind: ForecastKind.Same } same => $" and will apply {Whose(same)} file unchanged",
        { Kind: ForecastKind.Changed } changed => $" and will apply {Whose(changed)} changed file {Beginning(changed.Sha256)}",
        { Kind: ForecastKind.Chance } => " and will take whichever host's file it lands on; they differ",
        { Kind: ForecastKind.Unknown, Sha256: { Length: > 0 } sha256 } unknown => $" and will apply {Whose(unknown)} file {Beginning(sha256)}",
        _ => "",
    };

    private static string Beginning(string sha256) => sha256[..Math.Min(ShortLength, sha256.Length)];

    private static string Whose(RunForecast forecast) => forecast.Nodes.Length == 1 ? $"{forecast.Nodes[0]}'s" : "the hosts' common";
}
