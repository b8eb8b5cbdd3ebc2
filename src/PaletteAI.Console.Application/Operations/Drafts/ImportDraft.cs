using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>Starts a draft from an install spec. Values that break a rule are taken as they stand and marked in the wizard; a text that cannot be read is refused.</summary>
/// <param name="Content">Bytes of the file; at most <see cref="LargestFile"/>.</param>
[Operation("drafts.import", Permission.EditDrafts, AuditMode.IntentAndOutcome)]
[BrowserOnly(BrowserOnlyReasons.Draft)]
public sealed record ImportDraft(ReadOnlyMemory<byte> Content) : IOperation<ImportedDraft>
{
    /// <summary>Largest file, bytes.</summary>
    public static int LargestFile => YamlLimits.Default.Bytes;

    /// <inheritdoc/>
    public string Subject => "install spec";
}

/// <summary>A draft made from a file.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Findings">What was worth saying about the text.</param>
public sealed record ImportedDraft(DraftView Draft, ImmutableArray<Finding> Findings);

internal sealed class ImportDraftHandler(IDraftStore drafts, ApplianceFactReader facts, TimeProvider time) : IOperationHandler<ImportDraft, ImportedDraft>
{
    private static readonly IReadOnlyDictionary<string, Secret> _none = new Dictionary<string, Secret>();

    // Everything was filled in elsewhere, so every step but Review says at once what it thinks of it; the first one opens.
    private static readonly IReadOnlyList<string> _visited =
        [.. InstallSteps.All.Where(s => s is not (InstallStep.Review or InstallStep.Name)).Append(InstallStep.Name).Select(InstallSteps.Slug)];

    public async Task<Result<ImportedDraft>> HandleAsync(ImportDraft input, OperationContext context, CancellationToken ct)
    {
        var reading = InstallSpecReader.Read(input.Content.Span);
        if (reading.Spec is not { } spec || reading.HasErrors)
        {
            return Error.FromFindings(reading.Findings);
        }

        if (DraftLimits.Check(spec, new Dictionary<string, Secret?>(), new Dictionary<string, string>()) is { } tooLarge)
        {
            return tooLarge;
        }

        if ((await drafts.ListAsync(ct)).Count >= DraftLimits.MostDrafts)
        {
            return DraftErrors.TooMany;
        }

        var archive = await ArchiveAsync(context, ct);
        return archive.IsSuccess
            ? (await drafts.SaveAsync(DraftOf(spec, archive.Value, context), ct)).Map(saved => new ImportedDraft(DraftView.Of(saved), reading.Findings))
            : archive.Error;
    }

    /// <summary>Only the archive says which variables are sensitive; without it a password would be stored, and shown, as plain text.</summary>
    private async Task<Result<ProfileArchive>> ArchiveAsync(OperationContext context, CancellationToken ct)
    {
        var known = await facts.ReadAsync(context, fresh: false, ct);
        return known.Error is { } error ? error
            : known.Value!.Archive is { } archive ? archive
            : known.Value.Problems.FirstOrDefault() ?? DraftErrors.NoHosts;
    }

    private Draft DraftOf(InstallSpec spec, ProfileArchive archive, OperationContext context)
    {
        var (bare, taken) = SensitiveValues.TakeOut(spec, SensitiveValues.NamesIn(archive));
        return new Draft
        {
            Id = DraftIds.New(),
            Owner = context.Actor,
            Spec = bare,
            Secrets = SensitiveValues.Apply(_none, taken),
            VisitedSteps = _visited,
            UpdatedAt = time.GetUtcNow(),
        };
    }
}
