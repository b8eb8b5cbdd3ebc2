using System.Collections.Immutable;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>A line of the review.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Values">Its value; several stand below each other. Never a secret.</param>
/// <param name="Note">Where the value comes from; may be empty.</param>
public sealed record ReviewLine(string Name, ImmutableArray<string> Values, string Note = "");

/// <summary>A part of the review.</summary>
/// <param name="Step">Where it is edited.</param>
/// <param name="Title">Heading.</param>
/// <param name="Lines">Its lines.</param>
public sealed record ReviewSection(InstallStep Step, string Title, ImmutableArray<ReviewLine> Lines);

/// <summary>The whole draft as a document.</summary>
public static class ReviewDocument
{
    /// <summary>The sections before the node pools.</summary>
    public static ImmutableArray<ReviewSection> Of(WizardJudgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        var spec = judgement.Draft.Spec;
        return
        [
            new(InstallStep.Name, "Name", [new("Cluster name", [Text(spec.Name)]), new("Tags", [.. spec.Tags.Select(t => $"{t.Key}:{t.Value}").DefaultIfEmpty("none")])]),
            new(InstallStep.ClusterProfile, "Cluster Profile", Profile(judgement)),
            new(InstallStep.ProfileConfig, "Profile Config", Config(judgement)),
            new(InstallStep.ClusterConfig, "Cluster Config", Cluster(spec.Cluster)),
        ];
    }

    private static ImmutableArray<ReviewLine> Profile(WizardJudgement judgement)
    {
        var named = judgement.Draft.Spec.Profile;
        var layers = judgement.Profile?.Packs.Select(p => $"{p.Name} {p.Version}") ?? [];
        return [new("Profile", [Text($"{named.Name} {named.Version}".Trim())]), new("Layers", [.. layers.DefaultIfEmpty("not known")])];
    }

    private static ImmutableArray<ReviewLine> Config(WizardJudgement judgement)
    {
        if (judgement.Profile is not { } profile)
        {
            return [new("Variables", ["not known: the appliance could not be asked for them"])];
        }

        var spec = judgement.Draft.Spec;
        var byName = VariableForm.Of(profile, spec, judgement.Draft.StoredSecrets, _ => true).SelectMany(g => g.Rows);
        return [.. byName.Where(r => !r.Variable.Hidden || r.Given is not null).Select(Line)];
    }

    private static ReviewLine Line(VariableRow row) => row switch
    {
        { IsStored: true } => new(row.Label, ["stored, not shown"], "yours"),
        { Control: VariableControl.Masked } => new(row.Label, ["none"]),
        { Given.IsReference: true } => new(row.Label, [$"a reference to {row.Given.Text}"], "yours"),
        _ => new(row.Label, [.. Text(row.Resolved.Value).Split('\n')], row.Resolved.IsDefault ? "default" : "yours"),
    };

    private static ImmutableArray<ReviewLine> Cluster(ClusterSettings cluster) =>
    [
        cluster.DnsName.Length > 0 && cluster.Vip.Length == 0 ? new("DNS name", [cluster.DnsName]) : new("VIP", [Text(cluster.Vip)]),
        new("NTP servers", [.. cluster.NtpServers.DefaultIfEmpty("none")]),
        new("SSH public keys", [.. cluster.SshKeys.DefaultIfEmpty("none")]),
    ];

    private static string Text(string text) => text.Length == 0 ? "none" : text;
}
