using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>What the two PaletteAI toggles bring about, in one sentence each way.</summary>
public static class ToggleWords
{
    /// <summary>The consequence of a toggle's state; null when the variable is neither toggle.</summary>
    public static string? Of(ClusterProfile profile, ProfileVariable variable, bool on)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return IsRole(profile, variable, ProfileRole.DisableStaticDexUsers)
            ? on
                ? "On: nobody can sign in to PaletteAI until its values file names at least one Dex connector."
                : "Off: the installer creates the well-known default admin, and anyone who reaches PaletteAI can sign in with it until you replace it."
            : IsRole(profile, variable, ProfileRole.EnableValuesNodeSelector)
                ? on
                    ? "On: the installer waits until you label exactly one node, and reads the values file of that node."
                    : "Off: the installer starts by itself and may read the values file of any host, so all copies must be alike."
                : null;
    }

    private static bool IsRole(ClusterProfile profile, ProfileVariable variable, ProfileRole role) => ProfileRoles.Find(profile, role)?.Name == variable.Name;
}
