using System.Diagnostics.Metrics;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Count and duration of operations by name and outcome, on the meter <see cref="MeterName"/>.</summary>
public sealed class OperationMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "PaletteAI.Console.Operations";

    private readonly Counter<long> _count;
    private readonly Histogram<double> _duration;

    /// <summary>Creates the instruments.</summary>
    public OperationMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _count = meter.CreateCounter<long>("console.operations", unit: "{operation}", description: "Operations run");
        _duration = meter.CreateHistogram<double>("console.operation.duration", unit: "s", description: "Time an operation took");
    }

    internal void Record(string operation, string outcome, TimeSpan took)
    {
        KeyValuePair<string, object?>[] tags = [new("operation", operation), new("outcome", outcome)];
        _count.Add(1, tags);
        _duration.Record(took.TotalSeconds, tags);
    }
}
