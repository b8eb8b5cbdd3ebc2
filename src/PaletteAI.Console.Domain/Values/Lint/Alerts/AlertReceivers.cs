using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Alerts;

/// <summary>Receivers and their integrations.</summary>
internal static class AlertReceivers
{
    private static readonly string[] _parseModes = ["", "Markdown", "MarkdownV2", "HTML"];

    /// <summary>Reports faults; returns the receivers' names, or null when the file has none and the chart's count.</summary>
    public static HashSet<string>? Check(LintScope scope, LintField config)
    {
        if (config["receivers"].IsNothing)
        {
            return null;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var receiver in AlertRules.Maps(scope, config["receivers"]))
        {
            if (AlertRules.Text(scope, receiver["name"]) is not { Length: > 0 } name)
            {
                AlertRules.Refuse(scope, receiver["name"], "receiver-name-missing", "A receiver needs a name.", "Add name.");
            }
            else if (!names.Add(name))
            {
                AlertRules.Refuse(scope, receiver["name"], "receiver-name-twice", "Two receivers have this name.", "Give each receiver a name of its own.");
            }

            foreach (var (key, field) in receiver.Entries.Where(e => e.Key != "name"))
            {
                CheckList(scope, config["global"], key, field);
            }
        }

        return names;
    }

    /// <summary>Reports fields that exclude each other.</summary>
    public static void CheckExclusions(LintScope scope, LintField owner, string[][] exclusions)
    {
        foreach (var given in exclusions.Select(names => names.Where(n => !owner[n].IsEmpty).ToList()).Where(g => g.Count > 1))
        {
            AlertRules.Refuse(scope, owner[given[1]], "alert-fields-exclude", $"{string.Join(" and ", given)} exclude each other.", "Keep one of them.");
        }
    }

    /// <summary>Reports what is not host:port.</summary>
    public static void CheckHostPort(LintScope scope, LintField field)
    {
        var text = AlertRules.Text(scope, field) ?? "";
        var colon = text.LastIndexOf(':');
        if (colon < 0 || colon + 1 == text.Length || (text.AsSpan(0, colon).Contains(':') && text[0] != '['))
        {
            AlertRules.Refuse(scope, field, "host-port-malformed", "A host with a port is expected here.", "Write host:587.");
        }
    }

    private static void CheckList(LintScope scope, LintField global, string key, LintField list)
    {
        if (!AlertShapes.Integrations.TryGetValue(key, out var known))
        {
            var near = NearestName.Find(key, AlertShapes.Integrations.Keys);
            AlertRules.Refuse(scope, list, "unknown-field", "Alertmanager has no such integration.", near is null ? $"Write one of {string.Join(", ", AlertShapes.Integrations.Keys.Order(StringComparer.Ordinal))}." : $"Write {near}.");
            return;
        }

        if (known.Since.Length > 0 && !list.IsNothing)
        {
            scope.Warn(list, "integration-is-new", $"Only Alertmanager {known.Since} and later know this integration; older ones refuse the configuration.", "Check the version on the Components page.");
        }

        foreach (var item in AlertRules.Maps(scope, list))
        {
            CheckIntegration(scope, global, key, item, known);
        }
    }

    private static void CheckIntegration(LintScope scope, LintField global, string key, LintField item, AlertIntegration known)
    {
        AlertRules.Known(scope, item, known.Fields);
        foreach (var need in known.Needs.Where(need => !need.Any(n => n[0] == '^' ? !global[n[1..]].IsEmpty : !item[n].IsEmpty)))
        {
            AlertRules.Refuse(scope, item[need[0]], "alert-field-missing", $"{need[0]} is missing.", $"Add {string.Join(" or ", need.Where(n => n[0] != '^'))}{(need.Any(n => n[0] == '^') ? ", or set it in global" : "")}.");
        }

        CheckExclusions(scope, item, known.Exclusions);
        foreach (var (name, field) in item.Entries.Where(e => e.Key is "url" or "webhook_url" or "api_url" && key != "pushover_configs"))
        {
            CheckAddress(scope, name, field);
        }

        CheckDetails(scope, key, item);
    }

    private static void CheckDetails(LintScope scope, string key, LintField item)
    {
        var alerts = item["max_alerts"];
        if (!alerts.IsNothing && (alerts.Node is not ValueScalar { Kind: ValueKind.Number } number || number.Number < 0 || !number.Number.Equals(Math.Truncate(number.Number))))
        {
            AlertRules.Refuse(scope, alerts, "wrong-type", "A whole number from 0 is expected here.", "Write 0 for all alerts.");
        }

        var resolved = item["send_resolved"];
        if (!resolved.IsNothing && resolved.Node is not ValueScalar { Kind: ValueKind.Boolean })
        {
            AlertRules.Refuse(scope, resolved, "wrong-type", $"true or false is expected here, not {resolved.Kind}.", "Write true or false, without quotes.");
        }

        if (key == "email_configs")
        {
            CheckEmail(scope, item);
        }

        if (key == "telegram_configs" && item["parse_mode"].Text is { } mode && !_parseModes.Contains(mode, StringComparer.Ordinal))
        {
            AlertRules.Refuse(scope, item["parse_mode"], "choice-unknown", "This parse_mode is not known.", "Write Markdown, MarkdownV2 or HTML.");
        }

        if (key == "webex_configs" && !item["http_config"].IsNothing && item.At("http_config", "authorization").IsNothing)
        {
            AlertRules.Refuse(scope, item.At("http_config", "authorization"), "alert-field-missing", "http_config.authorization is missing.", "Add authorization with the bot's token.");
        }
    }

    private static void CheckEmail(LintScope scope, LintField item)
    {
        if (!item["smarthost"].IsEmpty)
        {
            CheckHostPort(scope, item["smarthost"]);
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (header, field) in item["headers"].Entries.Where(e => !seen.Add(e.Key)))
        {
            AlertRules.Refuse(scope, field, "header-twice", "The header stands twice; letter case does not count.", "Remove one of the two.");
        }
    }

    // A template may stand in an address; secrets in it are never repeated.
    private static void CheckAddress(LintScope scope, string name, LintField field)
    {
        var text = AlertRules.Text(scope, field);
        if (text is not { Length: > 0 } || text.StartsWith("{{", StringComparison.Ordinal) || PlaceholderRules.IsDomainPlaceholder(text))
        {
            return;
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || text[..scheme].ToLowerInvariant() is not ("http" or "https") || text.Length == scheme + 3 || text[scheme + 3] is '/' or ':' or '?')
        {
            AlertRules.Refuse(scope, field, "url-malformed", $"{name} is not an http or https address.", "Write an address such as https://idp.example.org.");
        }
    }
}
