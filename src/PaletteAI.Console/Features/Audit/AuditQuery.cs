using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PaletteAI.Console.Application.Operations.Audit;

namespace PaletteAI.Console.Features.Audit;

/// <summary>The filter of the audit log as the URL carries it. Days are UTC, both inclusive.</summary>
/// <param name="Text">Words in account, subject or detail.</param>
/// <param name="Actor">Account.</param>
/// <param name="Operation">Operation name.</param>
/// <param name="From">First day, <c>yyyy-MM-dd</c>.</param>
/// <param name="To">Last day, <c>yyyy-MM-dd</c>.</param>
public sealed record AuditQuery(string Text, string Actor, string Operation, string From, string To)
{
    /// <summary>Rows of one export; the API gives no more at once.</summary>
    public const int ExportRows = 1000;

    private const int Longest = 200;

    /// <summary>No filter.</summary>
    public static AuditQuery None { get; } = new("", "", "", "", "");

    /// <summary>Whether anything is filtered.</summary>
    public bool IsEmpty => this == None;

    /// <summary>What the URL said; what is absurdly long or no day is left out.</summary>
    public static AuditQuery Of(string? text, string? actor, string? operation, string? from, string? to) =>
        new(Bounded(text), Bounded(actor), Bounded(operation), Day(from) is null ? "" : from!, Day(to) is null ? "" : to!);

    /// <summary>The query parameters; empty ones are left out.</summary>
    public IReadOnlyDictionary<string, object?> Parameters() => new Dictionary<string, object?>
    {
        ["text"] = Some(Text),
        ["actor"] = Some(Actor),
        ["operation"] = Some(Operation),
        ["from"] = Some(From),
        ["to"] = Some(To),
    };

    /// <summary>The operation that lists the rows.</summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="before">Only rows before this number.</param>
    public ListAudit ToOperation(int limit, long? before) => new()
    {
        Limit = limit,
        BeforeNumber = before,
        Text = Some(Text),
        Actor = Some(Actor),
        Operation = Some(Operation),
        From = Day(From),
        To = Day(To)?.AddDays(1),
    };

    /// <summary>The address that downloads the same rows as JSON.</summary>
    public string ExportHref()
    {
        var all = ToOperation(ExportRows, null);
        return QueryHelpers.AddQueryString("/api/v1/audit", new Dictionary<string, string?>
        {
            ["limit"] = ExportRows.ToString(CultureInfo.InvariantCulture),
            ["text"] = all.Text,
            ["actor"] = all.Actor,
            ["operation"] = all.Operation,
            ["from"] = all.From?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["to"] = all.To?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        }.Where(p => p.Value is not null));
    }

    private static string? Some(string text) => text.Length > 0 ? text : null;

    private static string Bounded(string? text) => text is { Length: <= Longest } ? text.Trim() : "";

    private static DateTimeOffset? Day(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) && day.Year < 9999 ? day : null;
}
