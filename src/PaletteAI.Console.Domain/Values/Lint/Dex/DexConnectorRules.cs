using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Values.Texts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary><c>dex.config.connectors</c>: what every connector must have, and its fields by type.</summary>
internal static partial class DexConnectorRules
{
    public static void Check(LintScope scope)
    {
        var config = DexConfigRules.Config(scope);
        var connectors = GoDecoding.Get(config, "connectors");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var connector in connectors.Items.TakeWhile(_ => !scope.HasEnoughErrors))
        {
            if (!connector.IsNothing && connector.Node is not ValueMap)
            {
                scope.Error(connector, "wrong-type", $"A connector is a map, not {connector.Kind}. Dex does not start with it.", "Write type, id, name and config.");
                continue;
            }

            GoDecoding.Check(scope, connector, DexFields.Connector);
            CheckNames(scope, connector, ids);
            CheckGrants(scope, GoDecoding.Get(connector, "grantTypes"));
            CheckType(scope, config, connector);
        }
    }

    private static void CheckNames(LintScope scope, LintField connector, HashSet<string> ids)
    {
        foreach (var name in new[] { "type", "id", "name" }.Where(n => GoDecoding.Get(connector, n).IsEmpty))
        {
            scope.Error(GoDecoding.Get(connector, name), "connector-" + name + "-missing", $"A connector needs {name}; Dex does not start without it.", $"Add {name}.");
        }

        var id = GoDecoding.Get(connector, "id");
        if (id.Text is not { Length: > 0 } text)
        {
            return;
        }

        if (text == "local")
        {
            scope.Error(id, "connector-id-local", "The id local belongs to Dex's own password database.", "Give the connector another id.");
        }
        else if (!Id().IsMatch(text))
        {
            scope.Warn(id, "connector-id-unusual", "The id becomes part of addresses.", "Use letters, digits, '.', '_' and '-'.");
        }

        if (!ids.Add(text))
        {
            scope.Warn(id, "connector-id-twice", "Two connectors have this id; only the last one is used.", "Give each connector an id of its own.");
        }
    }

    private static void CheckGrants(LintScope scope, LintField grants)
    {
        foreach (var grant in grants.Items.Where(g => g.Text is { } text && !DexFields.Connector.Fields["grantTypes"].Known.Contains(text, StringComparer.Ordinal)))
        {
            scope.Error(grant, "grant-type-unknown", "Dex does not know this grant type; newer versions do not start with it.", $"Write one of {string.Join(", ", DexFields.Connector.Fields["grantTypes"].Known)}.");
        }
    }

    private static void CheckType(LintScope scope, LintField config, LintField connector)
    {
        var type = GoDecoding.Get(connector, "type");
        if (type.Text is not { Length: > 0 } name)
        {
            return;
        }

        if (!DexFields.Connectors.TryGetValue(name, out var known))
        {
            var near = NearestName.Find(name, DexFields.Connectors.Keys);
            scope.Error(type, "connector-type-unknown", "Dex has no such connector type and does not start. Letter case matters.", near is null ? $"Write one of {string.Join(", ", DexFields.Connectors.Values.Where(c => !c.IsForTests).Select(c => c.Type).Order(StringComparer.Ordinal))}." : $"Write {near}.");
            return;
        }

        if (known.IsForTests)
        {
            scope.Warn(type, "connector-for-tests", "This connector lets everybody in; it is made for tests.", "Use a real identity provider.");
        }

        var settings = GoDecoding.Get(connector, "config");
        if (settings.IsNothing || settings.Node is ValueMap)
        {
            GoDecoding.Check(scope, settings, known.Config);
            CheckRequired(scope, settings, known.Config, settings, "");
            CheckDollars(scope, settings);
            DexOpening.Check(scope, known.Behaves, settings);
            CheckRedirect(scope, config, settings);
        }
    }

    private static void CheckRequired(LintScope scope, LintField at, GoShape shape, LintField settings, string prefix)
    {
        foreach (var field in shape.Fields.Values)
        {
            var value = GoDecoding.Get(at, field.Name);
            if (field.RequiredToOpen && value.IsEmpty)
            {
                scope.Error(value, "connector-field-missing", $"{prefix}{field.Name} is required. Dex up to 2.44 does not start without it, later ones leave the connector out.", $"Add {prefix}{field.Name}.");
            }
            else if (field.RequiredToLogIn && value.IsEmpty)
            {
                scope.Warn(value, "connector-field-needed", $"Without {prefix}{field.Name} Dex starts, but nobody can log in.", $"Add {prefix}{field.Name}.");
            }
            else if (field.Kind == GoKind.Map && field.Fields.Count > 0)
            {
                CheckRequired(scope, value, field, settings, $"{prefix}{field.Name}.");
            }
        }
    }

    // $NAME and ${NAME} in any text below config come out as the environment's value, mostly nothing.
    private static void CheckDollars(LintScope scope, LintField at)
    {
        if (at.Text is { } text)
        {
            if (!EnvironmentExpansion.IsSafe(text))
            {
                scope.Warn(at, "dollar-expanded", "Dex replaces what follows $ by its environment, mostly by nothing, and there is no way to write a $ that stays.", "Choose a value without $, or define the variable under dex.envVars.");
            }

            return;
        }

        foreach (var field in at.Entries.Select(e => e.Field).Concat(at.Items))
        {
            CheckDollars(scope, field);
        }
    }

    private static void CheckRedirect(LintScope scope, LintField config, LintField settings)
    {
        var redirect = GoDecoding.Get(settings, "redirectURI");
        if (redirect.Text is { Length: > 0 } text && GoDecoding.Get(config, "issuer").Text is { Length: > 0 } issuer
            && !PlaceholderRules.IsDomainPlaceholder(text) && !PlaceholderRules.IsDomainPlaceholder(issuer) && text != issuer.TrimEnd('/') + "/callback")
        {
            scope.Warn(redirect, "redirect-uri-mismatch", $"redirectURI must be the issuer followed by /callback, exactly; every login ends in an error otherwise. The issuer is {issuer}.", $"Write {issuer.TrimEnd('/')}/callback.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
