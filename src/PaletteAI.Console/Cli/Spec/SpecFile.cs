using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Cli.Spec;

/// <summary>Reads install specs and inventories from files.</summary>
internal static class SpecFile
{
    /// <summary>Reads a spec as far as it can be read; an error only when the file itself could not.</summary>
    public static async Task<Result<InstallSpecReading>> ReadAsync(string file, Terminal terminal, CancellationToken ct)
    {
        var bytes = await InputFile.ReadAsync(file, terminal, YamlLimits.Default.Bytes, ct);
        return bytes.Map(b => InstallSpecReader.Read(b));
    }

    /// <summary>Reads a spec that has to be understood; findings of severity error are an error.</summary>
    public static async Task<Result<InstallSpec>> RequireAsync(string file, Terminal terminal, CancellationToken ct)
    {
        var reading = await ReadAsync(file, terminal, ct);
        return !reading.IsSuccess ? reading.Error
            : reading.Value is { HasErrors: false, Spec: { } spec } ? spec
            : Error.FromFindings(reading.Value.Findings);
    }

    /// <summary>Reads an inventory; null when no file is given.</summary>
    public static async Task<Result<InventoryReading?>> InventoryAsync(string? file, Terminal terminal, CancellationToken ct)
    {
        if (file is null)
        {
            return Result<InventoryReading?>.Success(null);
        }

        var bytes = await InputFile.ReadAsync(file, terminal, YamlLimits.Default.Bytes, ct);
        return bytes.Map(b => (InventoryReading?)InventoryReader.Read(b));
    }

    /// <summary>What is known around a spec where no appliance is at hand.</summary>
    public static InstallFacts Facts(InstallSpec spec, Inventory? inventory, Terminal terminal) =>
        new(AssumedProfile.For(spec).Profile, inventory, ImmutableArray<VariableVerdict>.Empty, terminal.Time.GetUtcNow());
}
