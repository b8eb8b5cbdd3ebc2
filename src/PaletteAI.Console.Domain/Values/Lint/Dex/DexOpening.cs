using System.Text;
using PaletteAI.Console.Domain.Values.Lint.Alerts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary>What Dex checks when it opens a connector. Up to 2.44 a failure stops Dex, later versions leave the connector out.</summary>
internal static class DexOpening
{
    private const string Consequence = " Dex up to 2.44 does not start, later ones leave the connector out.";
    private const string NameIdPrefix = "urn:oasis:names:tc:SAML:";
    private static readonly string[] _nameIds =
    [
        "1.1:nameid-format:emailAddress", "1.1:nameid-format:unspecified", "1.1:nameid-format:X509SubjectName", "1.1:nameid-format:WindowsDomainQualifiedName",
        "2.0:nameid-format:encrypted", "2.0:nameid-format:entity", "2.0:nameid-format:kerberos", "2.0:nameid-format:persistent", "2.0:nameid-format:transient",
    ];

    public static void Check(LintScope scope, string type, LintField config)
    {
        switch (type)
        {
            case "oidc": Oidc(scope, config); break;
            case "saml": Saml(scope, config); break;
            case "ldap": Ldap(scope, config); break;
            case "github": GitHub(scope, config); break;
            case "gitlab": Authority(scope, Get(config, "rootCAData")); break;
            case "google": Google(scope, config); break;
            case "microsoft":
                Choose(scope, Get(config, "groupNameFormat"), ["", "id", "name"], Severity.Error);
                Choose(scope, Get(config, "preferredUsernameField"), ["", "name", "email", "mailNickname", "onPremisesSamAccountName"], Severity.Warning);
                break;
            case "openshift":
                Address(scope, Get(config, "issuer"));
                AuthorityOrPath(scope, Get(config, "rootCA"));
                break;
            case "oauth": Get(config, "rootCAs").Items.ToList().ForEach(item => AuthorityOrPath(scope, item)); break;
            case "atlassian-crowd": Choose(scope, Get(config, "preferredUsernameField"), ["", "key", "name", "email"], Severity.Warning); break;
            default: break;
        }
    }

    private static LintField Get(LintField map, string name) => GoDecoding.Get(map, name);

    private static void Fail(LintScope scope, LintField field, string code, string why, string fix) => scope.Error(field, code, why + Consequence, fix);

    private static void Oidc(LintScope scope, LintField config)
    {
        Address(scope, Get(config, "issuer"));
        Address(scope, Get(Get(config, "providerDiscoveryOverrides"), "endSessionURL"));
        Choose(scope, Get(config, "pkceChallenge"), ["", "S256", "plain"], Severity.Warning);
        Get(config, "rootCAs").Items.ToList().ForEach(item => AuthorityOrPath(scope, item));
        if (Get(config, "hostedDomains").Node is ValueList { Items.Count: > 0 })
        {
            Fail(scope, Get(config, "hostedDomains"), "hosted-domains-removed", "hostedDomains is no longer supported here.", "Use the google connector, or remove it.");
        }

        var filter = Get(Get(Get(config, "claimModifications"), "filterGroupClaims"), "groupsFilter");
        if (filter.Text is { } pattern && Re2.Check(pattern) is not null)
        {
            scope.Warn(filter, "regex-invalid", "Dex cannot read this regular expression and ignores it.", "Correct it; Go's RE2 syntax has no look-around and no back-references.");
        }

        if (!Get(config, "insecureEnableGroups").IsTrue && Get(config, "allowedGroups").Node is ValueList { Items.Count: > 0 })
        {
            scope.Warn(Get(config, "allowedGroups"), "groups-are-off", "Groups are ignored unless insecureEnableGroups is true, so nobody is in an allowed group.", "Set insecureEnableGroups to true.");
        }
    }

    private static void Saml(LintScope scope, LintField config)
    {
        var (path, data, format) = (Get(config, "ca"), Get(config, "caData"), Get(config, "nameIDPolicyFormat"));
        if (format.Text is { Length: > 0 } text && !_nameIds.Any(n => text == NameIdPrefix + n || text == n.Split(':')[^1]))
        {
            Fail(scope, format, "name-id-format-unknown", "This nameIDPolicyFormat is not known; letter case matters.", "Write emailAddress, persistent or another documented name.");
        }

        if (Get(config, "insecureSkipSignatureValidation").IsTrue)
        {
            scope.Warn(Get(config, "insecureSkipSignatureValidation"), "signature-not-checked", "Signatures are not checked, so anybody can say to be anybody.", "Give caData instead.");
            return;
        }

        // An empty caData counts as given; an empty ca does not.
        if (path.IsEmpty == data.IsNothing)
        {
            Fail(scope, data.IsNothing ? path : data, "saml-ca-choice", "Exactly one of ca and caData is needed.", "Give caData: the base64 of the provider's certificate in PEM.");
        }
        else if (data.Text is { } base64 && GoDecoding.FromBase64(base64) is { } bytes)
        {
            var pem = PemText.Read(Encoding.UTF8.GetString(bytes));
            if (pem.Certificates == 0 || pem.HasBroken || pem.HasRest)
            {
                Fail(scope, data, "certificate-unreadable", "caData is not the base64 of PEM certificates and nothing else (DER is not taken).", "Run base64 on the PEM file as it is.");
            }
        }

        Mounted(scope, path);
    }

    private static void Ldap(LintScope scope, LintField config)
    {
        Authority(scope, Get(config, "rootCAData"));
        if (Get(config, "rootCAData").IsEmpty)
        {
            Mounted(scope, Get(config, "rootCA"));
        }

        Mounted(scope, Get(config, "clientCert"));
        Mounted(scope, Get(config, "clientKey"));
        foreach (var search in new[] { "userSearch", "groupSearch" })
        {
            Choose(scope, Get(Get(config, search), "scope"), ["", "sub", "one"], Severity.Error);
        }

        if (Get(config, "host") is { Text: { Length: > 0 } host } field)
        {
            LdapHost(scope, config, field, host);
        }
    }

    private static void LdapHost(LintScope scope, LintField config, LintField field, string host)
    {
        if (host.Contains("://", StringComparison.Ordinal))
        {
            scope.Warn(field, "ldap-host-scheme", "The host is written with a scheme. Dex starts, and nobody can log in.", "Write host:port.");
        }
        else if (host.Count(c => c == ':') > 1 && host[0] != '[')
        {
            scope.Warn(field, "ldap-host-ipv6", "An IPv6 address needs brackets. Dex starts, and nobody can log in.", "Write [address]:636.");
        }
        else if (Get(config, "startTLS").IsTrue && !host[(host.LastIndexOf(']') + 1)..].Contains(':', StringComparison.Ordinal))
        {
            scope.Warn(field, "ldap-port-guessed", "Without a port Dex dials 636, also with startTLS, whose servers listen on 389.", "Write the port, such as :389.");
        }
    }

    private static void GitHub(LintScope scope, LintField config)
    {
        if (!Get(config, "org").IsEmpty && Get(config, "orgs").Node is ValueList { Items.Count: > 0 })
        {
            Fail(scope, Get(config, "org"), "github-org-twice", "org and orgs exclude each other.", "Keep orgs.");
        }

        var host = Get(config, "hostName");
        if (host.Text is { } name && name.Contains('/', StringComparison.Ordinal))
        {
            Fail(scope, host, "github-host-invalid", "hostName is a host name without scheme and slash.", "Write the name only.");
        }

        if (!Get(config, "rootCA").IsEmpty && host.IsEmpty)
        {
            Fail(scope, Get(config, "rootCA"), "github-host-missing", "rootCA needs hostName.", "Add hostName, or remove rootCA.");
        }

        AuthorityOrPath(scope, Get(config, "rootCA"));
        Choose(scope, Get(config, "teamNameField"), ["", "name", "slug", "both"], Severity.Error);
        if (Get(config, "preferredEmailDomain") is { Text: { } domain } field && domain.EndsWith('*'))
        {
            Fail(scope, field, "github-email-domain", "preferredEmailDomain may not end with *.", "Write the end of the domain.");
        }
    }

    private static void Google(LintScope scope, LintField config)
    {
        var account = Get(config, "serviceAccountFilePath");
        if (!account.IsEmpty && Get(config, "domainToAdminEmail").Node is not ValueMap { Count: > 0 } && Get(config, "adminEmail").IsEmpty)
        {
            Fail(scope, Get(config, "domainToAdminEmail"), "google-admin-missing", "serviceAccountFilePath needs domainToAdminEmail.", "Add domainToAdminEmail, with * for any domain.");
        }

        Mounted(scope, account);
    }

    private static void Choose(LintScope scope, LintField field, string[] known, Severity severity)
    {
        if (field.Text is { } text && !known.Contains(text, StringComparer.Ordinal))
        {
            scope.Add(severity, field.Path, "choice-unknown", "Dex does not know this choice." + (severity == Severity.Error ? Consequence : " It starts, and logins fail."), $"Write one of {string.Join(", ", known.Where(k => k.Length > 0))}.");
        }
    }

    private static void Address(LintScope scope, LintField field)
    {
        if (field.Text is { Length: > 0 } text && !PlaceholderRules.IsDomainPlaceholder(text) && !text.Contains('$', StringComparison.Ordinal)
            && (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0))
        {
            Fail(scope, field, "url-malformed", "This is not an http or https address.", "Write an address such as https://idp.example.org.");
        }
    }

    private static void Authority(LintScope scope, LintField data)
    {
        if (data.Text is { Length: > 0 } text && GoDecoding.FromBase64(text) is { } bytes && PemText.Read(Encoding.UTF8.GetString(bytes)).Certificates == 0)
        {
            Fail(scope, data, "certificate-unreadable", "There is no PEM certificate in this base64 (DER is not taken).", "Run base64 on the PEM file as it is.");
        }
    }

    // A path, PEM text, or base64 of PEM.
    private static void AuthorityOrPath(LintScope scope, LintField field)
    {
        if (field.Text is not { Length: > 0 } text)
        {
            return;
        }

        if (text.StartsWith('/'))
        {
            Mounted(scope, field);
            return;
        }

        var pem = GoDecoding.FromBase64(text) is { } bytes ? Encoding.UTF8.GetString(bytes) : text;
        if (PemText.Read(pem).Certificates == 0)
        {
            Fail(scope, field, "certificate-unreadable", "This is neither a path nor a PEM certificate nor its base64 (DER is not taken).", "Write the PEM text, or its base64.");
        }
    }

    // Files of Dex's container come from its image or from volumes that the values mount.
    private static void Mounted(LintScope scope, LintField file)
    {
        if (file.Text is { Length: > 0 } path && !path.Contains('$', StringComparison.Ordinal) && !path.StartsWith("/etc/ssl/", StringComparison.Ordinal)
            && !scope.Effective.At("dex", "volumeMounts").Items.Any(m => m["mountPath"].Text is { Length: > 0 } mount && path.StartsWith(mount, StringComparison.Ordinal)))
        {
            Fail(scope, file, "file-not-mounted", "No file can be at this path in Dex's container: nothing is mounted there.", "Mount it with dex.volumes and dex.volumeMounts, or write the data itself where the connector takes it.");
        }
    }
}
