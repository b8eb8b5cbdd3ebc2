using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>A host to ask, and the way to it.</summary>
/// <param name="Name">Its id, else its address.</param>
/// <param name="Address">Address it is reached at.</param>
/// <param name="Channel">The way.</param>
/// <param name="Inventory">As the inventory has it; null = no inventory.</param>
public sealed record SurveyedHost(string Name, string Address, IHostChannel Channel, InventoryHost? Inventory = null);

/// <summary>What a survey is at with a host.</summary>
public enum SurveyStage
{
    /// <summary>Connecting and gathering facts.</summary>
    Asking,

    /// <summary>Trying the ways to others.</summary>
    Probing,

    /// <summary>The link is silent or was lost; it goes on by itself when it is back.</summary>
    Waiting,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>Where a survey stands with a host.</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="Stage">What it is at.</param>
/// <param name="Message">A sentence; empty when the stage says it all.</param>
public sealed record SurveyProgress(string Host, SurveyStage Stage, string Message = "");

/// <summary>How a survey goes about it.</summary>
public sealed record SurveyOptions
{
    /// <summary>Hosts asked at once.</summary>
    public int AtOnce { get; init; } = 16;

    /// <summary>A link that is silent this long is reported: a keep-alive (each 2 s) is missing, and the page still says so within 5 s.</summary>
    public TimeSpan ReportSilence { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How long a host that was lost in the middle is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Pause before a lost host is tried again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time limit of each script.</summary>
    public TimeSpan ScriptLimit { get; init; } = TimeSpan.FromSeconds(60);
}
