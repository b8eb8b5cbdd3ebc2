using FluentValidation;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Audit;

/// <summary>Rows of the audit log, newest first.</summary>
[Operation("audit.list", Permission.ReadAudit, AuditMode.RefusalsOnly, Route = "GET /api/v1/audit", Cli = "audit list")]
public sealed record ListAudit : IOperation<IReadOnlyList<AuditEntry>>
{
    /// <summary>At most this many rows, 1–1,000.</summary>
    public int Limit { get; init; } = 200;

    /// <summary>Only rows before this number: the next page.</summary>
    public long? BeforeNumber { get; init; }

    /// <summary>Only rows of this account.</summary>
    public string? Actor { get; init; }

    /// <summary>Only rows of this operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Only rows from this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only rows before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only rows whose account, subject or detail holds this text.</summary>
    public string? Text { get; init; }
}

internal sealed class ListAuditHandler(IAuditStore audit) : IOperationHandler<ListAudit, IReadOnlyList<AuditEntry>>
{
    public async Task<Result<IReadOnlyList<AuditEntry>>> HandleAsync(ListAudit input, OperationContext context, CancellationToken ct) =>
        Result<IReadOnlyList<AuditEntry>>.Success(await audit.ListAsync(
            new AuditFilter(input.Limit, input.BeforeNumber, Some(input.Actor), Some(input.Operation), input.From, input.To, Some(input.Text)), ct));

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

internal sealed class ListAuditValidator : AbstractValidator<ListAudit>
{
    public ListAuditValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, 1000)
            .WithErrorCode("limit-out-of-range").WithMessage("The limit is not between 1 and 1,000.").WithState(_ => "Give a number from 1 to 1000.");
        RuleFor(l => l.Text).MaximumLength(200).WithErrorCode("text-too-long").WithMessage("The text to look for is longer than 200 characters.");
    }
}
