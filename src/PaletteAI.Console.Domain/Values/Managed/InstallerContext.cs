using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Managed;

/// <summary>What the installer knows besides the values file (kind <c>InstallerContext</c>).</summary>
public sealed record InstallerContext
{
    /// <summary>The kind.</summary>
    public const string Kind = "InstallerContext";

    /// <summary>Root domain as given; blank or empty = not configured.</summary>
    public string RootDomain { get; init; } = "";

    /// <summary>Air-gapped instead of connected.</summary>
    public bool IsAirgap { get; init; }

    /// <summary>Static Dex users are cleared.</summary>
    public bool DisableStaticDexUsers { get; init; }

    /// <summary>The internal registry; used in airgap mode.</summary>
    public InstallerRegistry Registry { get; init; } = new("", "", "", Secret.Empty, "");

    /// <summary>Credentials generated once and kept in the cluster; null parts are shown as stand-ins.</summary>
    public InstallerCredentials Credentials { get; init; } = new(null, null, null);

    /// <summary>Configured = non-empty after trimming; the VIP counts.</summary>
    public bool HasRootDomain => Domain.Length > 0;

    /// <summary>The root domain, trimmed.</summary>
    public string Domain => RootDomain.Trim();
}

/// <summary>The appliance's registry.</summary>
public sealed record InstallerRegistry(string Endpoint, string BasePath, string Username, Secret Password, string CaCert);

/// <summary>A user name with its password.</summary>
public sealed record BasicCredentials(string Username, Secret Password);

/// <summary>An OAuth client of Dex.</summary>
public sealed record DexClient(string Id, Secret Secret);

/// <summary>What the installer generated.</summary>
public sealed record InstallerCredentials(BasicCredentials? Metrics, BasicCredentials? AuditLogging, ImmutableArray<DexClient>? DexClients);
