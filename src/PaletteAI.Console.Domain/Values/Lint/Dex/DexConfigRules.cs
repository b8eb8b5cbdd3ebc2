using PaletteAI.Console.Domain.Values.Texts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary>What stands directly in <c>dex.config</c>, and its static clients.</summary>
internal static class DexConfigRules
{
    private static readonly string[] _storages = ["kubernetes", "memory", "sqlite3", "postgres", "mysql", "etcd", "ent"];
    private static readonly string[] _responseTypes = ["code", "token", "id_token"];
    private static readonly string[] _levels = ["", "debug", "info", "warn", "error"];
    private static readonly string[] _formats = ["", "json", "text"];
    private static readonly string[] _durations = ["signingKeys", "idTokens", "authRequests", "deviceRequests"];
    private static readonly string[] _refreshDurations = ["reuseInterval", "absoluteLifetime", "validIfNotUsedFor"];

    /// <summary>The configuration Dex is given.</summary>
    public static LintField Config(LintScope scope) => scope.Effective.At("dex", "config");

    public static void Check(LintScope scope)
    {
        var config = Config(scope);
        if (config.Node is not ValueMap)
        {
            if (!config.IsNothing)
            {
                scope.Error(config, "wrong-type", $"A map is expected here, not {config.Kind}. Dex does not start with it.", "Write the configuration's keys below it.");
            }

            return;
        }

        // The map itself may be the installer's when the user has none.
        foreach (var (_, field) in config.Entries.Where(e => e.Field.Node!.Source == ValueSource.User))
        {
            GoDecoding.Check(scope, new LintField(config.Path, new ValueMap(ValueSource.User, [new(KeyOf(field), field.Node!)])), DexFields.Config);
        }

        CheckServers(scope, config);
        CheckChoices(scope, config);
        CheckExpiry(scope, GoDecoding.Get(config, "expiry"));
        foreach (var client in GoDecoding.Get(config, "staticClients").Items.Where(c => c.Node!.Source == ValueSource.User))
        {
            CheckClient(scope, client);
        }
    }

    private static string KeyOf(LintField field) => field.Path.Segments[^1].Key!;

    private static void CheckServers(LintScope scope, LintField config)
    {
        var web = GoDecoding.Get(config, "web");
        foreach (var (name, what) in new[] { ("tlsCert", "certificate"), ("tlsKey", "private key") })
        {
            if (GoDecoding.Get(web, "https").Text is { Length: > 0 } && GoDecoding.Get(web, name).IsEmpty)
            {
                scope.Error(GoDecoding.Get(web, name), "https-incomplete", $"HTTPS needs a {what}; Dex does not start without it.", $"Add {name}, or remove https.");
            }
        }

        var grpc = GoDecoding.Get(config, "grpc");
        var (certificate, key) = (GoDecoding.Get(grpc, "tlsCert"), GoDecoding.Get(grpc, "tlsKey"));
        if (certificate.IsEmpty != key.IsEmpty || (certificate.IsEmpty && !GoDecoding.Get(grpc, "tlsClientCA").IsEmpty) || (!certificate.IsEmpty && GoDecoding.Get(grpc, "addr").IsEmpty))
        {
            scope.Error(grpc, "grpc-incomplete", "gRPC with TLS needs addr, tlsCert and tlsKey; Dex does not start without one of them.", "Give all three, or none.");
        }

        var storage = GoDecoding.Get(config, "storage");
        Choose(scope, GoDecoding.Get(storage, "type"), _storages, "storage-unknown", StringComparer.Ordinal);
        if (storage.Node is ValueMap && GoDecoding.Get(storage, "type").Node is ValueScalar { Kind: ValueKind.Text, Text.Length: 0 })
        {
            scope.Error(GoDecoding.Get(storage, "type"), "storage-unknown", "Dex needs a storage; it does not start without one.", "Write kubernetes.");
        }

        if (GoDecoding.Get(config, "issuer") is { Text: "" } issuer)
        {
            scope.Error(issuer, "issuer-missing", "Dex needs an issuer; it does not start without one.", "Write https://<root domain>/dex, or configure a root domain.");
        }
    }

    private static void CheckChoices(LintScope scope, LintField config)
    {
        var logger = GoDecoding.Get(config, "logger");
        Choose(scope, GoDecoding.Get(logger, "level"), _levels, "log-level-unknown", StringComparer.OrdinalIgnoreCase);
        Choose(scope, GoDecoding.Get(logger, "format"), _formats, "log-format-unknown", StringComparer.OrdinalIgnoreCase);
        foreach (var type in GoDecoding.Get(GoDecoding.Get(config, "oauth2"), "responseTypes").Items)
        {
            Choose(scope, type, _responseTypes, "response-type-unknown", StringComparer.Ordinal);
        }
    }

    private static void Choose(LintScope scope, LintField field, string[] known, string code, StringComparer comparer)
    {
        if (field.Text is { Length: > 0 } text && !known.Contains(text, comparer))
        {
            scope.Error(field, code, "Dex does not know this and does not start.", $"Write one of {string.Join(", ", known.Where(k => k.Length > 0))}.");
        }
    }

    private static void CheckExpiry(LintScope scope, LintField expiry)
    {
        var refresh = GoDecoding.Get(expiry, "refreshTokens");
        foreach (var field in _durations.Select(d => GoDecoding.Get(expiry, d)).Concat(_refreshDurations.Select(d => GoDecoding.Get(refresh, d))))
        {
            if (field.Text is { Length: > 0 } text && !Durations.TryReadGo(text, out _))
            {
                scope.Error(field, "duration-malformed", "Dex reads durations as Go does and does not start with this one.", "Use h, m and s, such as 24h; there is no unit for days.");
            }
        }
    }

    private static void CheckClient(LintScope scope, LintField client)
    {
        if (!client.IsNothing && client.Node is not ValueMap)
        {
            scope.Error(client, "wrong-type", $"A client is a map, not {client.Kind}. Dex does not start with it.", "Write id, name, secret and redirectURIs.");
            return;
        }

        GoDecoding.Check(scope, client, DexFields.Client);
        if (GoDecoding.Get(client, "name").IsEmpty)
        {
            scope.Error(GoDecoding.Get(client, "name"), "client-name-missing", "A client needs a name; Dex does not start without it.", "Add name.");
        }

        CheckPair(scope, client, "id", "idEnv", isRequired: true);
        CheckPair(scope, client, "secret", "secretEnv", isRequired: !GoDecoding.Get(client, "public").IsTrue);
    }

    private static void CheckPair(LintScope scope, LintField client, string direct, string variable, bool isRequired)
    {
        var (here, there) = (GoDecoding.Get(client, direct), GoDecoding.Get(client, variable));
        if (!here.IsEmpty && !there.IsEmpty)
        {
            scope.Error(there, "client-" + direct + "-twice", $"{direct} and {variable} exclude each other; Dex does not start with both.", "Remove one of the two.");
        }
        else if (isRequired && here.IsEmpty && there.IsEmpty)
        {
            scope.Error(here, "client-" + direct + "-missing", $"A client needs {direct} or {variable}; Dex does not start without.", $"Add {direct}.");
        }
    }
}
