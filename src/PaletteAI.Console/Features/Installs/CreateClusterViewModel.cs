using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Installs;

/// <summary>Create cluster before step one, without its markup.</summary>
public sealed class CreateClusterViewModel(IOperationGateway gateway)
{
    /// <summary>What is missing; null before it was read.</summary>
    public ReadinessReport? Report { get; private set; }

    /// <summary>Drafts, newest change first.</summary>
    public IReadOnlyList<DraftSummary> Drafts { get; private set; } = [];

    /// <summary>What did not work; null when all did.</summary>
    public Error? Problem { get; private set; }

    /// <summary>What it was.</summary>
    public string ProblemWhat { get; private set; } = "";

    /// <summary>Why the last import was refused.</summary>
    public Error? ImportProblem { get; private set; }

    /// <summary>The group of hosts; null while it is not known.</summary>
    public HostGroup? Group => Report?.Facts.Group;

    /// <summary>Whether this is the place to create a cluster: everywhere but on a linked host.</summary>
    public bool CanStart => Group is { IsLeader: true };

    /// <summary>Whether the appliance has a cluster already.</summary>
    public bool HasCluster => Report?.Facts.Cluster is not null;

    /// <summary>The leader's address when the cluster is created there; empty when it is created here.</summary>
    public string LeaderUrl => Group is { IsLeader: false } group ? group.LeaderUrl : "";

    /// <summary>The leader's name.</summary>
    public string LeaderName => Group?.LeaderName ?? "";

    /// <summary>The answer of the page.</summary>
    public string Answer => (Report, Group) switch
    {
        (null, _) => Problem is null ? "Reading the hosts." : "Unknown: the appliance could not be asked.",
        (_, null) => "Unknown: the hosts could not be read.",
        (_, { IsLeader: false } group) => $"A cluster is created on the leader, {group.LeaderName}; this host is linked to it.",
        _ when HasCluster => $"The appliance already has a cluster named {Report!.Facts.Cluster!.Name}.",
        var (report, group) when report!.Readiness.IsReady => group!.IsSingleNode ? "Ready for a single-node cluster." : $"Ready: {group.Hosts.Length} linked hosts.",
        var (report, _) => MissingWords(report!.Readiness),
    };

    /// <summary>Address where a draft goes on.</summary>
    public static string HrefOf(DraftSummary draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Href(draft.Id, InstallSteps.FromSlug(draft.LastStep) ?? InstallStep.Name);
    }

    /// <summary>A draft's name for people.</summary>
    public static string NameOf(DraftSummary draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Name.Length > 0 ? draft.Name : "draft without a name";
    }

    /// <summary>Where a draft stands.</summary>
    public static string StepOf(DraftSummary draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return $"At {InstallSteps.Title(InstallSteps.FromSlug(draft.LastStep) ?? InstallStep.Name)}";
    }

    /// <summary>Reads what the page shows.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await RefreshAsync(background: false, ct);
        await ListAsync(background: false, ct);
    }

    /// <summary>Reads the facts again; the last known ones stay while the appliance cannot be asked.</summary>
    public async Task RefreshAsync(bool background, CancellationToken ct)
    {
        var report = await gateway.RunAsync(new GetReadiness(Fresh: true), background, ct: ct);
        Report = report.IsSuccess ? report.Value : Report;
        Say(report.Error, "The hosts could not be read");
        if (background)
        {
            await ListAsync(background, ct);
        }
    }

    /// <summary>Starts a draft.</summary>
    /// <returns>Its address; null when it was refused.</returns>
    public async Task<string?> StartAsync(CancellationToken ct)
    {
        var draft = await gateway.RunAsync(new CreateDraft(), ct: ct);
        Say(draft.Error, "The draft could not be started");
        return draft.IsSuccess ? Href(draft.Value.Id, InstallStep.Name) : null;
    }

    /// <summary>Starts a draft from an install spec.</summary>
    /// <returns>Its address; null when it was refused.</returns>
    public async Task<string?> ImportAsync(byte[] content, CancellationToken ct)
    {
        var imported = await gateway.RunAsync(new ImportDraft(content), ct: ct);
        ImportProblem = imported.Error;
        return imported.IsSuccess ? Href(imported.Value.Draft.Id, InstallStep.Name) : null;
    }

    /// <summary>Deletes a draft.</summary>
    public async Task DeleteAsync(string id, CancellationToken ct)
    {
        var deleted = await gateway.RunAsync(new DeleteDraft(id), ct: ct);
        Say(deleted.Error, "The draft could not be deleted");
        await ListAsync(background: false, ct);
    }

    private static string Href(string id, InstallStep step) => $"/cluster/create/{InstallSteps.Slug(step)}?draft={Uri.EscapeDataString(id)}";

    private static string MissingWords(CreateReadiness readiness)
    {
        var count = readiness.Group.Concat(readiness.Hosts.SelectMany(h => h.Missing)).Count(m => m.Severity == Severity.Error);
        return count == 1 ? "Not ready yet: one thing is missing." : $"Not ready yet: {count} things are missing.";
    }

    private async Task ListAsync(bool background, CancellationToken ct)
    {
        var drafts = await gateway.RunAsync(new ListDrafts(), background, ct: ct);
        Drafts = drafts.IsSuccess ? drafts.Value : Drafts;
        if (!drafts.IsSuccess)
        {
            Say(drafts.Error, "The drafts could not be read");
        }
    }

    private void Say(Error? error, string what) => (Problem, ProblemWhat) = (error, what);
}
