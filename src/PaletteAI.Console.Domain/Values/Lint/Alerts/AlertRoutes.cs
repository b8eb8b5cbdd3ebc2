using PaletteAI.Console.Domain.Values.Texts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Alerts;

/// <summary>Routes: where an alert goes.</summary>
/// <param name="scope">The lint.</param>
/// <param name="receivers">Names of receivers; null when the file lists none and the chart's count.</param>
/// <param name="intervals">Names of time intervals.</param>
internal sealed class AlertRoutes(LintScope scope, HashSet<string>? receivers, HashSet<string> intervals)
{
    public void CheckRoot(LintField route)
    {
        if (route.Node is not ValueMap)
        {
            AlertRules.Refuse(scope, route, "wrong-type", $"A map is expected here, not {route.Kind}.", "Write receiver: … below it.");
            return;
        }

        if (route["receiver"].IsEmpty && receivers is not null)
        {
            AlertRules.Refuse(scope, route["receiver"], "route-receiver-missing", "The first route needs a receiver.", "Add receiver.");
        }

        if (!route["continue"].IsNothing && !route["continue"].IsFalse)
        {
            AlertRules.Refuse(scope, route["continue"], "root-route-continues", "The first route cannot have continue.", "Remove it.");
        }

        foreach (var name in new[] { "mute_time_intervals", "active_time_intervals" }.Where(n => route[n].Items.Any()))
        {
            AlertRules.Refuse(scope, route[name], "root-route-has-intervals", "The first route cannot have time intervals.", "Put them into a route below it.");
        }

        if (Check(route) > 0)
        {
            AlertRules.Refuse(scope, route, "root-route-has-matchers", "The first route takes every alert and cannot have matchers.", "Put them into a route below it.");
        }
    }

    /// <summary>Reports a duration Prometheus would not read; returns its milliseconds.</summary>
    public static long? Duration(LintScope scope, LintField field, bool mayBeZero)
    {
        if (AlertRules.Text(scope, field) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Durations.TryReadPrometheus(text, out var milliseconds))
        {
            AlertRules.Refuse(scope, field, "duration-malformed", "This is not a duration.", "Write whole numbers with y, w, d, h, m, s or ms, largest first, such as 30s or 1h30m.");
            return null;
        }

        if (milliseconds == 0 && !mayBeZero)
        {
            AlertRules.Refuse(scope, field, "duration-zero", "This interval cannot be zero.", "Write a duration such as 5m.");
        }

        return milliseconds;
    }

    // Recursion is bounded by YamlLimits.Depth.
    private int Check(LintField route)
    {
        AlertRules.Known(scope, route, AlertShapes.Route);
        if (AlertRules.Text(scope, route["receiver"]) is { Length: > 0 } name && receivers?.Contains(name) == false)
        {
            var near = NearestName.Find(name, receivers);
            AlertRules.Refuse(scope, route["receiver"], "receiver-undefined", "There is no receiver of this name; letter case matters.", near is null ? "Add it to receivers." : $"Write {near}, or add the receiver.");
        }

        if (!route["continue"].IsNothing && route["continue"].Node is not ValueScalar { Kind: ValueKind.Boolean })
        {
            AlertRules.Refuse(scope, route["continue"], "wrong-type", $"true or false is expected here, not {route["continue"].Kind}.", "Write true or false, without quotes.");
        }

        CheckGrouping(route);
        CheckTimes(route);
        foreach (var (field, text) in AlertRules.Texts(scope, route["mute_time_intervals"]).Concat(AlertRules.Texts(scope, route["active_time_intervals"])))
        {
            if (!intervals.Contains(text))
            {
                AlertRules.Refuse(scope, field, "time-interval-undefined", "There is no time interval of this name.", "Add it to time_intervals.");
            }
        }

        AlertRules.Maps(scope, route["routes"]).ForEach(r => Check(r));
        return AlertRules.Matchers(scope, route, "match", "match_re", "matchers");
    }

    private void CheckTimes(LintField route)
    {
        var wait = Duration(scope, route["group_wait"], mayBeZero: true);
        var interval = Duration(scope, route["group_interval"], mayBeZero: false);
        var repeat = Duration(scope, route["repeat_interval"], mayBeZero: false);
        if (wait > interval)
        {
            scope.Warn(route["group_wait"], "group-wait-exceeds-interval", "group_wait is longer than group_interval, which makes no sense.", "Write a shorter group_wait.");
        }

        if (repeat < interval)
        {
            scope.Warn(route["repeat_interval"], "repeat-below-interval", "repeat_interval is shorter than group_interval; alerts repeat at group_interval.", "Write a longer repeat_interval.");
        }
    }

    private void CheckGrouping(LintField route)
    {
        var labels = AlertRules.Texts(scope, route["group_by"]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (field, text) in labels)
        {
            if (text == "...")
            {
                if (labels.Count > 1)
                {
                    AlertRules.Refuse(scope, field, "group-by-all", "... groups by all labels and stands alone.", "Remove the other labels.");
                }
            }
            else if (!AlertMatcher.IsLabel(text))
            {
                AlertRules.Refuse(scope, field, "label-invalid", "This is not a label's name.", "Use letters, digits and underscores.");
            }
            else if (!seen.Add(text))
            {
                AlertRules.Refuse(scope, field, "group-by-twice", "The label stands twice.", "Remove one of the two.");
            }
        }
    }
}
