using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>References to secrets in a spec. They name a place on the machine of whoever wrote it, so only the command line can follow them.</summary>
public static class SecretReferences
{
    /// <summary>The references whose value was not given otherwise: the console does not read them, that would hand out files of its own machine.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="provided">Names of variables whose value is kept outside the spec.</param>
    public static ImmutableArray<Finding> Unresolved(InstallSpec spec, IReadOnlySet<string> provided)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(provided);
        return
        [
            .. spec.ProfileConfig.Where(v => v.Value.IsReference && !provided.Contains(v.Key)).Select(v => Finding.Error(
                DocumentPath.Root.Append("spec").Append("profileConfig").Append(v.Key).ToString(), "secret-reference-unresolved",
                "The console does not read references to secrets.", "Give the value here; deploy on the command line reads the reference.")),
        ];
    }
}
