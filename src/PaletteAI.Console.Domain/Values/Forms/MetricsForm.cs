using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Texts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>Global metrics and the default tenant: what of <c>global</c> is the user's to decide.</summary>
/// <param name="Timeout">Query time-out, e.g. <c>5s</c>; empty = the chart's.</param>
/// <param name="ScrapeInterval">Scrape period of spokes, e.g. <c>15s</c>; empty = the chart's.</param>
/// <param name="AgentType">One of <see cref="Agents"/>; empty = the chart's.</param>
/// <param name="SystemDefaultResources">Whether a default tenant and project are created; null = the chart's.</param>
public sealed record MetricsForm(string Timeout, string ScrapeInterval, string AgentType, bool? SystemDefaultResources)
{
    private static readonly DocumentPath _metrics = DocumentPath.Root.Append("global").Append("metrics");
    private static readonly DocumentPath _defaults = DocumentPath.Root.Append("global").Append("featureFlags").Append("systemDefaultResources");

    /// <summary>Agents there are: the minimal one sends utilisation of processors and GPUs only.</summary>
    public static ImmutableArray<string> Agents { get; } = ["prometheus-agent-minimal", "prometheus-agent"];

    /// <summary>The form of a file.</summary>
    public static MetricsForm Read(ValueMap user) => new(Text(user, "timeout"), Text(user, "scrapeInterval"), Text(user, "agentType"), FormEdits.FlagOf(EffectiveValues.Find(user, _defaults)));

    /// <summary>The edits that bring the form into the file. The findings of an error name the fields: timeout, scrapeInterval, agentType.</summary>
    public Result<ImmutableArray<ValueEdit>> Edits(ValueMap user) => FormEdits.Unless([.. Judge()], () =>
        FormEdits.Change(user, _metrics.Append("timeout"), FormEdits.Text(Timeout.Trim()))
            .Concat(FormEdits.Change(user, _metrics.Append("scrapeInterval"), FormEdits.Text(ScrapeInterval.Trim())))
            .Concat(FormEdits.Change(user, _metrics.Append("agentType"), FormEdits.Text(AgentType.Trim())))
            .Concat(FormEdits.Change(user, _defaults, SystemDefaultResources is { } flag ? ValueScalar.Of(ValueSource.User, flag) : null)));

    private static string Text(ValueMap user, string name) => FormEdits.TextOf(EffectiveValues.Find(user, _metrics.Append(name)));

    private IEnumerable<Finding> Judge()
    {
        foreach (var (name, text) in new[] { ("timeout", Timeout.Trim()), ("scrapeInterval", ScrapeInterval.Trim()) })
        {
            if (text.Length > 0 && !(Durations.TryReadPrometheus(text, out var length) && length > 0 && Durations.TryReadGo(text, out _)))
            {
                yield return Finding.Error(name, "duration-malformed", "This is not a duration that Prometheus and Go programs read alike.", "Write a number with a unit, such as 15s or 1m30s.");
            }
        }

        if (Durations.TryReadPrometheus(Timeout.Trim(), out var timeout) && Durations.TryReadPrometheus(ScrapeInterval.Trim(), out var interval) && timeout > interval)
        {
            yield return Finding.Warning("timeout", "timeout-exceeds-interval", "The timeout is longer than the scrape interval; Prometheus refuses that for scrapes.", "Write a timeout of at most the interval.");
        }

        if (AgentType.Trim().Length > 0 && !Agents.Contains(AgentType.Trim()))
        {
            yield return Finding.Error("agentType", "agent-type-unknown", $"The agent type is one of {string.Join(" and ", Agents)}.", $"Choose {Agents[0]}.");
        }
    }
}
