using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Features.Installs;
using PaletteAI.Console.Testing.Fakes;
using PaletteAI.Console.Tests.Clusters;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Tests.Installs;

/// <summary>An appliance of some hosts and one stored draft, behind the gateway a page sees.</summary>
internal sealed class InstallWorld
{
    public const string DraftId = "d1";
    private static readonly ProfileArchive _archive = new("/archive", [PaletteAiProfile.Profile], true);

    public InstallWorld(int hosts = 3)
    {
        Hosts = [.. Enumerable.Range(1, hosts).Select(Host)];
        Stored = new DraftView { Id = DraftId, Owner = "ops", Version = 1, Spec = NewInstall.For(Hosts, _archive, () => "a1b2c"), UpdatedAt = Time.GetUtcNow() };
        Gateway.Answer<GetReadiness, ReadinessReport>(_ => Away is null ? Report : Away);
        Gateway.Answer<GetDraft, DraftView>(g => Stored is { } draft && draft.Id == g.Id ? draft : new Error(ErrorKind.NotFound, DraftErrors.NotFound, "This draft does not exist any more."));
        Gateway.Answer<SaveDraft, DraftView>(Save);
        Gateway.Answer<CheckVariables, ImmutableArray<VariableVerdict>>(_ => Verdicts);
    }

    public ManualTime Time { get; } = new();

    public ScriptedGateway Gateway { get; } = new();

    public ImmutableArray<EdgeHost> Hosts { get; set; }

    public ProfileArchive? Archive { get; set; } = _archive;

    public ClusterDetails? Cluster { get; set; }

    public Error? Away { get; set; }

    public Error? RefuseSave { get; set; }

    public DraftView? Stored { get; set; }

    public ImmutableArray<VariableVerdict> Verdicts { get; set; } = [];

    public List<SaveDraft> Saves { get; } = [];

    public ReadinessReport Report
    {
        get
        {
            var facts = new ApplianceFacts { Hosts = Hosts, Archive = Archive, Cluster = Cluster, TakenAt = Time.GetUtcNow() };
            return new ReadinessReport(facts, facts.Group is { } group ? CreateReadiness.Of(group) : CreateReadiness.Of([]));
        }
    }

    public InstallSpec Spec
    {
        get => Stored!.Spec;
        set => Stored = Stored! with { Spec = value };
    }

    public static EdgeHost Host(int number) => new()
    {
        Uid = $"h{number}",
        Name = $"edge-{number}",
        Role = number == 1 ? HostRole.Leader : HostRole.Linked,
        Address = $"10.10.10.1{number}",
        Status = "Ready",
        Content = "Synced",
        Health = "Healthy",
        Architecture = "amd64",
        Nics = [new HostNic("eth0", $"10.10.10.1{number}", 24, "10.10.10.1", "", ["10.10.10.2"], true)],
    };

    /// <summary>The draft as it is when nothing is left to correct.</summary>
    public InstallWorld Complete()
    {
        Spec = Spec with { Name = "edge-ai", Cluster = new ClusterSettings { Vip = "10.10.10.100" }, NodePools = [Spec.NodePools[0]] };
        foreach (var host in Hosts.Skip(1))
        {
            Spec = Spec.MoveHost(host.Uid, 0, () => $"edge-{host.Uid}");
        }

        return this;
    }

    public async Task<WizardViewModel> ModelAsync(InstallStep step = InstallStep.Name)
    {
        var model = new WizardViewModel(Gateway, Time);
        await model.LoadAsync(DraftId, step, TestContext.Current.CancellationToken);
        return model;
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddMudServices();
        services.AddSingleton<IOperationGateway>(Gateway);
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(DeploymentPace.Real);
        services.AddScoped<Preferences>();
    }

    private Result<DraftView> Save(SaveDraft save)
    {
        Saves.Add(save);
        if (RefuseSave is { } refusal)
        {
            return refusal;
        }

        if (Stored is null || save.Version != Stored.Version)
        {
            return new Error(ErrorKind.Refused, DraftErrors.ChangedElsewhere, "Somebody changed this draft.");
        }

        var secrets = save.SecretChanges.Aggregate(Stored.StoredSecrets.ToImmutableSortedSet(), (all, s) => s.Value is null ? all.Remove(s.Key) : all.Add(s.Key));
        Stored = Stored with { Version = Stored.Version + 1, Spec = save.Spec, StoredSecrets = [.. secrets], VisitedSteps = save.VisitedSteps, Accepted = save.Accepted, Parked = save.Parked };
        return Stored;
    }
}
