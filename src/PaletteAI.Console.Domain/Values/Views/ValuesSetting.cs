using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Views;

/// <summary>What a values file is judged against.</summary>
/// <param name="Context">What the installer knows besides; null when it is not known.</param>
/// <param name="Shipped">The file as it was shipped; null when it is not known.</param>
/// <param name="LastApplied">The file the last successful run took; null when it is not known.</param>
public sealed record ValuesSetting(InstallerContext? Context, ValueMap? Shipped, ValueMap? LastApplied)
{
    /// <summary>Nothing is known.</summary>
    public static ValuesSetting Unknown { get; } = new(null, null, null);
}
