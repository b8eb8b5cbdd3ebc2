using System.Collections.Immutable;
using FluentValidation;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>The values files the console found on hosts or wrote to them, newest first, with author, reason and hosts.</summary>
[Operation("values.revisions", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/values/revisions")]
[BrowserOnly("On the command line values history lists the copies that lie beside the file on a host.")]
public sealed record ListValuesRevisions : IOperation<ImmutableArray<ValuesRevision>>;

/// <summary>What differs between two revisions, secrets masked.</summary>
/// <param name="From">SHA-256 of the one before.</param>
/// <param name="To">SHA-256 of the one after.</param>
[Operation("values.revisions.compare", Permission.View, AuditMode.RefusalsOnly, Route = "GET /api/v1/values/comparisons")]
[BrowserOnly("On the command line values get and diff compare two files.")]
public sealed record CompareValuesRevisions(string From, string To) : IOperation<ValuesComparison>
{
    /// <inheritdoc/>
    public string Subject => "values revisions";
}

/// <summary>The text of a revision, secrets and all, to go on from in the editor: to restore it, or to copy it to other hosts.</summary>
/// <param name="Sha256">SHA-256 of the revision, or what a text was edited from (<see cref="ValuesBase"/>).</param>
[Operation("values.revisions.read", Permission.ReadCredentials, AuditMode.Outcome)]
[BrowserOnly("On the command line values restore puts a host's own copy back.")]
public sealed record ReadValuesRevision(string Sha256) : IOperation<ValuesFile>
{
    /// <inheritdoc/>
    public string Subject => $"values revision {(Sha256 ?? "")[..Math.Min(12, (Sha256 ?? "").Length)]}";
}

internal sealed class CompareValuesRevisionsShape : AbstractValidator<CompareValuesRevisions>
{
    public CompareValuesRevisionsShape()
    {
        RuleFor(x => x.From).NotEmpty().MaximumLength(64);
        RuleFor(x => x.To).NotEmpty().MaximumLength(64);
    }
}

internal sealed class ReadValuesRevisionShape : AbstractValidator<ReadValuesRevision>
{
    public ReadValuesRevisionShape() => RuleFor(x => x.Sha256).NotEmpty().MaximumLength(ValuesBase.Longest);
}

internal sealed class ValuesHistoryHandlers(IValuesStore store, SurroundingsReader surroundings, ApplianceFactReader facts) :
    IOperationHandler<ListValuesRevisions, ImmutableArray<ValuesRevision>>, IOperationHandler<CompareValuesRevisions, ValuesComparison>, IOperationHandler<ReadValuesRevision, ValuesFile>
{
    public async Task<Result<ImmutableArray<ValuesRevision>>> HandleAsync(ListValuesRevisions input, OperationContext context, CancellationToken ct) => await store.ListRevisionsAsync(ct);

    public async Task<Result<ValuesComparison>> HandleAsync(CompareValuesRevisions input, OperationContext context, CancellationToken ct)
    {
        var (from, to) = (await TextAsync(input.From, ct), await TextAsync(input.To, ct));
        if ((from.Error ?? to.Error) is { } error)
        {
            return error;
        }

        // The appliance may be away: then the user's values alone are compared.
        var known = await facts.ReadAsync(context, fresh: false, ct);
        var installer = known.IsSuccess ? (await surroundings.ReadAsync(known.Value, ct)).Context : null;
        return ValuesComparison.Of(from.Require().Text, to.Require().Text, installer);
    }

    public async Task<Result<ValuesFile>> HandleAsync(ReadValuesRevision input, OperationContext context, CancellationToken ct)
    {
        var sha256 = ValuesBase.First(input.Sha256);
        var text = await TextAsync(sha256, ct);
        var hosts = (await store.ListRevisionsAsync(ct)).Where(r => r.Sha256 == sha256).SelectMany(r => r.Hosts).Select(h => h.Name);
        return text.Map(t => new ValuesFile(sha256, new Secret(t.Text), [.. hosts.Distinct(StringComparer.Ordinal)]));
    }

    private async Task<Result<ValuesText>> TextAsync(string sha256, CancellationToken ct) =>
        await store.FindContentAsync(sha256, ct) is { } bytes ? ValuesText.Decode(bytes.Span) : ValuesErrors.Gone;
}
