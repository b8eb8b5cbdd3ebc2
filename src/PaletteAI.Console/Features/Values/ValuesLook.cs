using System.Collections.Immutable;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Features.Values;

/// <summary>The words of PaletteAI &gt; Values.</summary>
internal static class ValuesLook
{
    /// <summary>Where the file is on every host.</summary>
    public const string FilePath = Application.Hosts.HostValues.DefaultPath;

    /// <summary>State of the copies.</summary>
    public static KitStatus StatusOf(ValuesFileState state) => state switch
    {
        { Problem: not null } => KitStatus.Unknown,
        { IsDrifting: true, Authority.IsDriftAlarm: true } => KitStatus.Warning,
        { Authority.Kind: AuthorityKind.SeveralLabels } => KitStatus.Warning,
        { Authority.Kind: AuthorityKind.Unknown } => KitStatus.Unknown,
        { Authority.Kind: AuthorityKind.NoCluster or AuthorityKind.NoLabel or AuthorityKind.NoInstaller } => KitStatus.Waiting,
        _ => KitStatus.Passed,
    };

    /// <summary>The same as a word.</summary>
    public static string WordOf(ValuesFileState state) => StatusOf(state) switch
    {
        KitStatus.Warning => state.IsDrifting ? "Copies differ" : "Chance decides",
        KitStatus.Waiting => "Not in use yet",
        KitStatus.Unknown => "Unknown",
        _ => "In use",
    };

    /// <summary>The answer of the page.</summary>
    public static string Answer(ValuesViewModel model) => model switch
    {
        { State: null, Problem: null } => "Reading the values file of every host.",
        { State: null } => "Unknown: the hosts could not be asked.",
        { State: { Problem: { } problem } } => problem.Message,
        { State: { IsDrifting: true, Authority.IsDriftAlarm: true } state } => $"The copies differ, and chance decides which one the installer takes. {state.Authority.Sentence}",
        { State: { } state } => state.Authority.Sentence,
    };

    /// <summary>The foot's sentence.</summary>
    public static string Unsaved(ValuesViewModel model) => model switch
    {
        { Reading.Changes: > 0 } => $"Unsaved changes ({model.Reading.Changes})" + model switch
        {
            { Draft.Problem: not null } => ", not stored",
            { Draft: { IsStored: true, SavedAt: not null } } => ", kept as your draft",
            _ => "",
        },
        _ => "No unsaved changes",
    };

    /// <summary>The save button.</summary>
    public static string SaveLabel(ValuesFileState state) => state.Targets switch
    {
        [] => "Save",
        [var one] => $"Save to {one}",
        var many => $"Save to {many.Length} hosts",
    };

    /// <summary>Why the text cannot be read.</summary>
    public static string WhyUnreadable(ValuesViewModel model) => model.Reading.Findings.FirstOrDefault(f => f.Severity == Severity.Error)?.Message ?? "";

    /// <summary>Findings that are not listed.</summary>
    public static int Unlisted(ValuesViewModel model) => model.Reading.Errors + model.Reading.Warnings + model.Reading.Notes - model.Reading.Findings.Length;

    /// <summary>Why unsaved edits are not stored; null when they are.</summary>
    public static Error? DraftProblem(ValuesViewModel model) => model.Draft.Problem;
}

/// <summary>What the pane of details shows.</summary>
public enum ValuesSide
{
    /// <summary>The selected key.</summary>
    Key,

    /// <summary>Forms.</summary>
    Forms,

    /// <summary>Findings in the file.</summary>
    Findings,

    /// <summary>Copies and history.</summary>
    Copies,
}
