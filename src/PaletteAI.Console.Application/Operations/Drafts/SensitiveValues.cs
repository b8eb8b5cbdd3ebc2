using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>Keeps values of sensitive variables out of the spec.</summary>
internal static class SensitiveValues
{
    /// <summary>Names of the archive's sensitive variables.</summary>
    public static HashSet<string> NamesIn(ProfileArchive? archive) =>
        (archive?.Profiles ?? []).SelectMany(p => p.Variables).Where(v => v.Sensitive).Select(v => v.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Takes plain values of <paramref name="sensitive"/> variables out of the spec. References stay: they hold no secret.</summary>
    public static (InstallSpec Spec, Dictionary<string, Secret?> Taken) TakeOut(InstallSpec spec, IReadOnlySet<string> sensitive)
    {
        var taken = spec.ProfileConfig
            .Where(v => sensitive.Contains(v.Key) && !v.Value.IsReference)
            .ToDictionary(v => v.Key, v => v.Value.Text.Length == 0 ? null : new Secret(v.Value.Text), StringComparer.Ordinal);
        return (spec with { ProfileConfig = spec.ProfileConfig.RemoveRange(taken.Keys) }, taken);
    }

    /// <summary>Applies changes: a value replaces, null forgets.</summary>
    public static IReadOnlyDictionary<string, Secret> Apply(IReadOnlyDictionary<string, Secret> stored, IReadOnlyDictionary<string, Secret?> changes)
    {
        var result = new Dictionary<string, Secret>(stored, StringComparer.Ordinal);
        foreach (var (name, secret) in changes)
        {
            if (secret is null || secret.IsEmpty)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = secret;
            }
        }

        return result;
    }
}
