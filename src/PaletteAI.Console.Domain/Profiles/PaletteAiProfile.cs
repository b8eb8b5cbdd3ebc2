using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Profiles;

/// <summary>
/// The cluster profile a PaletteAI appliance comes with, as data. The sandbox serves it; the command line judges specs by it where no
/// appliance is at hand. Fields and defaults: the product's Profile Config table.
/// </summary>
public static class PaletteAiProfile
{
    /// <summary>Profile name.</summary>
    public const string Name = "palette-ai-appliance";

    /// <summary>Profile version.</summary>
    public const string Version = "1.0.0";

    /// <summary>Profile id.</summary>
    public const string Uid = "6740b5a21f3c9d0e8a7b4c11";

    /// <summary>The macro the appliance replaces by the cluster's VIP.</summary>
    public const string VipMacro = "{{.spectro.system.cluster.kubevip}}";

    private const string OneOrThree = "^(1|3)$";
    private const string Base64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
    private const string RegistryHost = @"^(\{\{\.spectro\.system\.cluster\.kubevip\}\}|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:]+)$";

    /// <summary>The profile.</summary>
    public static ClusterProfile Profile { get; } = new(
        Uid, Name, Version, "cluster", "Palette and PaletteAI on one appliance or three", Packs(), Variables());

    private static ImmutableArray<ProfilePack> Packs() =>
    [
        new("edge-native-byoi", "2.1.0", "pack:\n  drain:\n    cordon: true\n    timeout: 60\n    gracePeriod: 60\n    ignoreDaemonSets: true\n    deleteLocalData: true\n    force: true\n"),
        new("edge-k8s", "1.32.3", "pack:\n  palette:\n    config:\n      oidc:\n        identityProvider: none\ncluster:\n  kubevipArgs:\n    vip_interface: \"\"\n"),
        new("cni-calico", "3.29.2", "manifests:\n  calico:\n    encapsulationType: CALICO_IPV4POOL_VXLAN\n"),
        new("piraeus-operator", "2.8.1", "charts:\n  piraeus-operator:\n    LB_HOW: shipped_modules\n"),
        new("zot-registry", "0.1.67", "charts:\n  zot:\n    persistence: true\n"),
        new("ingress-nginx", "1.12.1", "charts:\n  ingress-nginx:\n    controller:\n      kind: DaemonSet\n"),
        new("palette-mgmt-plane", "4.9.4", "config:\n  installationMode: airgap\n"),
        new("cert-manager", "1.17.1", "charts:\n  cert-manager:\n    installCRDs: true\n"),
        new("flux2", "2.15.0", "charts:\n  flux2:\n    installCRDs: true\n"),
        new("palette-ai-installer", "1.0.0", "installer:\n  schedule: \"*/5 * * * *\"\n  valuesFile: /usr/local/palette-ai/values.yaml\n"),
    ];

    private static ImmutableArray<ProfileVariable> Variables() =>
    [
        Text("podCidr", "Pod CIDR", "Network of the pods.") with { Format = VariableFormat.Ipv4Cidr, DefaultValue = "100.64.0.0/18", Required = true },
        Text("serviceCidr", "Service CIDR", "Network of the services.") with { Format = VariableFormat.Ipv4Cidr, DefaultValue = "100.64.64.0/18", Required = true },
        Text("ubuntuProToken", "Ubuntu Pro Token", "Subscription token; empty when there is none.") with { Sensitive = true, Regex = "^[A-Za-z0-9]*$" },
        Text("imagePullSecret", "Image pull secret", "Base64 secret for vendor registries; empty when a mirror serves the images.") with { Sensitive = true, Regex = Base64 },
        Text("storagePoolDrive", "Storage Pool Drive", "The second disk of every host. Everything on it is wiped.") with { DefaultValue = "/dev/sdb", Regex = "^(/dev/[A-Za-z0-9._/-]+)?$" },
        Text("csiPlacementCount", "CSI Placement Count", "Copies of each persistent volume: 1 or 3, the same as Mongo Replicas.") with { Format = VariableFormat.Number, DefaultValue = "3", Regex = OneOrThree, Required = true, Options = ["1", "3"] },
        Text("inClusterRegistry", "In Cluster Registry", "On: the appliance's own Zot registry. Off: a registry of yours.") with { Format = VariableFormat.Boolean, DefaultValue = "true" },
        Text("registryEndpoint", "Registry Endpoint", "Host of the registry.") with { DefaultValue = VipMacro, Regex = RegistryHost, Required = true },
        Text("registryPort", "Registry Port", "Port of the registry.") with { Format = VariableFormat.Number, DefaultValue = "30003", Regex = "^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$", Required = true },
        Text("ociRegistryBaseContentPath", "OCI Registry Base Content Path", "Folder in the registry.") with { DefaultValue = "spectro-content", Regex = "^([a-z0-9]+([._/-][a-z0-9]+)*)?$" },
        Text("ociPackRegistryUsername", "OCI Pack Registry Username", "Account at the registry.") with { DefaultValue = "admin", Required = true },
        Text("ociPackRegistryPassword", "OCI Pack Registry Password", "Password at the registry. The same one is needed again at every upgrade.") with { Sensitive = true },
        Text("ociRegistryStorageSize", "OCI Registry Storage Size (GiB)", "Volume of the appliance's own registry; 250 or more for production.") with { Format = VariableFormat.Number, DefaultValue = "100", Regex = "^[1-9][0-9]{0,5}$" },
        Text("ociPackRegistryCaCert", "OCI Pack Registry Ca Cert", "Base64 of the certificate authority of an external registry.") with { Regex = Base64 },
        Text("imageReplacementRules", "Image Replacement Rules", "Rewrites image names, one rule a line; leave empty with the appliance's own registry."),
        Text("rootDomain", "Root Domain", "Domain every PaletteAI address is made from; the VIP serves when there is no domain.") with { DefaultValue = VipMacro },
        Text("mongoReplicas", "Mongo Replicas", "Members of the database: 1 or 3, the same as CSI Placement Count.") with { Format = VariableFormat.Number, DefaultValue = "3", Regex = OneOrThree, Required = true, Options = ["1", "3"] },
        Text("disableStaticDexUsers", "Disable Static Dex Users", "On: nobody signs in with a local password; an identity provider is needed.") with { Format = VariableFormat.Boolean, DefaultValue = "false" },
        Text("enableValuesNodeSelector", "Enable Values Node Selector", "On: the PaletteAI installer waits until you label one node.") with { Format = VariableFormat.Boolean, DefaultValue = "false" },
    ];

    private static ProfileVariable Text(string name, string displayName, string description) =>
        new() { Name = name, DisplayName = displayName, Description = description };
}
