using System.Text;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Drafts;

public sealed class DraftFileTests
{
    private const string Password = "ociPackRegistryPassword";
    private static readonly OperationContext _context = new("ops", new Caller("s1", "local", "browser"), new Secret("token"), "c1");
    private readonly ManualTime _time = new();
    private readonly ScriptedAppliance _appliance;
    private readonly MemoryDraftStore _drafts;

    public DraftFileTests()
    {
        _drafts = new MemoryDraftStore(_time);
        _appliance = new ScriptedAppliance(_time) { Archive = new ProfileArchive("/archive", [PaletteAiProfile.Profile], true) };
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_becomes_a_draft_that_exports_as_the_same_spec()
    {
        var imported = (await ImportAsync(InstallSpecExample.Text)).Require();

        var exported = (await ExportAsync(imported.Draft.Id)).Require();

        Assert.Equal("edge-ai.install-spec.yaml", exported.FileName);
        Assert.Empty(exported.Findings);
        var again = InstallSpecReader.Read(exported.Yaml).Spec!;
        Assert.Equal(InstallSpecWriter.Write(InstallSpecReader.Read(InstallSpecExample.Text).Spec!, new HashSet<string>()).Text, InstallSpecWriter.Write(again, new HashSet<string>()).Text);
    }

    [Fact]
    public async Task A_password_in_the_file_is_stored_as_a_secret_and_never_exported()
    {
        var draft = (await ImportAsync(WithConfig($"{Password}: Canary-12345"))).Require().Draft;

        var exported = (await ExportAsync(draft.Id)).Require();

        Assert.Equal([Password], draft.StoredSecrets);
        Assert.DoesNotContain(Password, draft.Spec.ProfileConfig.Keys);
        Assert.Equal("Canary-12345", (await _drafts.FindAsync(draft.Id, Ct))!.Secrets[Password].Reveal());
        Assert.DoesNotContain("Canary", exported.Yaml, StringComparison.Ordinal);
        Assert.Equal(["secret-left-out"], exported.Findings.Select(f => f.Code));
        Assert.Equal($"spec.profileConfig.{Password}", exported.Findings[0].Path);
    }

    [Fact]
    public async Task A_reference_stays_a_reference()
    {
        var draft = (await ImportAsync(WithConfig($"{Password}: {{fromEnv: REGISTRY_PASSWORD}}"))).Require().Draft;

        var exported = (await ExportAsync(draft.Id)).Require();

        Assert.Contains("{fromEnv: REGISTRY_PASSWORD}", exported.Yaml, StringComparison.Ordinal);
        Assert.Empty(exported.Findings);
    }

    [Fact]
    public async Task Values_that_break_rules_are_taken_as_they_stand()
    {
        var imported = (await ImportAsync(InstallSpecExample.Text.Replace("name: edge-ai ", "name: Edge AI ", StringComparison.Ordinal))).Require();

        Assert.Equal("Edge AI", imported.Draft.Spec.Name);
        Assert.Equal("name", imported.Draft.VisitedSteps[^1]);
        Assert.DoesNotContain("review", imported.Draft.VisitedSteps);
    }

    [Theory]
    [InlineData("", "empty-document")]
    [InlineData("kind: Inventory\nhosts: []\n", "wrong-kind")]
    [InlineData("a: [1", null)]
    [InlineData("just words", "wrong-type")]
    public async Task What_cannot_be_read_is_refused_with_its_findings_and_leaves_no_draft(string text, string? code)
    {
        var refused = (await ImportAsync(text)).Error;

        Assert.Equal(ErrorKind.Invalid, refused?.Kind);
        Assert.NotEmpty(refused!.Findings);
        Assert.True(code is null || refused.Code == code, refused.Code);
        Assert.Empty(_drafts.Saved);
    }

    [Fact]
    public async Task A_field_nobody_knows_is_refused_with_its_line_because_it_would_be_lost()
    {
        var refused = (await ImportAsync(InstallSpecExample.Text.Replace("    vip: ", "    vipp: ", StringComparison.Ordinal))).Error;

        Assert.Contains(refused!.Findings, f => f.Path == "spec.cluster.vipp" && f.Line > 0);
        Assert.Empty(_drafts.Saved);
    }

    [Fact]
    public async Task The_name_of_the_file_is_safe_whatever_the_cluster_is_called()
    {
        var draft = await _drafts.SaveAsync(new Draft { Id = "d1", Owner = "ops", Spec = new InstallSpec { Name = "../../\u202e\"; rm -rf" } }, Ct);

        Assert.Equal("rm-rf.install-spec.yaml", (await ExportAsync(draft.Require().Id)).Require().FileName);
    }

    [Fact]
    public async Task The_appliance_judges_the_drafts_variables()
    {
        var draft = (await ImportAsync(InstallSpecExample.Text)).Require().Draft;
        _appliance.Verdicts = [new VariableVerdict("podCidr", false, "overlaps")];

        var verdicts = await new CheckVariablesHandler(_appliance, _drafts, Facts()).HandleAsync(new CheckVariables(draft.Id), _context, Ct);

        Assert.Equal("podCidr", Assert.Single(verdicts.Require()).Name);
    }

    [Fact]
    public async Task Readiness_names_the_leader_and_the_cluster_that_is_there()
    {
        _appliance.Current = new EdgeHost { Uid = "h2", Name = "edge-2", Role = HostRole.Linked };
        _appliance.Peers = [new EdgeHost { Uid = "h1", Name = "edge-1", Role = HostRole.Leader, Address = "10.10.10.11" }];
        _appliance.Has("older", _time.GetUtcNow());

        var report = (await new GetReadinessHandler(Facts()).HandleAsync(new GetReadiness(), _context, Ct)).Require();

        Assert.Contains(report.Readiness.Group, f => f.Code == "other-cluster-exists");
        Assert.Equal(["https://10.10.10.11:5080/", "edge-1"], [report.Facts.Group!.LeaderUrl, report.Facts.Group.LeaderName]);
    }

    private static string WithConfig(string line) => InstallSpecExample.Text.Replace("    podCidr:", $"    {line}\n    podCidr:", StringComparison.Ordinal);

    private ApplianceFactReader Facts() => new(_appliance, _time);

    private Task<Result<ImportedDraft>> ImportAsync(string text) =>
        new ImportDraftHandler(_drafts, Facts(), _time).HandleAsync(new ImportDraft(Encoding.UTF8.GetBytes(text)), _context, Ct);

    private Task<Result<ExportedDraft>> ExportAsync(string id) => new ExportDraftHandler(_drafts, Facts()).HandleAsync(new ExportDraft(id), _context, Ct);
}
