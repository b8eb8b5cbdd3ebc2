using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Features.Installs.Parts;
using Error = PaletteAI.Console.Domain.Error;
using Severity = PaletteAI.Console.Domain.Severity;

namespace PaletteAI.Console.Features.Installs.Steps;

/// <summary>Review: everything as a document, what has to be accepted, and Deploy Cluster.</summary>
public sealed partial class ReviewStep
{
    private string _typed = "";
    private string _refusal = "";
    private bool _busy;
    private bool _deploying;
    private Error? _problem;
    private IReadOnlyList<Finding> _nameFindings = [];

    /// <summary>The wizard.</summary>
    [Parameter, EditorRequired] public WizardViewModel Model { get; set; } = default!;

    /// <summary>Asks for the focus, by element ids, the nearest first.</summary>
    [Parameter] public EventCallback<IReadOnlyList<string>> Focus { get; set; }

    [Inject] public required IOperationGateway Gateway { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required DeploymentPace Pace { get; init; }

    private IReadOnlyList<Finding> Errors => FieldNames.InFormOrder(Model.Judgement!.Findings.Where(f => f.Severity == Severity.Error), Model.Profile);

    private IReadOnlyList<Finding> Infos => [.. Model.Judgement!.Findings.Where(f => f.Severity == Severity.Info)];

    private ImmutableArray<Acceptance> Acceptances => Acceptance.Of(Model.Judgement!.Consequences.Concat(OfHosts), Model.Judgement.Findings, Model.Draft.Accepted);

    private IEnumerable<Consequence> OfHosts =>
        Model.HostChecks.View is { ToAccept: { Length: > 0 } open } ? [new Consequence(HostCheckGate.PendingCode, Severity.Warning, open, true)] : [];

    private int Blocking => Model.HostChecks.Blocking.Select(r => (r.Host, r.Message)).Distinct().Count();

    private int Hosts => Model.Spec.NodePools.Sum(p => p.Hosts.Length);

    private string DeployWords
    {
        get
        {
            var open = Acceptances.Count(a => !a.IsAccepted);
            return (Errors.Count + Blocking, open) switch
            {
                (0, 0) => $"Everything is in place. {HostWords} changed: the hosts restart, and their disks are prepared for the cluster.",
                (0, _) => $"{Count(open, "thing")} above to accept first.",
                (var errors, 0) => $"{Count(errors, "thing")} above to correct first.",
                var (errors, _) => $"{Count(errors, "thing")} above to correct and {open} to accept first.",
            };
        }
    }

    private string HostWords => Hosts == 1 ? "1 host will be" : $"{Hosts} hosts will be";

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";

    private static KitStatus Look(Consequence consequence) => consequence.Severity == Severity.Info ? KitStatus.Info : KitStatus.Warning;

    private static string AcceptId(Acceptance item) => FieldIds.Slug("accept " + item.Key);

    private string NameOf(string uid) => Model.Facts?.Hosts.FirstOrDefault(h => h.Uid == uid) is { Name.Length: > 0 } host ? host.Name : uid;

    private string AddressOf(string uid) => Model.Facts?.Hosts.FirstOrDefault(h => h.Uid == uid) is { Address.Length: > 0 } host ? host.Address : "not known";

    private Task TypedAsync(Acceptance item, string text)
    {
        _typed = text;
        if (text == item.Code)
        {
            (_typed, _nameFindings) = ("", []);
            return AcceptAsync(item, true);
        }

        _nameFindings = text.Length == 0 ? [] : [Finding.Error("", "name-differs", $"This is not {item.Code}.", $"Type {item.Code} exactly.")];
        return Task.CompletedTask;
    }

    private Task AcceptAsync(Acceptance item, bool accepted)
    {
        _refusal = "";
        return Model.CommitAsync("", d => d with { Accepted = accepted ? [.. d.Accepted.Append(item.Key).Distinct()] : [.. d.Accepted.Where(k => k != item.Key)] });
    }

    private async Task DeployAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _refusal, _problem) = (true, "", null);
        try
        {
            if (!await RefuseAsync() && await ConfirmAsync())
            {
                await SendAsync();
            }
        }
        finally
        {
            (_busy, _deploying) = (false, false);
        }
    }

    private async Task<bool> RefuseAsync()
    {
        if (Errors is [var error, ..])
        {
            _refusal = $"{FieldNames.Of(error.Path, Model.Spec, Model.Profile)}: {error.Message} {error.Fix}";
            await Focus.InvokeAsync(["errors-title"]);
            return true;
        }

        if (Model.HostChecks.Blocking.FirstOrDefault() is { } row)
        {
            _refusal = $"Host check {row.Id} on {row.Host}: {row.Message} {row.Fix}";
            await Focus.InvokeAsync(["host-checks-title"]);
            return true;
        }

        if (Acceptances.FirstOrDefault(a => !a.IsAccepted) is { } open)
        {
            _refusal = $"Not accepted yet: {open.Code}. {open.Message}";
            await Focus.InvokeAsync([AcceptId(open)]);
            return true;
        }

        await Model.Session.SaveAsync();
        if (!Model.Session.HasUnsaved)
        {
            return false;
        }

        _refusal = "The draft is not stored as shown. Choose at the top what is to happen with it.";
        await Focus.InvokeAsync(["save-problem"]);
        return true;
    }

    private Task<bool> ConfirmAsync() => ConfirmDialog.AskAsync(
        Dialogs, $"Deploy cluster {Model.Spec.Name}", $"{HostWords} changed. It usually takes {Pace.RangeText} and cannot be taken back; the cluster can only be deleted afterwards.",
        "Deploy Cluster", Model.Spec.Name,
        [.. Model.Spec.NodePools.SelectMany(p => p.Hosts.Select(h => $"{NameOf(h.Uid)} joins {p.Name}{(h.HostName.Length > 0 ? $" as {h.HostName}" : "")}")), .. Acceptances.Select(a => a.Message)]);

    private async Task SendAsync()
    {
        _deploying = true;
        StateHasChanged();
        var draft = Model.Draft;
        var deployed = await Gateway.RunAsync(new DeployCluster(draft.Spec, new Dictionary<string, Secret>(), Acceptance.Codes(Acceptances), draft.Id));
        if (deployed.IsSuccess)
        {
            Navigation.NavigateTo("/cluster");
            return;
        }

        _problem = deployed.Error;
        await Model.HostChecks.RefreshAsync(CancellationToken.None);
    }
}
