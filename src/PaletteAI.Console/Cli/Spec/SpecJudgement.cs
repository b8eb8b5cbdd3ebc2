using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Cli.Spec;

/// <summary>Judges a spec from a file: what reading found, what the checks found, and which checks could not be made.</summary>
internal static class SpecJudgement
{
    /// <summary>All findings, in the order of the document.</summary>
    public static ImmutableArray<Finding> Of(InstallSpecReading reading, Inventory? inventory, Terminal terminal)
    {
        if (reading.Spec is not { } spec)
        {
            return reading.Findings;
        }

        var report = CheckReport.Evaluate(spec, SpecFile.Facts(spec, inventory, terminal));
        return reading.Join([.. InstallValidator.Of(report), .. ProfileNote(spec), .. NotMade(report, inventory)]);
    }

    private static IEnumerable<Finding> ProfileNote(InstallSpec spec)
    {
        if (!AssumedProfile.For(spec).IsKnown)
        {
            yield return Finding.Warning(
                "spec.profile", "profile-unknown", $"The profile {spec.Profile.Name} is not known here; its variables are judged only where their names are well known.",
                "Deploy judges them again with the profile the appliance holds.");
        }
    }

    // A missing fact is never a pass: say which checks wait for it, one finding per reason.
    private static IEnumerable<Finding> NotMade(CheckReport report, Inventory? inventory) =>
        report.Results.Where(r => r.Status == CheckStatus.Pending).GroupBy(r => r.Message).Select(g => Finding.Info(
            g.First().Check.Fields[0].TrimEnd('.'), "check-pending", $"{g.Key} Not judged: {string.Join(", ", g.Select(r => r.Check.Id))}.",
            inventory is null ? "Give what the appliance reports with --inventory." : "Complete the inventory, or let the appliance's own facts decide at deploy."));
}
