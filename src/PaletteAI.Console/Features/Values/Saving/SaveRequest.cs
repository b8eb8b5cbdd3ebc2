using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Values.Saving;

/// <summary>A text that is to be looked at and saved.</summary>
/// <param name="Text">The text.</param>
/// <param name="BaseSha256">The file it was edited from.</param>
/// <param name="Seen">Hash of each host's copy when editing began.</param>
/// <param name="DraftVersion">The draft that is done with afterwards; 0 = none.</param>
/// <param name="IsDiffOnly">Only the difference is wanted.</param>
public sealed record SaveRequest(Secret Text, string BaseSha256, ImmutableDictionary<string, string> Seen, long DraftVersion, bool IsDiffOnly);

/// <summary>What came of it.</summary>
/// <param name="Saved">What was saved; null when nothing was.</param>
/// <param name="Merge">A joined text that is to go into the editor; null when there is none.</param>
public sealed record SaveOutcome(ValuesSaved? Saved, ValuesMerge? Merge)
{
    /// <summary>Nothing.</summary>
    public static SaveOutcome None { get; } = new(null, null);
}
