using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Merging;

namespace PaletteAI.Console.Features.Values.Saving;

/// <summary>Where a save is.</summary>
public enum SaveStage
{
    /// <summary>Hosts are compared.</summary>
    Planning,

    /// <summary>The plan is looked at.</summary>
    Review,

    /// <summary>Somebody changed the file: both sides are joined.</summary>
    Conflict,

    /// <summary>Hosts are written.</summary>
    Saving,

    /// <summary>Done.</summary>
    Saved,
}

/// <summary>A save without its markup.</summary>
public sealed class SaveModel(IOperationGateway gateway, SaveRequest request)
{
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MergeChoice> _choices = new(StringComparer.Ordinal);
    private string _conflictHost = "";

    /// <summary>Where it is.</summary>
    public SaveStage Stage { get; private set; } = SaveStage.Planning;

    /// <summary>What saving would do; null before it was worked out.</summary>
    public ValuesSavePlan? Plan { get; private set; }

    /// <summary>Why it does not go on; null when it does.</summary>
    public Error? Problem { get; private set; }

    /// <summary>Both sides joined; null unless there is a conflict.</summary>
    public ValuesMerge? Merge { get; private set; }

    /// <summary>What was saved.</summary>
    public ValuesSaved? Saved { get; private set; }

    /// <summary>Why it is saved, in the operator's words.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whether only the difference is wanted.</summary>
    public bool IsDiffOnly => request.IsDiffOnly;

    /// <summary>What the problem kept from being done.</summary>
    public string ProblemTitle => Stage == SaveStage.Conflict ? "The two could not be joined" : Plan is null ? "The hosts could not be compared" : "It cannot be saved";

    /// <summary>Name of the conflicting host.</summary>
    public string ConflictHost => Plan?.Targets.FirstOrDefault(t => t.Host == _conflictHost)?.Name ?? _conflictHost;

    /// <summary>The button that saves.</summary>
    public string SaveLabel => Plan?.Targets.Where(t => t.IsWritten).Select(t => t.Name).ToArray() switch
    {
        [var one] => $"Save to {one}",
        { Length: > 1 } many => $"Save to {many.Length} hosts",
        _ => "Save",
    };

    /// <summary>Why it cannot be saved yet; empty when it can.</summary>
    public string WhyNot => Plan switch
    {
        null => "The hosts are not compared yet.",
        { Refusal: { } refusal } => refusal.Message,
        { } plan when plan.Acceptances.Count(a => !_accepted.Contains(a.Id)) is > 0 and var open => open == 1 ? "1 consequence is not accepted yet." : $"{open} consequences are not accepted yet.",
        _ => "",
    };

    /// <summary>Compares with the hosts.</summary>
    public async Task PlanAsync(CancellationToken ct)
    {
        Stage = SaveStage.Planning;
        var planned = await gateway.RunAsync(new PlanValuesSave(request.Text, request.BaseSha256, request.Seen, []), ct: ct);
        (Plan, Problem) = (planned.IsSuccess ? planned.Value : null, planned.Error);
        Stage = SaveStage.Review;
        if (Plan?.Refusal is { } refusal)
        {
            await RefusedAsync(refusal, ct);
        }
    }

    /// <summary>Whether a consequence is accepted.</summary>
    public bool IsAccepted(string id) => _accepted.Contains(id);

    /// <summary>Accepts a consequence, or takes that back.</summary>
    public void Accept(string id, bool on)
    {
        if (on)
        {
            _accepted.Add(id);
        }
        else
        {
            _accepted.Remove(id);
        }
    }

    /// <summary>Saves. Does nothing unless it may.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        if (Stage != SaveStage.Review || Plan is not { } plan || WhyNot.Length > 0 || IsDiffOnly)
        {
            return;
        }

        (Stage, Problem) = (SaveStage.Saving, null);
        var seen = plan.Targets.Where(t => t.Sha256.Length > 0).ToDictionary(t => t.Host, t => t.Sha256, StringComparer.Ordinal);
        var saved = await gateway.RunAsync(
            new SaveValues(request.Text, request.BaseSha256, seen, [.. plan.Targets.Select(t => t.Host)], [.. _accepted], Reason.Trim(), request.DraftVersion), idempotencyKey: Guid.NewGuid().ToString("N"), ct: ct);
        if (saved.IsSuccess)
        {
            (Saved, Stage) = (saved.Value, SaveStage.Saved);
            return;
        }

        Stage = SaveStage.Review;
        await RefusedAsync(saved.Error, ct);
    }

    /// <summary>Takes a side of a conflict.</summary>
    public Task ChooseAsync(string path, MergeChoice choice, CancellationToken ct)
    {
        _choices[path] = choice;
        return JoinAsync(ct);
    }

    private async Task RefusedAsync(Error refusal, CancellationToken ct)
    {
        if (refusal.Code != ValuesErrors.Changed || IsDiffOnly)
        {
            Problem = refusal.Code == ValuesErrors.NothingToSave && IsDiffOnly ? null : refusal;
            return;
        }

        _conflictHost = refusal.Facts.GetValueOrDefault("hosts", "").Split(',')[0];
        Stage = SaveStage.Conflict;
        await JoinAsync(ct);
    }

    private async Task JoinAsync(CancellationToken ct)
    {
        var joined = await gateway.RunAsync(new MergeValues(request.Text, request.BaseSha256, _conflictHost, new Dictionary<string, MergeChoice>(_choices)), ct: ct);
        (Merge, Problem) = (joined.IsSuccess ? joined.Value : null, joined.Error);
    }
}
