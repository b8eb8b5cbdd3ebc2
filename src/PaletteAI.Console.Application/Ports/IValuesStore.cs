using System.Collections.Immutable;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>Values files the console has seen or written, and unsaved edits. Contents may hold secrets and are encrypted at rest.</summary>
public interface IValuesStore
{
    /// <summary>A person's unsaved edits; null when there are none.</summary>
    Task<ValuesDraft?> FindDraftAsync(string owner, CancellationToken ct);

    /// <summary>
    /// Inserts (version 0) or updates. <see cref="ValuesDraft.Version"/> must be the stored one, else <c>values-draft-changed-elsewhere</c>.
    /// Returns the draft with its new version.
    /// </summary>
    Task<Result<ValuesDraft>> SaveDraftAsync(ValuesDraft draft, CancellationToken ct);

    /// <summary>Forgets a person's unsaved edits when they still have this version; false when they have another one, or are gone.</summary>
    Task<bool> DeleteDraftAsync(string owner, long version, CancellationToken ct);

    /// <summary>Adds a revision with its content.</summary>
    /// <returns>The revision with its number.</returns>
    Task<ValuesRevision> AddRevisionAsync(ValuesRevision revision, ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>Keeps a content that a revision has and that can no longer be read (keys lost, dropped as too old).</summary>
    Task KeepContentAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>Replaces what became of a revision's hosts.</summary>
    Task UpdateRevisionAsync(long number, ImmutableArray<ValuesRevisionHost> hosts, CancellationToken ct);

    /// <summary>All revisions, newest first.</summary>
    Task<ImmutableArray<ValuesRevision>> ListRevisionsAsync(CancellationToken ct);

    /// <summary>A content by its SHA-256; null when it was never seen, was dropped as too old, or can no longer be read (keys lost).</summary>
    Task<ReadOnlyMemory<byte>?> FindContentAsync(string sha256, CancellationToken ct);
}

/// <summary>A person's unsaved edits.</summary>
/// <param name="Owner">Account.</param>
/// <param name="Version">0 before the first save; grows by one at each save.</param>
/// <param name="Text">The text as typed so far; null when it can no longer be read (keys lost).</param>
/// <param name="BaseSha256">SHA-256 of the file the edits began from; after merges several, separated by commas.</param>
/// <param name="UpdatedAt">Last change, UTC.</param>
public sealed record ValuesDraft(string Owner, long Version, Secret? Text, string BaseSha256, DateTimeOffset UpdatedAt);

/// <summary>How a revision came about.</summary>
public enum ValuesRevisionKind
{
    /// <summary>The first file the console read from a host: taken for the one that was shipped.</summary>
    Shipped,

    /// <summary>Found on a host, written by somebody else.</summary>
    Found,

    /// <summary>Saved by the console.</summary>
    Saved,
}

/// <summary>A values file at a moment.</summary>
public sealed record ValuesRevision
{
    /// <summary>Grows by one; 0 before it is stored.</summary>
    public long Number { get; init; }

    /// <summary>How it came about.</summary>
    public required ValuesRevisionKind Kind { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Account that saved it; empty when it was found.</summary>
    public string Author { get; init; } = "";

    /// <summary>Why, in the author's words. Never a secret.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was saved or first seen, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The file it was edited from; of one that was found, what the host had before. After merges several, separated by commas. Empty when that is not known.</summary>
    public string BaseSha256 { get; init; } = "";

    /// <summary>The hosts it was found on or written to.</summary>
    public ImmutableArray<ValuesRevisionHost> Hosts { get; init; } = [];
}

/// <summary>What became of a revision on a host.</summary>
public enum ValuesWriteState
{
    /// <summary>It was there already.</summary>
    There,

    /// <summary>About to be written; the console may have ended in between.</summary>
    Pending,

    /// <summary>Written.</summary>
    Written,

    /// <summary>Not written.</summary>
    Failed,
}

/// <summary>A revision on a host.</summary>
/// <param name="Host">Id of the host.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">What became of it.</param>
/// <param name="Backup">Copy of the file before, on the host; empty when there is none.</param>
/// <param name="ProblemCode">Why it failed; empty when it did not.</param>
/// <param name="Problem">The same as a sentence.</param>
/// <param name="Fix">What to do, as a sentence.</param>
public sealed record ValuesRevisionHost(string Host, string Name, ValuesWriteState State, string Backup = "", string ProblemCode = "", string Problem = "", string Fix = "")
{
    /// <summary>Of one that was found: when it was written, by the host's clock; null when that is not known.</summary>
    public DateTimeOffset? Since { get; init; }
}
