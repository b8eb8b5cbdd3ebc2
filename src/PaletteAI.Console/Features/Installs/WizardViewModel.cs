using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Features.Checks;
using PaletteAI.Console.Features.Installs.Parts;

namespace PaletteAI.Console.Features.Installs;

/// <summary>Why Next stays on the step: the first field, in words, and where to put the focus.</summary>
/// <param name="Sentence">Which field and why, and what to do.</param>
/// <param name="FocusIds">Element ids, the nearest first.</param>
public sealed record NextRefusal(string Sentence, IReadOnlyList<string> FocusIds);

/// <summary>The wizard without its markup: a draft, what is known, what the rules say, and where the operator is.</summary>
public sealed class WizardViewModel
{
    private readonly IOperationGateway _gateway;
    private readonly TimeProvider _time;
    private readonly HashSet<InstallStep> _attempted = [];
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private ImmutableArray<VariableVerdict> _verdicts = [];
    private int _asked;

    /// <summary>Makes the model of one page.</summary>
    public WizardViewModel(IOperationGateway gateway, TimeProvider time)
    {
        (_gateway, _time) = (gateway, time);
        Session = new DraftSession(gateway);
        HostChecks = new HostChecksViewModel(gateway, time);
        HostChecks.Changed += () => Changed?.Invoke();
        Session.Changed += Judge;
    }

    /// <summary>Raised after every change; the page renders again.</summary>
    public event Action? Changed;

    /// <summary>The draft and how it is stored.</summary>
    public DraftSession Session { get; }

    /// <summary>What the hosts say of themselves.</summary>
    public HostChecksViewModel HostChecks { get; }

    /// <summary>What the appliance reports; null before it was read. Older facts stay while it cannot be asked.</summary>
    public ReadinessReport? Report { get; private set; }

    /// <summary>Why the facts could not be read; null when they could.</summary>
    public Error? FactsProblem { get; private set; }

    /// <summary>Why the appliance's own validation could not be had; null when it could.</summary>
    public Error? VerdictsProblem { get; private set; }

    /// <summary>Whether the appliance has judged the variables as they stand.</summary>
    public bool VariablesJudged { get; private set; }

    /// <summary>Everything the rules say; null before a draft was loaded.</summary>
    public WizardJudgement? Judgement { get; private set; }

    /// <summary>Where the operator is.</summary>
    public InstallStep Step { get; private set; }

    /// <summary>Why Next stayed here; null when it did not.</summary>
    public NextRefusal? Refusal { get; private set; }

    /// <summary>The draft.</summary>
    public DraftView Draft => Session.Draft ?? throw new InvalidOperationException("No draft was loaded.");

    /// <summary>The spec of the draft.</summary>
    public InstallSpec Spec => Draft.Spec;

    /// <summary>What is known of the appliance; null before it was read.</summary>
    public ApplianceFacts? Facts => Report?.Facts;

    /// <summary>One host: the short form.</summary>
    public bool IsSingleNode => Facts?.IsSingleNode == true;

    /// <summary>The profile the draft is judged by.</summary>
    public ClusterProfile? Profile => Judgement?.Profile;

    /// <summary>Findings as they are shown: without those that only say that a field nobody came to is empty.</summary>
    public IReadOnlyList<Finding> Findings => Judgement is null ? [] : [.. Judgement.Findings.Where(f => !IsQuiet(f))];

    /// <summary>The rail.</summary>
    public ImmutableArray<InstallStepStatus> Rail => InstallSteps.Rail(Step, Session.Draft?.VisitedSteps ?? [], Findings);

    /// <summary>Address of a step of this draft.</summary>
    public string Href(InstallStep step) => $"/cluster/create/{InstallSteps.Slug(step)}?draft={Uri.EscapeDataString(Session.Draft?.Id ?? "")}";

    /// <summary>Loads draft and facts.</summary>
    public async Task LoadAsync(string draftId, InstallStep step, CancellationToken ct)
    {
        Step = step;
        var facts = RefreshAsync(background: false, ct);
        await Session.LoadAsync(draftId, ct);
        await facts;
        if (Session.Draft is { } draft)
        {
            _attempted.UnionWith(draft.VisitedSteps.Select(InstallSteps.FromSlug).OfType<InstallStep>());
            await GoToAsync(step, ct);
        }
    }

    /// <summary>Arrives at a step.</summary>
    public async Task GoToAsync(InstallStep step, CancellationToken ct)
    {
        if (step != Step)
        {
            _attempted.Add(Step);
        }

        (Step, Refusal) = (step, null);
        Judge();
        var slug = InstallSteps.Slug(step);
        if (Session.Draft is { } draft && (draft.VisitedSteps.Count == 0 || draft.VisitedSteps[^1] != slug))
        {
            await Session.CommitAsync(d => d with { VisitedSteps = [.. d.VisitedSteps.Where(s => s != slug), slug] });
        }

        if (step is InstallStep.ProfileConfig or InstallStep.Review)
        {
            await AskApplianceAsync(ct);
        }
    }

    /// <summary>Reads the facts again. Fields are left alone.</summary>
    public async Task RefreshAsync(bool background, CancellationToken ct)
    {
        var report = await _gateway.RunAsync(new GetReadiness(Fresh: background), background, ct: ct);
        if (report.IsSuccess && !IsPoorer(report.Value))
        {
            Report = report.Value;
        }

        FactsProblem = report.IsSuccess ? report.Value.Facts.Problems.FirstOrDefault() : report.Error;
        if (background)
        {
            await Session.LookAsync(ct);
        }

        Judge();
    }

    /// <summary>Asks the appliance what it thinks of the variables.</summary>
    public async Task AskApplianceAsync(CancellationToken ct)
    {
        if (Session.Draft is not { } draft)
        {
            return;
        }

        var asked = ++_asked;
        VariablesJudged = false;
        await Session.SaveAsync();
        var verdicts = await _gateway.RunAsync(new CheckVariables(draft.Id), background: true, ct: ct);
        if (asked != _asked)
        {
            // Something was typed meanwhile; that asks again.
            return;
        }

        VerdictsProblem = verdicts.Error;
        VariablesJudged = verdicts.IsSuccess;
        _verdicts = verdicts.IsSuccess ? verdicts.Value : _verdicts;
        Judge();
    }

    /// <summary>Commits a field.</summary>
    /// <param name="path">The field.</param>
    /// <param name="edit">The change.</param>
    public Task EditAsync(string path, Func<InstallSpec, InstallSpec> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return CommitAsync(path, d => d with { Spec = edit(d.Spec) });
    }

    /// <summary>Commits a change of the draft that is more than one of its spec.</summary>
    public Task CommitAsync(string path, Func<DraftView, DraftView> edit)
    {
        Touch(path);
        return Session.CommitAsync(edit);
    }

    /// <summary>Sets a variable; null takes the profile's default.</summary>
    public Task SetVariableAsync(string name, ConfigValue? value, CancellationToken ct) => VariableAsync(
        name, d => d with { Spec = d.Spec with { ProfileConfig = value is null ? d.Spec.ProfileConfig.Remove(name) : d.Spec.ProfileConfig.SetItem(name, value) } }, null, null, ct);

    /// <summary>Sets a secret; null forgets it. A reference in the spec gives way.</summary>
    public Task SetSecretAsync(string name, Secret? value, CancellationToken ct) => VariableAsync(
        name, d => d with { Spec = d.Spec with { ProfileConfig = d.Spec.ProfileConfig.Remove(name) } }, name, value, ct);

    /// <summary>Goes on, or says why not.</summary>
    /// <returns>The next step; null when something has to be corrected first.</returns>
    public async Task<InstallStep?> NextAsync(CancellationToken ct)
    {
        _attempted.Add(Step);
        await Session.SaveAsync();
        if (Step == InstallStep.ProfileConfig && !VariablesJudged)
        {
            await AskApplianceAsync(ct);
        }

        Judge();
        Refusal = Session.State is SaveState.Conflict or SaveState.Failed ? NotStored() : FirstError();
        Changed?.Invoke();
        return Refusal is null ? InstallSteps.After(Step) : null;
    }

    /// <summary>Findings shown at a path.</summary>
    public IReadOnlyList<Finding> At(string path) => [.. Findings.Where(f => f.Path == path)];

    /// <summary>Findings shown at a path or inside it.</summary>
    public IReadOnlyList<Finding> Inside(string path) => [.. Findings.Where(f => InstallSteps.IsAtOrBelow(f.Path, path))];

    /// <summary>The checks of the step with what is shown of them: a check that only waits for an empty field is pending.</summary>
    public IReadOnlyList<CheckResult> Checks => Judgement is null ? [] : [.. Judgement.Report.Results.Where(r => BelongsHere(r.Check)).Select(Calm)];

    private async Task VariableAsync(string name, Func<DraftView, DraftView> edit, string? secretName, Secret? secret, CancellationToken ct)
    {
        Touch(VariableForm.PathOf(name));

        // The old verdict was about the old value.
        _verdicts = [.. _verdicts.Where(v => v.Name != name)];
        await Session.CommitAsync(edit, secretName, secret);
        await AskApplianceAsync(ct);
    }

    // An appliance that is away for a moment reports no hosts; the last known ones stay, with their age.
    private bool IsPoorer(ReadinessReport report) =>
        Report is { } known && !report.Facts.Problems.IsEmpty
        && ((report.Facts.Hosts.IsEmpty && !known.Facts.Hosts.IsEmpty) || (report.Facts.Archive is null && known.Facts.Archive is not null));

    private void Touch(string path)
    {
        _touched.Add(path);
        Refusal = null;
    }

    private void Judge()
    {
        Judgement = Session.Draft is { } draft ? WizardJudgement.Of(draft, Facts, _verdicts, _time.GetUtcNow()) : null;
        Changed?.Invoke();
    }

    private NextRefusal? FirstError()
    {
        var errors = InstallSteps.FindingsOf(Step, Findings).Where(f => f.Severity == Severity.Error).ToList();
        if (errors.Count == 0)
        {
            return null;
        }

        var first = FieldNames.InFormOrder(errors, Profile)[0];
        var others = errors.Count switch { 1 => "", 2 => " One more needs attention.", var n => $" {n - 1} more need attention." };
        return new NextRefusal($"{FieldNames.Of(first.Path, Spec, Profile)}: {first.Message} {first.Fix}{others}", FieldNames.FocusIds(first.Path));
    }

    private static NextRefusal NotStored() =>
        new("What you typed is not stored yet. Choose above what is to happen with it, then go on.", ["save-problem"]);

    // Review speaks of everything, also of steps that were skipped.
    private bool IsQuiet(Finding finding) =>
        Step != InstallStep.Review && QuietRules.IsAboutEmptiness(finding, Spec) && !_attempted.Contains(InstallSteps.StepOf(finding.Path)) && !_touched.Contains(finding.Path);

    private bool BelongsHere(CheckDefinition check) =>
        Step != InstallStep.Review && check.Fields.Any(f => f.Contains('.', StringComparison.Ordinal) && InstallSteps.StepOf(f.TrimEnd('.')) == Step);

    private CheckResult Calm(CheckResult result) =>
        result.Status == CheckStatus.Failed && result.Findings.All(IsQuiet)
            ? result with { Status = CheckStatus.Pending, Message = "Waits for what you type." }
            : result;
}
