using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>What a pod's <c>status</c> holds that is of use.</summary>
internal struct PodStatusParts
{
    public PodStatusParts()
    {
    }

    public string Phase { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Message { get; set; } = "";

    public string Ip { get; set; } = "";

    public DateTimeOffset? StartedAt { get; set; }

    public ImmutableArray<ConditionFacts> Conditions { get; set; } = [];

    public ImmutableArray<ContainerFacts> InitContainers { get; set; } = [];

    public ImmutableArray<ContainerFacts> Containers { get; set; } = [];
}

/// <summary>Reads a pod's <c>status</c>.</summary>
internal static class PodStatusReader
{
    public static PodStatusParts Read(ref Utf8JsonReader json, FactStrings strings)
    {
        var status = new PodStatusParts();
        if (!json.IntoObject())
        {
            return status;
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("phase"u8)) { status.Phase = json.Text(strings); }
            else if (json.ValueTextEquals("reason"u8)) { status.Reason = json.Text(strings); }
            else if (json.ValueTextEquals("message"u8)) { status.Message = json.Text(strings); }
            else if (json.ValueTextEquals("podIP"u8)) { status.Ip = json.Text(); }
            else if (json.ValueTextEquals("startTime"u8)) { status.StartedAt = json.Time(); }
            else if (json.ValueTextEquals("conditions"u8)) { status.Conditions = json.ReadConditions(strings); }
            else if (json.ValueTextEquals("initContainerStatuses"u8)) { status.InitContainers = ReadContainers(ref json, strings); }
            else if (json.ValueTextEquals("containerStatuses"u8)) { status.Containers = ReadContainers(ref json, strings); }
            else { json.SkipValue(); }
        }
        return status;
    }

    private static ImmutableArray<ContainerFacts> ReadContainers(ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var containers = ImmutableArray.CreateBuilder<ContainerFacts>();
        while (json.NextObject())
        {
            var (name, ready, started, restarts) = ("", false, (bool?)null, 0);
            var (state, last) = ((ContainerState?)null, (ContainerState?)null);
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("name"u8)) { name = json.Text(strings); }
                else if (json.ValueTextEquals("ready"u8)) { ready = json.Flag() == true; }
                else if (json.ValueTextEquals("started"u8)) { started = json.Flag(); }
                else if (json.ValueTextEquals("restartCount"u8)) { restarts = json.Int(); }
                else if (json.ValueTextEquals("state"u8)) { state = ReadState(ref json, strings); }
                else if (json.ValueTextEquals("lastState"u8)) { last = ReadState(ref json, strings); }
                else { json.SkipValue(); }
            }
            // A state of which nothing is told is "waiting", as the API's documentation says.
            containers.Add(new ContainerFacts(name, "", ContainerRole.App, ready, started, restarts, state ?? ContainerState.Waiting, last));
        }
        return containers.DrainToImmutable();
    }

    private static ContainerState? ReadState(ref Utf8JsonReader json, FactStrings strings)
    {
        ContainerState? state = null;
        if (!json.IntoObject())
        {
            return state;
        }
        while (json.NextProperty())
        {
            var phase = json.ValueTextEquals("running"u8) ? ContainerPhase.Running
                : json.ValueTextEquals("terminated"u8) ? ContainerPhase.Terminated
                : json.ValueTextEquals("waiting"u8) ? ContainerPhase.Waiting : ContainerPhase.NotReported;
            if (phase == ContainerPhase.NotReported)
            {
                json.SkipValue();
            }
            else if (json.IntoObject())
            {
                state = ReadDetails(ref json, phase, strings);
            }
        }
        return state;
    }

    private static ContainerState ReadDetails(ref Utf8JsonReader json, ContainerPhase phase, FactStrings strings)
    {
        var state = new ContainerState(phase);
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("reason"u8)) { state = state with { Reason = json.Text(strings) }; }
            else if (json.ValueTextEquals("message"u8)) { state = state with { Message = json.Text(strings) }; }
            else if (json.ValueTextEquals("exitCode"u8)) { state = state with { ExitCode = json.Int() }; }
            else if (json.ValueTextEquals("signal"u8)) { state = state with { Signal = json.Int() }; }
            else if (json.ValueTextEquals("startedAt"u8)) { state = state with { StartedAt = json.Time() }; }
            else if (json.ValueTextEquals("finishedAt"u8)) { state = state with { FinishedAt = json.Time() }; }
            else { json.SkipValue(); }
        }
        return state;
    }
}
