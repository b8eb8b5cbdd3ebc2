namespace PaletteAI.Console.Domain.Deployments;

/// <summary>What a reported condition says about its stage.</summary>
public enum MilestoneState
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Reached. Once reached it stays so: a rebooting appliance forgets.</summary>
    Done,

    /// <summary>Reported as failed. A later success replaces it.</summary>
    Failed,
}

/// <summary>Something the appliance reported about a stage.</summary>
/// <param name="Lane">Host id, or empty for the cluster.</param>
/// <param name="Type">Condition type.</param>
/// <param name="Reason">Condition reason.</param>
/// <param name="State">What it says.</param>
/// <param name="Message">In the appliance's words.</param>
/// <param name="At">When.</param>
public sealed record Milestone(string Lane, string Type, string Reason, MilestoneState State, string Message, DateTimeOffset At)
{
    /// <summary>Same key = same observation.</summary>
    public string Key => string.Join('|', Lane, Type, Reason, State);
}
