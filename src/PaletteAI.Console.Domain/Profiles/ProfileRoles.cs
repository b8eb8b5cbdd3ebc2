namespace PaletteAI.Console.Domain.Profiles;

/// <summary>What a variable means to the rules, whatever the profile calls it.</summary>
public enum ProfileRole
{
    /// <summary>Domain all addresses are derived from.</summary>
    RootDomain,

    /// <summary>Pod network.</summary>
    PodCidr,

    /// <summary>Service network.</summary>
    ServiceCidr,

    /// <summary>Copies of each volume.</summary>
    CsiPlacementCount,

    /// <summary>Members of the database.</summary>
    MongoReplicas,

    /// <summary>The second disk, wiped.</summary>
    StoragePoolDrive,

    /// <summary>Registry password.</summary>
    RegistryPassword,

    /// <summary>Own registry instead of an external one.</summary>
    InClusterRegistry,

    /// <summary>Disable Static Dex Users.</summary>
    DisableStaticDexUsers,

    /// <summary>Enable Values Node Selector.</summary>
    EnableValuesNodeSelector,
}

/// <summary>Finds the variables that rules need: by known name, then by display name.</summary>
public static class ProfileRoles
{
    private static readonly Dictionary<ProfileRole, (string Name, string DisplayName)> _known = new()
    {
        [ProfileRole.RootDomain] = ("rootDomain", "Root Domain"),
        [ProfileRole.PodCidr] = ("podCidr", "Pod CIDR"),
        [ProfileRole.ServiceCidr] = ("serviceCidr", "Service CIDR"),
        [ProfileRole.CsiPlacementCount] = ("csiPlacementCount", "CSI Placement Count"),
        [ProfileRole.MongoReplicas] = ("mongoReplicas", "Mongo Replicas"),
        [ProfileRole.StoragePoolDrive] = ("storagePoolDrive", "Storage Pool Drive"),
        [ProfileRole.RegistryPassword] = ("ociPackRegistryPassword", "OCI Pack Registry Password"),
        [ProfileRole.InClusterRegistry] = ("inClusterRegistry", "In Cluster Registry"),
        [ProfileRole.DisableStaticDexUsers] = ("disableStaticDexUsers", "Disable Static Dex Users"),
        [ProfileRole.EnableValuesNodeSelector] = ("enableValuesNodeSelector", "Enable Values Node Selector"),
    };

    /// <summary>The variable with a role; null when the profile has none that is known.</summary>
    public static ProfileVariable? Find(ClusterProfile profile, ProfileRole role)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var (name, displayName) = _known[role];
        return profile.Variables.FirstOrDefault(v => Squeeze(v.Name) == Squeeze(name))
            ?? profile.Variables.FirstOrDefault(v => Squeeze(v.DisplayName) == Squeeze(displayName));
    }

    /// <summary>What people call the role.</summary>
    public static string DisplayName(ProfileRole role) => _known[role].DisplayName;

    // podCidr, pod_cidr, pod-cidr and "Pod CIDR" are one name.
    private static string Squeeze(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
