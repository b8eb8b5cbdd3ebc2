using System.Collections.Immutable;
using System.Text;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Managed;

/// <summary>The installer's 33 managed fields as a table: 14 enforced, 19 generated at run time. Source: the deployment guide.</summary>
public static class ManagedFields
{
    /// <summary>Stands for a text that the installer generated and nobody told us.</summary>
    public const string StandIn = "generated-by-the-installer";

    /// <summary>All fields; runtime first, as the layers are applied.</summary>
    public static ImmutableArray<ManagedField> All { get; } =
    [
        Runtime("global.dns.domain", ManagedCondition.RootDomain, c => Text(c.Domain)),
        Runtime("global.metrics.grafanaUrl", ManagedCondition.RootDomain, c => Url(c, "/grafana")),
        Runtime("global.metrics.prometheusBaseUrl", ManagedCondition.RootDomain, c => Url(c, "/prometheus")),
        Runtime("global.metrics.username", ManagedCondition.RootDomain, c => Text(c.Credentials.Metrics?.Username ?? StandIn)),
        Runtime("global.metrics.password", ManagedCondition.RootDomain, c => Text(c.Credentials.Metrics?.Password.Reveal() ?? StandIn), isSecret: true),
        Runtime("global.auditLogging.basicAuth.username", ManagedCondition.Always, c => Text(AuditUser(c))),
        Runtime("global.auditLogging.basicAuth.password", ManagedCondition.Always, c => Text(AuditPassword(c)), isSecret: true),
        Runtime("fleetConfig.hub.apiServer", ManagedCondition.RootDomain, c => Text($"https://{c.Domain}:6443")),
        Runtime("canvas.oidc.redirectURL", ManagedCondition.RootDomain, c => Url(c, "/ai/callback")),
        Runtime("dex.config.issuer", ManagedCondition.RootDomain, c => Url(c, "/dex")),
        Owned("brush.mural.source", ManagedCondition.Airgap, RegistryOf),
        Owned("brush.muralCrds.source", ManagedCondition.Airgap, RegistryOf),
        Owned("fleetConfig.spokeValuesOverrides", ManagedCondition.Always, c => Map(("note", Text(StandIn)), ("deploymentMode", Text(Mode(c))))),
        Owned("fleetConfig.spokes[0].ociRegistry", ManagedCondition.Airgap, RegistryOf),
        Owned("hue.ociRegistry", ManagedCondition.Airgap, RegistryOf),
        Owned("dex.config.staticClients", ManagedCondition.RootDomain, Clients),
        Owned("dex.config.staticPasswords", ManagedCondition.StaticUsersDisabled, _ => new ValueList(ValueSource.Runtime, []), isSecret: false),
        Owned("alertmanager.livenessProbe.httpGet.httpHeaders", ManagedCondition.Always, Headers),
        Owned("alertmanager.readinessProbe.httpGet.httpHeaders", ManagedCondition.Always, Headers),
        Enforced("global.featureFlags.versioningType", _ => ValueScalar.Of(ValueSource.Enforced, "semantic")),
        Enforced("global.featureFlags.deploymentMode", c => ValueScalar.Of(ValueSource.Enforced, Mode(c))),
        Enforced("global.dns.rootIngress.enabled", Flag(false)),
        Enforced("ingress-nginx.enabled", Flag(false)),
        Enforced("traefik.enabled", Flag(false)),
        Enforced("cert-manager.enabled", Flag(false)),
        Enforced("flux2.enabled", Flag(false)),
        Enforced("zot.enabled", Flag(false)),
        Enforced("brush.certManager.enabled", Flag(false)),
        Enforced("fleetConfig.enabled", Flag(true)),
        Enforced("canvas.ingress.enabled", Flag(true)),
        Enforced("canvas.ingress.matchAllHosts", Flag(true)),
        Enforced("canvas.enableHTTP", Flag(true)),
        Enforced("dex.ingress.enabled", Flag(false)),
    ];

    private static ManagedField Runtime(string path, ManagedCondition condition, Func<InstallerContext, ValueNode> value, bool isSecret = false) =>
        new(DocumentPath.Parse(path).Require(), condition, ValueSource.Runtime, false, isSecret, value);

    private static ManagedField Owned(string path, ManagedCondition condition, Func<InstallerContext, ValueNode> value, bool isSecret = true) =>
        new(DocumentPath.Parse(path).Require(), condition, ValueSource.Runtime, true, isSecret, value);

    private static ManagedField Enforced(string path, Func<InstallerContext, ValueNode> value) =>
        new(DocumentPath.Parse(path).Require(), ManagedCondition.Always, ValueSource.Enforced, false, false, value);

    private static Func<InstallerContext, ValueNode> Flag(bool flag) => _ => ValueScalar.Of(ValueSource.Enforced, flag);

    private static string Mode(InstallerContext context) => context.IsAirgap ? "airgap" : "connected";

    private static ValueScalar Url(InstallerContext context, string path) => Text($"https://{context.Domain}{path}");

    private static string AuditUser(InstallerContext context) => context.Credentials.AuditLogging?.Username ?? StandIn;

    private static string AuditPassword(InstallerContext context) => context.Credentials.AuditLogging?.Password.Reveal() ?? StandIn;

    private static ValueMap RegistryOf(InstallerContext context)
    {
        var registry = context.Registry;
        var path = registry.BasePath.Length == 0 ? "" : "/" + registry.BasePath.Trim('/');
        var endpoint = registry.Endpoint.Length == 0 ? StandIn : $"oci://{registry.Endpoint}{path}";
        var map = Map(("endpoint", Text(endpoint)), ("username", Text(registry.Username.Length == 0 ? StandIn : registry.Username)), ("password", Text(registry.Password.IsEmpty ? StandIn : registry.Password.Reveal())));
        return registry.CaCert.Length == 0 ? map : map.With("caCert", Text(registry.CaCert));
    }

    private static ValueList Clients(InstallerContext context)
    {
        var clients = context.Credentials.DexClients ?? [new DexClient("canvas", new Secret(StandIn))];
        return new ValueList(ValueSource.Runtime, [.. clients.Select(c => Map(
            ("id", Text(c.Id)), ("name", Text(c.Id)), ("secret", Text(c.Secret.Reveal())),
            ("redirectURIs", new ValueList(ValueSource.Runtime, [Url(context, "/ai/callback")]))))]);
    }

    private static ValueList Headers(InstallerContext context)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AuditUser(context)}:{AuditPassword(context)}"));
        return new ValueList(ValueSource.Runtime, [Map(("name", Text("Authorization")), ("value", Text("Basic " + basic)))]);
    }

    private static ValueScalar Text(string text) => ValueScalar.Of(ValueSource.Runtime, text);

    private static ValueMap Map(params (string Key, ValueNode Value)[] entries)
    {
        var list = new List<KeyValuePair<string, ValueNode>>(entries.Length);
        foreach (var (key, value) in entries)
        {
            list.Add(new(key, value));
        }

        return new ValueMap(ValueSource.Runtime, list);
    }
}
