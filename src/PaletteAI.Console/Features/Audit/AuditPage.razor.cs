using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Audit;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Audit;

/// <summary>Audit Log: who did what to what, when, from where. It is read when asked for: rows do not move under the reader.</summary>
public sealed partial class AuditPage
{
    private AuditViewModel _model = default!;
    private bool _hasLoaded;

    /// <summary>Words of the filter.</summary>
    [SupplyParameterFromQuery(Name = "text")] public string? Text { get; set; }

    /// <summary>Account.</summary>
    [SupplyParameterFromQuery(Name = "actor")] public string? Actor { get; set; }

    /// <summary>Operation name.</summary>
    [SupplyParameterFromQuery(Name = "operation")] public string? Operation { get; set; }

    /// <summary>First day.</summary>
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    /// <summary>Last day.</summary>
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    /// <summary>Number of the row whose panel is open.</summary>
    [SupplyParameterFromQuery(Name = "row")] public long? Row { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override TimeSpan? Every => null;

    private AuditQuery Query => AuditQuery.Of(Text, Actor, Operation, From, To);

    protected override void OnInitialized() => _model = new AuditViewModel(Gateway, Clock);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        _hasLoaded = true;
        StateHasChanged();
        await VerifyAgainAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_hasLoaded && Query != _model.Query)
        {
            await ReloadAsync();
        }
    }

    protected override Task LoadAsync(bool background, CancellationToken ct) => _model.LoadAsync(Query, background, ct);

    private static Finding[] Broken(AuditVerification verification) =>
    [
        Finding.Error(
            "", "audit-log-changed",
            string.Create(CultureInfo.InvariantCulture, $"Row {verification.FirstBrokenRow} was changed or removed, so nothing from there on proves anything."),
            "Keep a copy of the data folder, then find out who could write to it. Rows before it are as they were written."),
    ];

    private string CountText(int count) => _model.HasOlder
        ? string.Create(CultureInfo.InvariantCulture, $"The newest {count} rows.")
        : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")}.");

    private Task VerifyAgainAsync() => GuardedAsync(() => _model.VerifyAsync(background: true, PageEnd));

    private Task OlderAsync() => GuardedAsync(() => _model.LoadOlderAsync(PageEnd));

    private string HrefOf(long? row) => Navigation.GetUriWithQueryParameter("row", row);

    private void Open(AuditEntry row) => Navigation.NavigateTo(HrefOf(row.Number == Row ? null : row.Number));

    // Another filter shows other rows: the panel closes.
    private void Show(AuditQuery query) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(query.Parameters()) { ["row"] = null }), replace: true);
}
