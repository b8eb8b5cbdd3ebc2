using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>Everything the rules say about a draft, with what is known now.</summary>
public sealed class WizardJudgement
{
    private WizardJudgement(DraftView draft, InstallFacts facts, CheckReport report, ImmutableArray<Finding> findings)
    {
        (Draft, Facts, Report, Findings) = (draft, facts, report, findings);
        Consequences = Domain.Installs.Consequences.Of(draft.Spec, facts);
    }

    /// <summary>The draft that was judged.</summary>
    public DraftView Draft { get; }

    /// <summary>What was known.</summary>
    public InstallFacts Facts { get; }

    /// <summary>All checks.</summary>
    public CheckReport Report { get; }

    /// <summary>All findings, in the order of the document.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>What deploying brings about.</summary>
    public ImmutableArray<Consequence> Consequences { get; }

    /// <summary>The profile the draft is judged by; null when the archive is not known.</summary>
    public ClusterProfile? Profile => Facts.Profile;

    /// <summary>Judges a draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="known">What the appliance reports; null when nothing is known.</param>
    /// <param name="verdicts">The appliance's verdicts on variables.</param>
    /// <param name="now">Now.</param>
    public static WizardJudgement Of(DraftView draft, ApplianceFacts? known, ImmutableArray<VariableVerdict> verdicts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var stored = draft.StoredSecrets.ToHashSet(StringComparer.Ordinal);
        var facts = new InstallFacts(ProfileOf(draft.Spec, known?.Archive), HostInventory.Of(known?.Hosts ?? []), verdicts, now, stored);
        var report = CheckReport.Evaluate(draft.Spec, facts);
        var findings = InstallValidator.Of(report).Concat(SecretReferences.Unresolved(draft.Spec, stored)).Concat(Lost(draft)).Select(f => Shown(f, draft));
        return new WizardJudgement(draft, facts, report, [.. findings]);
    }

    /// <summary>The profile a spec is judged by: the one it names, else the nearest the archive has, so that the difference is said.</summary>
    public static ClusterProfile? ProfileOf(InstallSpec spec, ProfileArchive? archive)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var all = archive?.Profiles ?? [];
        return all.FirstOrDefault(p => p.Name == spec.Profile.Name && p.Version == spec.Profile.Version)
            ?? all.FirstOrDefault(p => p.Name == spec.Profile.Name)
            ?? all.FirstOrDefault();
    }

    /// <summary>Findings at a path, and inside it when <paramref name="inside"/>.</summary>
    public IReadOnlyList<Finding> At(string path, bool inside = false) =>
        [.. Findings.Where(f => inside ? InstallSteps.IsAtOrBelow(f.Path, path) : f.Path == path)];

    private static IEnumerable<Finding> Lost(DraftView draft) => draft.LostSecrets.Select(name => Finding.Error(
        VariableForm.PathOf(name), "secret-lost", "The stored value can no longer be read, because the console's keys changed.", "Type it again."));

    // Where a DNS name is chosen instead of a VIP, the missing endpoint is the DNS name.
    private static Finding Shown(Finding finding, DraftView draft) =>
        finding is { Path: EndpointChoice.VipPath, Code: "required" } && EndpointChoice.IsDnsName(draft)
            ? finding with { Path = EndpointChoice.DnsNamePath, Message = "The cluster needs a DNS name.", Fix = "Type the name that leads to the control plane, or choose a VIP instead." }
            : finding;
}
