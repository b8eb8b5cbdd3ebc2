using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Installs;

/// <summary>How the stored draft stands to what is on the page.</summary>
public enum SaveState
{
    /// <summary>Stored as shown.</summary>
    Saved,

    /// <summary>On its way.</summary>
    Saving,

    /// <summary>Could not be stored; what is on the page is kept there.</summary>
    Failed,

    /// <summary>Somebody stored another version; a person has to choose.</summary>
    Conflict,
}

/// <summary>
/// A draft on a page. An edit is in force at once and stored after it, one save at a time, so that quick edits never collide with each
/// other; a save is not given up when the page is left.
/// </summary>
public sealed class DraftSession(IOperationGateway gateway)
{
    private readonly Dictionary<string, Secret?> _secrets = new(StringComparer.Ordinal);
    private Task _saving = Task.CompletedTask;
    private long _edits;
    private long _saved;

    /// <summary>Raised after every change of draft or state.</summary>
    public event Action? Changed;

    /// <summary>The draft as shown; null before it was loaded.</summary>
    public DraftView? Draft { get; private set; }

    /// <summary>How the stored draft stands to it.</summary>
    public SaveState State { get; private set; }

    /// <summary>Why it could not be loaded or stored; null when it could.</summary>
    public Error? Problem { get; private set; }

    /// <summary>Something on the page is not stored.</summary>
    public bool HasUnsaved => _edits != _saved;

    /// <summary>Loads a draft.</summary>
    public async Task LoadAsync(string id, CancellationToken ct)
    {
        var loaded = await gateway.RunAsync(new GetDraft(id), ct: ct);
        (Draft, Problem) = loaded.IsSuccess ? (loaded.Value, null) : (Draft, loaded.Error);
        Raise();
    }

    /// <summary>Changes the draft and stores it.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="secretName">A sensitive variable that was changed; null for none.</param>
    /// <param name="secret">Its new value; null forgets it.</param>
    public Task CommitAsync(Func<DraftView, DraftView> edit, string? secretName = null, Secret? secret = null)
    {
        ArgumentNullException.ThrowIfNull(edit);
        if (Draft is null)
        {
            return Task.CompletedTask;
        }

        Draft = edit(Draft);
        if (secretName is not null)
        {
            _secrets[secretName] = secret;
            Draft = WithSecret(Draft, secretName, secret is not null);
        }

        _edits++;
        Raise();
        return SaveAsync();
    }

    /// <summary>Stores what is not stored yet. Does nothing while a conflict waits for a person.</summary>
    public Task SaveAsync() => _saving.IsCompleted ? _saving = SendAllAsync() : _saving;

    /// <summary>Looks whether somebody else stored another version. Only while nothing of ours is on its way.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        if (Draft is not { } draft || HasUnsaved || State != SaveState.Saved)
        {
            return;
        }

        var stored = await gateway.RunAsync(new GetDraft(draft.Id), background: true, ct: ct);
        if (HasUnsaved || State != SaveState.Saved || Draft?.Version != draft.Version)
        {
            return;
        }

        if (stored.Error is { Code: DraftErrors.NotFound } gone)
        {
            (State, Problem) = (SaveState.Failed, gone);
        }
        else if (stored.IsSuccess && stored.Value.Version != draft.Version)
        {
            (State, Problem) = (SaveState.Conflict, Changes(stored.Value));
        }

        Raise();
    }

    /// <summary>Ends a conflict: their version replaces what is shown.</summary>
    public async Task TakeTheirsAsync(CancellationToken ct)
    {
        if (await StoredAsync(ct) is not { } theirs)
        {
            return;
        }

        _secrets.Clear();
        _saved = _edits;
        (Draft, State, Problem) = (theirs, SaveState.Saved, null);
        Raise();
    }

    /// <summary>Ends a conflict: what is shown overwrites their version.</summary>
    public async Task KeepMineAsync(CancellationToken ct)
    {
        if (await StoredAsync(ct) is not { } theirs)
        {
            return;
        }

        Draft = Draft! with { Version = theirs.Version };
        State = SaveState.Saved;
        _edits++;
        await SaveAsync();
    }

    private async Task<DraftView?> StoredAsync(CancellationToken ct)
    {
        if (Draft is null || State != SaveState.Conflict)
        {
            return null;
        }

        var stored = await gateway.RunAsync(new GetDraft(Draft.Id), ct: ct);
        if (stored.IsSuccess)
        {
            return stored.Value;
        }

        Problem = stored.Error;
        Raise();
        return null;
    }

    // A page's events come one at a time, so an edit made during a save is seen by the next round.
    private async Task SendAllAsync()
    {
        while (HasUnsaved && State != SaveState.Conflict)
        {
            await SendAsync();
            if (State == SaveState.Failed)
            {
                break;
            }
        }

        Raise();
    }

    private async Task SendAsync()
    {
        var (sent, edits, secrets) = (Draft!, _edits, new Dictionary<string, Secret?>(_secrets, StringComparer.Ordinal));
        State = SaveState.Saving;
        Raise();
        var saved = await gateway.RunAsync(new SaveDraft(sent.Id, sent.Version, sent.Spec)
        {
            SecretChanges = secrets,
            VisitedSteps = sent.VisitedSteps,
            Accepted = sent.Accepted,
            Parked = sent.Parked,
        });
        if (!saved.IsSuccess)
        {
            State = saved.Error.Code == DraftErrors.ChangedElsewhere ? SaveState.Conflict : SaveState.Failed;
            Problem = saved.Error;
            return;
        }

        Take(saved.Value, sent, secrets);
        _saved = edits;
        (State, Problem) = (SaveState.Saved, null);
    }

    // Edits made meanwhile stay: of the answer only what the server decides is taken.
    private void Take(DraftView saved, DraftView sent, Dictionary<string, Secret?> secrets)
    {
        foreach (var (name, secret) in secrets)
        {
            if (_secrets.TryGetValue(name, out var latest) && ReferenceEquals(latest, secret))
            {
                _secrets.Remove(name);
            }
        }

        var movedToSecrets = sent.Spec.ProfileConfig.Keys.Except(saved.Spec.ProfileConfig.Keys);
        Draft = Draft! with
        {
            Version = saved.Version,
            Owner = saved.Owner,
            UpdatedAt = saved.UpdatedAt,
            StoredSecrets = saved.StoredSecrets,
            LostSecrets = saved.LostSecrets,
            Spec = Draft.Spec with { ProfileConfig = Draft.Spec.ProfileConfig.RemoveRange(movedToSecrets) },
        };
        foreach (var (name, secret) in _secrets)
        {
            Draft = WithSecret(Draft, name, secret is not null);
        }
    }

    private static DraftView WithSecret(DraftView draft, string name, bool stored) => draft with
    {
        StoredSecrets = stored ? [.. draft.StoredSecrets.Append(name).Distinct().Order(StringComparer.Ordinal)] : [.. draft.StoredSecrets.Where(n => n != name)],
        LostSecrets = [.. draft.LostSecrets.Where(n => n != name)],
    };

    private static Error Changes(DraftView theirs) => new(
        ErrorKind.Refused, DraftErrors.ChangedElsewhere,
        $"{(theirs.Owner.Length == 0 ? "Somebody" : theirs.Owner)} changed this draft at {theirs.UpdatedAt:yyyy-MM-dd HH:mm:ss} UTC.",
        "Load their version, or keep yours and overwrite theirs.");

    private void Raise() => Changed?.Invoke();
}
