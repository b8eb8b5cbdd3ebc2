using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>A field that nobody has come to yet is not called wrong for being empty.</summary>
public static class QuietRules
{
    /// <summary>Whether a finding only says that a field is still empty.</summary>
    public static bool IsAboutEmptiness(Finding finding, InstallSpec spec)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(spec);
        return finding.Code switch
        {
            "cluster-name" => spec.Name.Length == 0,
            "required" or "variable-required" => true,
            _ => false,
        };
    }
}
