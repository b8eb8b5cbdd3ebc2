using System.Collections.Frozen;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Alerts;

/// <summary><c>alertmanager.config</c>, as amtool judges it; the chart takes its own <c>enabled</c> out before.</summary>
internal static class AlertRules
{
    private const string DefaultReceiver = "default-receiver";

    public static void Check(LintScope scope)
    {
        var config = scope.User.At("alertmanager", "config");
        if (config.Node is not ValueMap || config["enabled"].IsFalse)
        {
            return;
        }

        Known(scope, config, AlertShapes.Top);
        CheckGlobal(scope, config["global"]);
        var receivers = AlertReceivers.Check(scope, config);
        var intervals = AlertTimes.Check(scope, config);
        if (config["route"].IsNothing)
        {
            if (!config["receivers"].IsNothing)
            {
                Refuse(scope, config["route"], "route-missing", "There are receivers and no route.", $"Add route with a receiver; the chart's own route goes to {DefaultReceiver}.");
            }
        }
        else
        {
            new AlertRoutes(scope, receivers, intervals).CheckRoot(config["route"]);
        }

        Maps(scope, config["inhibit_rules"]).ForEach(rule => CheckInhibition(scope, rule));
        Texts(scope, config["templates"]);
    }

    /// <summary>Reports what makes Alertmanager refuse the configuration.</summary>
    public static void Refuse(LintScope scope, LintField field, string code, string why, string fix) =>
        scope.Error(field, code, why + " Alertmanager refuses the whole configuration.", fix);

    /// <summary>Reports keys that strict decoding refuses.</summary>
    public static void Known(LintScope scope, LintField map, FrozenSet<string> known)
    {
        foreach (var (key, field) in map.Entries.Where(e => !known.Contains(e.Key)).TakeWhile(_ => !scope.HasEnoughErrors))
        {
            Refuse(scope, field, "unknown-field", "Alertmanager has no such field.", NearestName.Find(key, known) is { } near ? $"Write {near}." : "Remove it.");
        }
    }

    /// <summary>The maps of a list; everything else in its place is reported.</summary>
    public static List<LintField> Maps(LintScope scope, LintField list)
    {
        if (!list.IsNothing && list.Node is not ValueList)
        {
            Refuse(scope, list, "wrong-type", $"A list is expected here, not {list.Kind}.", "Write one `- …` line per item.");
        }

        foreach (var item in list.Items.Where(i => i.Node is not ValueMap))
        {
            Refuse(scope, item, "wrong-type", $"A map is expected here, not {item.Kind}.", "Write `- name: value` lines.");
        }

        return [.. list.Items.Where(i => i.Node is ValueMap)];
    }

    /// <summary>The texts of a list; everything else in its place is reported.</summary>
    public static List<(LintField Field, string Text)> Texts(LintScope scope, LintField list)
    {
        if (!list.IsNothing && list.Node is not ValueList)
        {
            Refuse(scope, list, "wrong-type", $"A list is expected here, not {list.Kind}.", "Write [text], or one `- text` line per item.");
        }

        foreach (var item in list.Items.Where(i => i.Node is ValueMap or ValueList))
        {
            Refuse(scope, item, "wrong-type", $"A text is expected here, not {item.Kind}.", "Write one text.");
        }

        return [.. list.Items.Where(i => i.Node is ValueScalar { Kind: not ValueKind.Null }).Select(i => (i, ((ValueScalar)i.Node!).Text))];
    }

    /// <summary>A scalar's text, whatever its kind: Alertmanager takes numbers for texts. Maps and lists are reported.</summary>
    public static string? Text(LintScope scope, LintField field)
    {
        if (field.Node is ValueMap or ValueList)
        {
            Refuse(scope, field, "wrong-type", $"A text is expected here, not {field.Kind}.", "Write one text.");
        }

        return field.Node is ValueScalar { Kind: not ValueKind.Null } scalar ? scalar.Text : null;
    }

    /// <summary>Reports matchers in all three spellings; returns how many there are.</summary>
    public static int Matchers(LintScope scope, LintField owner, string match, string regex, string matchers)
    {
        var lines = Texts(scope, owner[matchers]);
        foreach (var (field, text) in lines)
        {
            if (AlertMatcher.CheckLine(text) is { } why)
            {
                Refuse(scope, field, "matcher-malformed", $"The matcher cannot be read: {why}.", "Write name = \"value\" or name =~ \"pattern\".");
            }
        }

        foreach (var name in new[] { match, regex })
        {
            if (!owner[name].IsNothing && owner[name].Node is not ValueMap)
            {
                Refuse(scope, owner[name], "wrong-type", $"A map of labels is expected here, not {owner[name].Kind}.", "Write label: value.");
            }

            owner[name].Entries.ToList().ForEach(e => CheckMatch(scope, e.Key, e.Field, name == regex));
        }

        return lines.Count + owner[match].Entries.Count() + owner[regex].Entries.Count();
    }

    private static void CheckMatch(LintScope scope, string label, LintField field, bool isRegex)
    {
        if (!AlertMatcher.IsLabel(label))
        {
            Refuse(scope, field, "label-invalid", "This is not a label's name.", "Use letters, digits and underscores.");
        }

        if (isRegex && (Text(scope, field) is not { } pattern || Re2.Check(pattern) is not null))
        {
            Refuse(scope, field, "regex-invalid", "This is not a regular expression.", "Correct it; Go's RE2 syntax has no look-around and no back-references.");
        }
    }

    private static void CheckGlobal(LintScope scope, LintField global)
    {
        if (!global.IsNothing && global.Node is not ValueMap)
        {
            Refuse(scope, global, "wrong-type", $"A map is expected here, not {global.Kind}.", "Write `name: value` lines.");
        }

        Known(scope, global, AlertShapes.Global);
        AlertRoutes.Duration(scope, global["resolve_timeout"], mayBeZero: true);
        AlertReceivers.CheckExclusions(scope, global, AlertShapes.GlobalExclusions);
        if (!global["smtp_smarthost"].IsEmpty)
        {
            AlertReceivers.CheckHostPort(scope, global["smtp_smarthost"]);
        }
    }

    private static void CheckInhibition(LintScope scope, LintField rule)
    {
        Known(scope, rule, AlertShapes.Inhibition);
        Matchers(scope, rule, "source_match", "source_match_re", "source_matchers");
        Matchers(scope, rule, "target_match", "target_match_re", "target_matchers");
        foreach (var (field, text) in Texts(scope, rule["equal"]))
        {
            if (!AlertMatcher.IsLabel(text))
            {
                Refuse(scope, field, "label-invalid", "This is not a label's name.", "Use letters, digits and underscores.");
            }
        }
    }
}
