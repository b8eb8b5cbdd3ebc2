namespace PaletteAI.Console.Components.Kit;

/// <summary>Shape, word and colour class of each <see cref="KitStatus"/>.</summary>
/// <param name="Word">The word.</param>
/// <param name="Tone">Colour class of <c>kit.css</c>.</param>
/// <param name="Shape">SVG path in a 16 × 16 box.</param>
/// <param name="Filled">Whether the path is filled rather than stroked.</param>
public sealed record StatusLook(string Word, string Tone, string Shape, bool Filled = false)
{
    private const string Check = "M2.5 8.5 6.500 12.500 13.500 4";
    private const string Cross = "M3.500 3.500 12.500 12.500 M12.500 3.500 3.500 12.500";
    private const string Triangle = "M8 2 15 14 1 14Z";
    private const string Ring = "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12Z";
    private const string Clock = Ring + " M8 5v3.250l2.250 1.500";
    private const string Quarter = "M8 1.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 1 0 0-13Z M8 3a5 5 0 1 1-5 5h5Z";

    /// <summary>The look of a state.</summary>
    public static StatusLook Of(KitStatus status) => status switch
    {
        KitStatus.Healthy => new("Healthy", "good", Check),
        KitStatus.Passed => new("Passed", "good", Check),
        KitStatus.Degraded => new("Degraded", "warning", Triangle, Filled: true),
        KitStatus.Warning => new("Warning", "warning", Triangle, Filled: true),
        KitStatus.Failing => new("Failing", "failing", Cross),
        KitStatus.Failed => new("Failed", "failing", Cross),
        KitStatus.Error => new("Error", "failing", Cross),
        KitStatus.InProgress => new("In progress", "progress", Quarter, Filled: true),
        KitStatus.Waiting => new("Waiting", "waiting", Clock),
        KitStatus.Pending => new("Pending", "quiet", Ring),
        KitStatus.NotApplicable => new("Not applicable", "quiet", "M3 8h10"),
        KitStatus.Ignored => new("Ignored", "quiet", Ring + " M4 4 12 12"),
        KitStatus.Unknown => new("Unknown", "quiet", "M5 5.500a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.100-1.500 2.100 M8 13v.6"),
        KitStatus.Stale => new("Stale", "quiet", "M8 2a6 6 0 0 1 4.200 1.700 M14 8a6 6 0 0 1-1.700 4.200 M8 14a6 6 0 0 1-4.200-1.700 M2 8a6 6 0 0 1 1.700-4.200"),
        KitStatus.Info => new("Note", "progress", Ring + " M8 7.500v3.500 M8 4.900v.4"),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
