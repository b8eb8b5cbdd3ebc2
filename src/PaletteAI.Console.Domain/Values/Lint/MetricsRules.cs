using PaletteAI.Console.Domain.Values.Texts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary><c>global.metrics</c> and <c>global.featureFlags</c>.</summary>
internal static class MetricsRules
{
    private static readonly string[] _agents = ["prometheus-agent-minimal", "prometheus-agent"];

    public static void Check(LintScope scope)
    {
        var metrics = scope.User.At("global", "metrics");
        var timeout = Duration(scope, metrics["timeout"]);
        var interval = Duration(scope, metrics["scrapeInterval"]);
        if (timeout > interval)
        {
            scope.Warn(metrics["timeout"], "timeout-exceeds-interval", "The timeout is longer than the scrape interval; Prometheus refuses that for scrapes.", "Write a timeout of at most the interval.");
        }

        CheckAgent(scope, metrics["agentType"]);
        var flag = scope.User.At("global", "featureFlags", "systemDefaultResources");
        if (!flag.IsNothing && flag.Node is not ValueScalar { Kind: ValueKind.Boolean })
        {
            scope.Error(flag, "wrong-type", $"true or false is expected here, not {flag.Kind}.", "Write true or false, without quotes.");
        }
    }

    private static long? Duration(LintScope scope, LintField field)
    {
        if (field.IsNothing)
        {
            return null;
        }

        var prometheus = 0L;
        if (field.Text is not { } text || (!Durations.TryReadPrometheus(text, out prometheus) & !Durations.TryReadGo(text, out _)))
        {
            scope.Error(field, "duration-malformed", field.Text is null ? $"A duration is expected here, not {field.Kind}." : "This is not a duration.", "Write a number with a unit, such as 15s or 1m30s.");
            return null;
        }

        if (!Durations.TryReadPrometheus(text, out prometheus) || !Durations.TryReadGo(text, out var go))
        {
            scope.Warn(field, "duration-not-shared", "Prometheus and Go programs do not read this duration alike.", "Use h, m, s and ms with whole numbers, largest unit first.");
            return Durations.TryReadPrometheus(text, out prometheus) ? prometheus : null;
        }

        if (go <= 0)
        {
            scope.Error(field, "duration-not-positive", "The duration must be longer than zero.", "Write a duration such as 15s.");
        }

        return prometheus;
    }

    private static void CheckAgent(LintScope scope, LintField agent)
    {
        if (!agent.IsNothing && (agent.Text is not { } type || !_agents.Contains(type, StringComparer.Ordinal)))
        {
            var near = agent.Text is { } typed ? NearestName.Find(typed, _agents) : null;
            scope.Error(agent, "agent-type-unknown", $"The agent type is one of {string.Join(" and ", _agents)}.", near is null ? $"Write {_agents[0]}." : $"Write {near}.");
        }
    }
}
