using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Api;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Cli;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Clusters.Probes;
using PaletteAI.Console.Hosting;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Tests.Cli;

/// <summary>Verbs about a running cluster, with a kubeconfig of their own, on a fake API.</summary>
public sealed class ClusterVerbTests : IDisposable
{
    private static readonly CronJobFacts _cronJob = new()
    {
        Meta = new FactMeta("mural-system", "palette-ai-installer", "uid-cron", "1", CliRun.Now.AddDays(-1), null),
        Schedule = "*/5 * * * *",
        LastScheduledAt = CliRun.Now,
        Scheduling = new SchedulingHints { NodeSelector = FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) },
        Volumes = [new VolumeFacts("values", VolumeKind.HostPath, InstallerFinder.ValuesFolder)],
    };

    private readonly ManualTime _time = new(CliRun.Now);
    private readonly ScratchFolder _folder = new();
    private readonly FakeCluster _cluster;
    private ProbeWorld _probes = new(_ => true);
    private ImmutableArray<ClusterUpdate> _updates = [];

    public ClusterVerbTests()
    {
        _cluster = new FakeCluster(_time) { Facts = ClusterSnapshot.Empty with { Nodes = [Node("edge-1"), Node("edge-2")], CronJobs = [_cronJob] } };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_label_moves_and_the_same_again_is_fine()
    {
        var moved = await RunAsync("nodes", "label", "edge-1");
        Assert.Equal((0, "edge-1", "[]", "[\"edge-1\"]"), (moved.ExitCode, moved.Json.GetProperty("node").GetString(), Compact(moved.Json.GetProperty("before")), Compact(moved.Json.GetProperty("after"))));

        var again = await RunAsync("nodes", "label", "edge-1");
        Assert.Equal((0, "[\"edge-1\"]"), (again.ExitCode, Compact(again.Json.GetProperty("before"))));
    }

    [Theory]
    [InlineData("edge-9", 3, "node-not-found")]
    [InlineData("Edge_9", 2, "node-name")]
    public async Task A_node_that_is_not_there_is_refused_and_a_malformed_name_is_invalid(string node, int exit, string code)
    {
        var run = await RunAsync("nodes", "label", node);

        Assert.Equal((exit, code), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Nodes_and_pods_are_listed_as_rows()
    {
        _cluster.Facts = _cluster.Facts with
        {
            Pods =
            [
                new PodFacts { Meta = new FactMeta("b", "waits", "1", "1", null, null), Phase = "Pending", Containers = [new ContainerFacts("c", "i", ContainerRole.App, false, null, 0, ContainerState.NotReported, null)] },
                new PodFacts { Meta = new FactMeta("a", "runs", "2", "1", null, null), Phase = "Running", Node = "edge-1", Containers = [new ContainerFacts("c", "i", ContainerRole.App, true, true, 3, new ContainerState(ContainerPhase.Running), null)] },
            ],
        };

        Assert.Equal(["edge-1", "edge-2"], (await RunAsync("nodes", "list")).Json.EnumerateArray().Select(n => n.GetProperty("name").GetString()));
        Assert.Equal(
            """[{"namespace":"a","name":"runs","ready":"1/1","status":"Running","restarts":3,"node":"edge-1"},{"namespace":"b","name":"waits","ready":"0/1","status":"Pending","restarts":0,"node":""}]""",
            Compact((await RunAsync("pods", "list")).Json));
        Assert.Equal(1, (await RunAsync("pods", "list", "-n", "a")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Watching_shows_each_pod_once_and_then_again_only_when_its_row_changes()
    {
        var (runs, other) = (Pod("a", "runs", "edge-1"), Pod("b", "other", "edge-1"));
        _cluster.Facts = _cluster.Facts with { Pods = [runs] };
        _updates =
        [
            new ClusterResync(ClusterSnapshot.Empty with { Pods = [runs] }),
            Changed(runs with { Ip = "10.0.0.9" }), Changed(runs with { Node = "edge-2" }), Changed(other),
        ];

        var run = await RunAsync("pods", "list", "-n", "a", "--watch");

        var rows = run.Out.Split("}\n", StringSplitOptions.RemoveEmptyEntries).Select(r => JsonDocument.Parse(r + "}").RootElement);
        Assert.Equal(["runs edge-1", "runs edge-2"], rows.Select(r => $"{r.GetProperty("name")} {r.GetProperty("node")}"));
    }

    [Fact]
    public async Task The_installers_status_says_why_it_waits_and_when_it_runs_next()
    {
        var run = await RunAsync("installer", "status");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("mural-system/palette-ai-installer", "*/5 * * * *", "2026-11-24T12:05:00Z"), (run.Json.GetProperty("cronJob").GetString(), run.Json.GetProperty("schedule").GetString(), run.Json.GetProperty("nextRun").GetString()));
        Assert.Equal("true", run.Json.GetProperty("nodeSelector").GetProperty(InstallerLabel.Key).GetString());
        Assert.Contains("palette.ai/helm-config=true", run.Json.GetProperty("pendingReason").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("lastRun").ValueKind);
        Assert.Equal("[]", Compact(run.Json.GetProperty("running")));
    }

    [Fact]
    public async Task Without_an_installer_the_exit_code_is_3()
    {
        _cluster.Facts = _cluster.Facts with { CronJobs = [] };

        var run = await RunAsync("installer", "status");

        Assert.Equal((3, """{"cronJob":null}"""), (run.ExitCode, Compact(run.Json)));
    }

    [Fact]
    public async Task A_run_returns_its_job_and_a_second_one_is_refused_with_its_name()
    {
        Assert.Equal("palette-ai-installer-manual-1", (await RunAsync("installer", "run")).Json.GetProperty("job").GetString());

        var second = await RunAsync("installer", "run");
        Assert.Equal(3, second.ExitCode);
        Assert.Contains("palette-ai-installer-manual-1", second.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_the_newest_run_is_printed()
    {
        _cluster.AddJob(_cronJob, "palette-ai-installer-7");
        _cluster.Facts = _cluster.Facts with { Pods = [new PodFacts { Meta = new FactMeta("mural-system", "palette-ai-installer-7-x", "1", "1", null, null), Owner = new OwnerFacts("Job", "palette-ai-installer-7", "u"), Phase = "Running" }] };
        _cluster.Log = ["Release \"mural\" has been upgraded."];

        var run = await RunAsync("installer", "logs", "--tail", "5");

        Assert.Equal("""["Release \u0022mural\u0022 has been upgraded."]""", Compact(run.Json.GetProperty("lines")));
        Assert.Equal(("palette-ai-installer-7-x", 5), (_cluster.LastLog!.Pod, _cluster.LastLog.TailLines));
    }

    [Fact]
    public async Task A_pods_log_is_printed_without_its_times_and_without_the_kubeconfigs_secrets()
    {
        _cluster.Log = ["2026-08-01T12:00:00.123456789Z canvas listens", "2026-08-01T12:00:01Z token abcdef-secret used", "no time here"];

        var run = await RunAsync("pods", "logs", "canvas-0", "-n", "mural-system", "-c", "canvas", "--tail", "7", "--previous");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("""["canvas listens","token *** used","no time here"]""", Compact(run.Json.GetProperty("lines")));
        Assert.Equal(new LogRequest("mural-system", "canvas-0", "canvas", 7, Follow: false, Previous: true) { Timestamps = true }, _cluster.LastLog);
    }

    [Fact]
    public async Task A_pods_log_is_followed_until_its_container_ends()
    {
        _cluster.Facts = _cluster.Facts with { Pods = [] };
        _cluster.Writes = async (_, line, _) => { await line("2026-08-01T12:00:00Z one"); await line("2026-08-01T12:00:01Z two"); return Domain.Unit.Value; };

        var running = RunAsync("pods", "logs", "gone-0", "--follow");
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var run = await running;
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["one", "two"], run.Out.Split('\n').Where(l => l.Contains("\"line\"", StringComparison.Ordinal)).Select(l => l.Split('"')[3]));
    }

    [Fact]
    public async Task Health_waits_for_the_label_with_exit_code_0()
    {
        var run = await RunAsync("health");

        Assert.Equal((0, "waiting"), (run.ExitCode, run.Json.GetProperty("verdict").GetString()));
        var cause = run.Json.GetProperty("causes").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "installer-waits-for-label");
        Assert.Equal(InstallerLabel.Key, cause.GetProperty("subject").GetString());
        Assert.All(run.Json.GetProperty("facts").EnumerateArray(), f => Assert.True(f.TryGetProperty("ageSeconds", out _) && f.TryGetProperty("source", out _)));
    }

    [Fact]
    public async Task Endpoints_that_do_not_answer_fail_it_with_exit_code_3()
    {
        (_cluster.Facts, _probes) = (Installed(), new ProbeWorld(_ => false));

        var run = await RunAsync("health");

        Assert.Equal((3, "failing", "endpoint-down"), (run.ExitCode, run.Json.GetProperty("verdict").GetString(), run.Json.GetProperty("causes")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Healthy_is_said_once_the_endpoints_answered_three_times_in_a_row()
    {
        _cluster.Facts = Installed();
        var run = await RunAsync("health");

        Assert.Equal((0, "healthy", 3), (run.ExitCode, run.Json.GetProperty("verdict").GetString(), _probes.Rounds));
    }

    [Fact]
    public async Task An_API_that_is_away_is_unknown_with_exit_code_4()
    {
        _cluster.Gate = _ => Task.FromResult(ApiFault.Before);

        var run = await RunAsync("health");
        Assert.Equal((4, "unknown"), (run.ExitCode, run.Json.GetProperty("verdict").GetString()));
        Assert.Equal(4, (await RunAsync("nodes", "list")).ExitCode);
    }

    [Fact]
    public async Task A_probe_names_the_broken_layer()
    {
        _probes = new ProbeWorld(t => t.Path != "/ai");

        var run = await RunAsync("probe", "--domain", "ai.example.org");

        Assert.Equal(3, run.ExitCode);
        var broken = run.Json.EnumerateArray().Single(e => e.GetProperty("state").GetString() == "broken");
        Assert.Equal("/ai", broken.GetProperty("path").GetString());
    }

    [Fact]
    public async Task Without_a_kubeconfig_it_is_the_signed_in_console_that_is_asked()
    {
        var run = await CliRun.WithInputAsync([], new() { ["HOME"] = _folder.Path, ["XDG_CONFIG_HOME"] = _folder.Path }, "--format", "json", "health");

        Assert.Equal((3, "not-signed-in"), (run.ExitCode, run.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public void What_the_API_writes_of_the_cluster_the_command_line_reads_again()
    {
        var input = new HealthInput { Cluster = Installed() with { Freshness = Enum.GetValues<FactKind>().ToImmutableDictionary(k => k, _ => new FactFreshness(CliRun.Now)) }, Now = CliRun.Now };

        Again(HealthEngine.Judge(input), r => r.Causes.Select(c => c.Key));
        Again(InstallerReader.Read(input), s => s.Place.Nodes.Append(s.CronJob!.Scheduling.NodeSelector.ToString()).Concat(s.Runs.Select(r => r.Name)));
        Again(input.Cluster.Nodes.ToImmutableArray(), nodes => nodes.Select(n => $"{n.Name} {n.Labels} {n.IsReady}"));
    }

    private static void Again<T>(T value, Func<T, IEnumerable<string>> parts)
    {
        var read = JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, ApiJson.Options), ApiJson.Options)!;

        Assert.NotEmpty(parts(value));
        Assert.Equal(parts(value), parts(read));
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);

    private static NodeFacts Node(string name, bool isLabelled = false) => new()
    {
        Meta = new FactMeta("", name, $"uid-{name}", "1", CliRun.Now, null),
        Labels = isLabelled ? FactLabels.Of((InstallerLabel.Key, InstallerLabel.Value)) : FactLabels.Empty,
        Conditions = [new ConditionFacts("Ready", "True", "", "", CliRun.Now.AddHours(-1))],
    };

    private ClusterSnapshot Installed() => _cluster.Facts with
    {
        Nodes = [Node("edge-1", isLabelled: true), Node("edge-2")],
        CronJobs = [_cronJob with { LastSucceededAt = CliRun.Now.AddMinutes(-5) }],
    };

    private static PodFacts Pod(string ns, string name, string node) => new() { Meta = new FactMeta(ns, name, name, "1", null, null), Phase = "Running", Node = node };

    private static ClusterChanges Changed(PodFacts pod) => new([new FactChange(FactKind.Pod, false, pod)], ImmutableDictionary<FactKind, FactFreshness>.Empty);

    private async Task<CliRun> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal(() => Stream.Null, output, error, _time, _ => null)
        {
            OpenCluster = () => ClusterTools.With(services => services
                .AddSingleton<TimeProvider>(_time).AddSingleton<IClusterReader>(_cluster).AddSingleton<IClusterWriter>(_cluster).AddSingleton<IEndpointProbe>(_probes).AddSingleton<IClusterCache>(new ScriptedCache(() => _updates))),
        };
        var running = CommandLine.RunAsync(["--format", "json", .. args, "--kubeconfig", _folder.Write("kubeconfig", "apiVersion: v1\ntoken: abcdef-secret")], terminal, TestContext.Current.CancellationToken);
        // What is left to wait for are pauses between rounds of probes.
        while (!running.IsCompleted)
        {
            await Task.Yield();
            if (_time.WaitingTimers > 1)
            {
                _time.Advance(TimeSpan.FromMilliseconds(500));
            }
        }
        var code = await running;
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Endpoints that answer well, or not at all.</summary>
    private sealed class ProbeWorld(Func<ProbeTarget, bool> answers) : IEndpointProbe
    {
        private int _probes;

        public int Rounds => _probes / EndpointPlaces.Paths.Length;

        public Task<ProbeObservation> ProbeAsync(ProbeTarget target, EndpointPlaces places, CancellationToken ct)
        {
            _probes++;
            var seen = new ProbeObservation { Target = target, TakenAt = CliRun.Now };
            return Task.FromResult(answers(target)
                ? seen with { Certificate = new CertificateSeen("CN=x", "CN=x", ["ai.example.org"], CliRun.Now.AddDays(-1), CliRun.Now.AddDays(300), "ab", true, true, ""), Answers = [new HttpAnswer(target.Url, 200, "")] }
                : seen with { Connect = ConnectFailure.Refused });
        }
    }
}
