namespace PaletteAI.Console.Hosting;

/// <summary>What the command line said; what it left out comes from the settings.</summary>
/// <param name="Sandbox">Use the simulated appliance.</param>
/// <param name="Url"><c>--url</c>; null = <c>Console:Url</c>.</param>
/// <param name="DataFolder"><c>--data</c>; null = <c>Console:DataDirectory</c>.</param>
internal sealed record ServeArguments(bool Sandbox, string? Url, string? DataFolder)
{
    /// <summary><c>--appliance</c>; null = <c>Appliance:Url</c>.</summary>
    public string? ApplianceUrl { get; init; }
}
