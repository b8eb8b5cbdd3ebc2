using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Sandbox;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Appliance.Tests.ApiSchema;

/// <summary>Every request sent and every answer of the sandbox is valid against both editions of the API, at every stage.</summary>
public sealed class ApiConformanceTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-").FullName;
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly SandboxFaults _faults = new();
    private ApplianceSandbox _sandbox = null!;
    private RecordingAppliance _recorder = null!;
    private Harness _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _recorder.DisposeAsync();
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(SandboxOptions.ThreeNodes)]
    [InlineData(SandboxOptions.SingleNode)]
    public async Task A_whole_deployment_is_spoken_as_the_reference_says(string scenario)
    {
        var token = await StartAsync(scenario);
        await ReadEverythingAsync(token);
        await DeployAsync(token);
        var (refused, states) = (0, new HashSet<string>());
        for (var minute = 0; minute < 60 && !states.Contains("Running"); minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            refused += await ReadEverythingAsync(token) ? 0 : 1;
            states.Add((await _client.Appliance.GetClusterAsync(token, Ct)).Value?.State ?? "");
        }

        Assert.Contains("Running", states);
        Assert.InRange(refused, 1, 10);
        await ReadTheRestAsync(token);
        AssertValid();
        AssertSpoken(
            "v1Settings", "v1EdgeHostInfo", "v1EdgeHostLinkStatus", "V1ClusterConfigArchiveEmbedded", "v1ClusterConfigArchiveOverriden", "V1ClusterConfigUpload",
            "v1ValidateClusterProfileVariables", "v1CreateCluster", "v1ClusterGet", "v1ClusterApplications", "v1GetLifecycleEvents", "v1GetClusterEvents", "V1UserLogin");
    }

    [Fact]
    public async Task Sign_in_with_all_its_refusals_is_spoken_as_the_reference_says()
    {
        var token = await StartAsync(SandboxOptions.ThreeNodes, firstLogin: true);
        Assert.Equal("appliance-refused", (await _client.SignIn.ChangePasswordAsync(token, new Secret("no"), new Secret("new one"), Ct)).Error?.Code);
        Assert.True((await _client.SignIn.ChangePasswordAsync(token, new Secret("right one"), new Secret("new one"), Ct)).IsSuccess);
        var grant = (await _client.SignIn.SignInAsync("admin", new Secret("new one"), Ct)).Require();
        Assert.False(grant.PasswordChangeRequired);
        Assert.True((await _client.SignIn.RenewAsync("admin", grant.Token, Ct)).IsSuccess);
        Assert.True((await _client.SignIn.SignOutAsync(grant.Token, Ct)).IsSuccess);
        Assert.Equal("appliance-session-ended", (await _client.SignIn.RenewAsync("admin", grant.Token, Ct)).Error?.Code);
        for (var i = 0; i < 6; i++)
        {
            Assert.False((await _client.SignIn.SignInAsync("admin", new Secret("wrong"), Ct)).IsSuccess);
        }

        Assert.Equal("appliance-locked", (await _client.SignIn.SignInAsync("admin", new Secret("new one"), Ct)).Error?.Code);
        AssertValid();
        AssertSpoken("V1UserLogin", "V1UserTokenRenewal", "V1UserLogout", "V1UserPasswordReset");
    }

    [Fact]
    public async Task Refusals_and_failures_are_spoken_as_the_reference_says()
    {
        var token = await StartAsync(SandboxOptions.ThreeNodes);
        _faults.RefuseCreate = true;
        Assert.Equal("appliance-failed", (await _client.Appliance.CreateClusterAsync(token, Body(), Ct)).Error?.Code);
        _faults.RefuseCreate = false;
        Assert.False((await _client.Appliance.UploadDefinitionAsync(token, "a.tgz", new MemoryStream([1, 2, 3]), null, Ct)).IsSuccess);
        var wrong = await _client.Appliance.ValidateVariablesAsync(token, "/a", [new("podCidr", PaletteAiProfile.Uid, "nonsense"), new("unknown", "", "")], Ct);
        Assert.All(wrong.Require(), v => Assert.False(v.IsValid));
        await DeployAsync(token);
        Assert.False((await _client.Appliance.CreateClusterAsync(token, Body(), Ct)).IsSuccess);
        _faults.FailAtStage = "StorageReady";
        _time.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal("Error", (await _client.Appliance.GetClusterAsync(token, Ct)).Value?.State);
        await ReadEverythingAsync(token);
        AssertValid();
    }

    private async Task<Secret> StartAsync(string scenario, bool firstLogin = false)
    {
        _sandbox = await ApplianceSandbox.StartAsync(
            new SandboxOptions { DataFolder = _folder, Scenario = scenario, Password = new Secret("right one"), TimeScale = 1, FirstLogin = firstLogin, Faults = _faults }, _time, NullLoggerFactory.Instance, Ct);
        _recorder = await RecordingAppliance.StartAsync(_sandbox.ApplianceUrl, _sandbox.CertificateSha256, Ct);
        _client = new Harness(_recorder.Url, _recorder.Fingerprint, _time);
        var grant = (await _client.SignIn.SignInAsync("admin", new Secret("right one"), Ct)).Require();
        Assert.Equal(firstLogin, grant.PasswordChangeRequired);
        return grant.Token;
    }

    private async Task DeployAsync(Secret token)
    {
        using var archive = Archive();
        Assert.True((await _client.Appliance.UploadDefinitionAsync(token, "definition.tgz", archive, "signed", Ct)).IsSuccess);
        Assert.False((await _client.Appliance.GetArchiveAsync(token, Ct)).Require().IsEmbedded);
        Assert.NotEmpty((await _client.Appliance.ValidateVariablesAsync(token, "/archive", [.. Variables().Select(v => new VariableAssignment(v.Key, PaletteAiProfile.Uid, v.Value))], Ct)).Require());
        Assert.Null((await _client.Appliance.CreateClusterAsync(token, Body(), Ct)).Error);
    }

    // False while the host restarts.
    private async Task<bool> ReadEverythingAsync(Secret token)
    {
        var a = _client.Appliance;
        Error?[] errors =
        [
            (await a.GetSettingsAsync(token, Ct)).Error, (await a.GetCurrentHostAsync(token, Ct)).Error, (await a.GetLinkStatusAsync(token, Ct)).Error,
            (await a.GetArchiveAsync(token, Ct)).Error, (await a.GetClusterAsync(token, Ct)).Error, (await a.GetApplicationsAsync(token, Ct)).Error,
            (await a.GetLifecycleEventsAsync(token, Ct)).Error, (await a.GetClusterEventsAsync(token, "", Ct)).Error, (await a.GetClusterEventsAsync(token, "kube-system", Ct)).Error,
        ];
        Assert.All(errors, e => Assert.Equal("appliance-unreachable", e?.Code ?? "appliance-unreachable"));
        return errors.All(e => e is null);
    }

    // What the client does not ask for yet, but the sandbox answers.
    private async Task ReadTheRestAsync(Secret token)
    {
        using var http = RecordingAppliance.ClientFor(_recorder.Url, _recorder.Fingerprint);
        foreach (var path in new[] { "ping", "users/current", "edge-mgmt/cluster", "edge-mgmt/cluster/certificates", "edge-mgmt/clusters/current/nodes", "edge-mgmt/cluster/registry/health" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/" + path);
            request.Headers.TryAddWithoutValidation("Authorization", token.Reveal());
            using var answer = await http.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private void AssertValid() => Assert.Empty(_recorder.Exchanges.SelectMany(e => ApiDocument.Editions.SelectMany(e.Judge)).Distinct().Take(20));

    private void AssertSpoken(params string[] operations) =>
        Assert.Superset(operations.ToHashSet(), _recorder.Exchanges.Select(e => ApiDocument.Reference.Find(e.Method, e.Path)?.Id ?? "").ToHashSet());

    private string Body()
    {
        var spec = InstallSpecReader.Read(InstallSpecExample.Text).Spec!;
        var pool = spec.NodePools[0] with
        {
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("example.org/rack", "r1"),
            Taints = [new Taint("dedicated", "ai", "NoSchedule")],
        };
        pool = pool with { Hosts = [.. pool.Hosts.Select((h, i) => i == 0 ? h with { Nic = "eth0" } : h)] };
        var isAlone = _sandbox.Map("10.10.10.12", 5080) is null;
        return CreateClusterRequest.Render(new CreateClusterInput(
            spec with { NodePools = [isAlone ? pool with { Hosts = [pool.Hosts[0]] } : pool] }, "/archive", PaletteAiProfile.Uid, [.. Variables()], spec.Cluster.NtpServers, spec.Cluster.SshKeys));
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables() =>
        PaletteAiProfile.Profile.Variables.Where(v => v.DefaultValue.Length > 0).Select(v => KeyValuePair.Create(v.Name, v.DefaultValue));

    private static MemoryStream Archive()
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "spc.json") { DataStream = new MemoryStream("{}"u8.ToArray()) });
        }

        bytes.Position = 0;
        return bytes;
    }
}
