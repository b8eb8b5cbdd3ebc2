using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>A draft as an install spec, for the command line or another console. Secrets are left out, references to them stay.</summary>
/// <param name="Id">Draft id.</param>
[Operation("drafts.export", Permission.View, AuditMode.Outcome)]
[BrowserOnly(BrowserOnlyReasons.Draft)]
public sealed record ExportDraft(string Id) : IOperation<ExportedDraft>
{
    /// <inheritdoc/>
    public string Subject => $"draft {Id}";
}

/// <summary>An exported draft.</summary>
/// <param name="FileName">Name for the file, safe on any system.</param>
/// <param name="Yaml">The install spec; holds no secret.</param>
/// <param name="Findings">One for each secret that was left out.</param>
public sealed record ExportedDraft(string FileName, string Yaml, ImmutableArray<Finding> Findings);

internal sealed class ExportDraftHandler(IDraftStore drafts, ApplianceFactReader facts) : IOperationHandler<ExportDraft, ExportedDraft>
{
    private const int LongestName = 63;

    public async Task<Result<ExportedDraft>> HandleAsync(ExportDraft input, OperationContext context, CancellationToken ct)
    {
        if (await drafts.FindAsync(input.Id, ct) is not { } draft)
        {
            return DraftErrors.Gone;
        }

        var known = await facts.ReadAsync(context, fresh: false, ct);
        var sensitive = SensitiveValues.NamesIn(known.IsSuccess ? known.Value.Archive : null);
        sensitive.UnionWith(draft.Secrets.Keys.Concat(draft.LostSecrets));

        // The writer names what it leaves out; what is stored beside the spec is put before it for that.
        var withSecrets = draft.Spec with
        {
            ProfileConfig = draft.Spec.ProfileConfig.AddRange(
                draft.Secrets.Keys.Concat(draft.LostSecrets).Distinct(StringComparer.Ordinal)
                    .Where(name => !draft.Spec.ProfileConfig.ContainsKey(name))
                    .Select(name => KeyValuePair.Create(name, ConfigValue.OfText("stored")))),
        };
        var text = InstallSpecWriter.Write(withSecrets, sensitive);
        return new ExportedDraft(FileName(draft.Spec.Name), text.Text, text.Findings);
    }

    // The name as typed may be anything, and this becomes the name of a file.
    private static string FileName(string cluster)
    {
        var safe = string.Concat(cluster.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Trim('-');
        return $"{(safe.Length > 0 ? safe[..Math.Min(safe.Length, LongestName)] : "cluster")}.install-spec.yaml";
    }
}
