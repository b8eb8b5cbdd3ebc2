using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Clusters;

public sealed class PodLogsTests
{
    private static readonly ClusterAccess _access = new(new Secret("kubeconfig"));
    private static readonly LogRequest _request = new("mural-system", "canvas-0", "canvas", TailLines: 10);

    private readonly ManualTime _time = new();
    private readonly FakeCluster _cluster;
    private readonly PodLogs _logs;

    public PodLogsTests()
    {
        _cluster = new FakeCluster(_time) { Facts = WithPod(new ContainerState(ContainerPhase.Running)) };
        _logs = new PodLogs(_cluster, _time);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-08-01T12:00:00.123456789Z hello world", "2026-08-01T12:00:00.1234567Z", "hello world")]
    [InlineData("2026-08-01T14:00:00+02:00 hello", "2026-08-01T12:00:00Z", "hello")]
    [InlineData("2026-08-01T12:00:00Z ", "2026-08-01T12:00:00Z", "")]
    public void A_line_is_told_from_its_time(string line, string at, string text) =>
        Assert.Equal(new LogLine(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), text), LogLine.Read(line));

    [Theory]
    [InlineData("")]
    [InlineData("plain words")]
    [InlineData("failed to get logs: unable to open")]
    [InlineData("2026-08-01 not a server's time")]
    public void A_line_without_a_time_stays_whole(string line) => Assert.Equal(new LogLine(null, line), LogLine.Read(line));

    [Fact]
    public async Task Known_secrets_are_hidden_and_nothing_else()
    {
        _cluster.Log = ["2026-08-01T12:00:00Z password=CanaryPassword other=s3cret-nobody-told", "2026-08-01T12:00:01Z short pw"];

        var log = await _logs.ReadAsync(_access, _request, new SecretMask([new Secret("CanaryPassword"), new Secret("pw")]), Ct);

        Assert.Equal(["password=*** other=s3cret-nobody-told", "short pw"], log.Require().Lines.Select(l => l.Text));
    }

    [Fact]
    public async Task Of_a_huge_log_the_end_is_kept_and_that_is_said()
    {
        _cluster.Log = [.. Enumerable.Range(0, PodLogs.MostLines + 5).Select(i => $"2026-08-01T12:00:00Z {i}")];

        var log = (await _logs.ReadAsync(_access, _request, SecretMask.None, Ct)).Require();

        Assert.Equal((true, PodLogs.MostLines, "5"), (log.IsCut, log.Lines.Length, log.Lines[0].Text));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_taken_up_again_without_a_line_twice()
    {
        var calls = 0;
        _cluster.Writes = async (request, line, _) =>
        {
            calls++;
            if (request.Since is null)
            {
                await line("2026-08-01T12:00:00.5Z one");
                await line("2026-08-01T12:00:00.7Z two");
                return new Error(ErrorKind.RemoteFailed, "cluster-unreachable", "cut", "");
            }
            await line("2026-08-01T12:00:00.7Z two");
            await line("2026-08-01T12:00:00.7000001Z three");
            _cluster.Facts = WithPod(new ContainerState(ContainerPhase.Terminated) { ExitCode = 3 });
            return Unit.Value;
        };

        var batches = await FollowAsync();

        Assert.Equal(["one", "two", "three"], batches.SelectMany(b => b.Lines).Select(l => l.Text));
        Assert.Equal("The container ended with exit code 3.", batches[^1].End?.Message);
        Assert.Equal((2, 0), (calls, _cluster.LastLog!.TailLines));
    }

    [Fact]
    public async Task A_container_that_writes_faster_than_anybody_reads_loses_its_oldest_lines_counted()
    {
        const int extra = 100;
        _cluster.Writes = async (_, line, _) =>
        {
            for (var i = 0; i < LogFollower.MostWaiting + extra; i++)
            {
                await line($"2026-08-01T12:00:00Z {i}");
            }
            _cluster.Facts = WithPod(null);
            return Unit.Value;
        };

        var batches = await FollowAsync();

        Assert.Equal(extra, batches.Sum(b => b.Dropped));
        Assert.Equal("100", batches.SelectMany(b => b.Lines).First().Text);
        Assert.Equal("The pod is gone.", batches[^1].End?.Message);
    }

    [Fact]
    public async Task What_the_server_refuses_ends_it_with_its_words()
    {
        _cluster.Writes = (_, _, _) => Task.FromResult<Result<Unit>>(new Error(ErrorKind.Invalid, "cluster-request-invalid", "container \"canvas\" is waiting to start", ""));

        var batches = await FollowAsync();

        Assert.Equal("cluster-request-invalid", Assert.Single(batches).End?.Problem?.Code);
    }

    [Fact]
    public async Task Leaving_the_page_ends_the_stream_at_the_server()
    {
        using var page = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var closed = new TaskCompletionSource();
        _cluster.Writes = async (_, line, ct) =>
        {
            await line("2026-08-01T12:00:00Z one");
            await using var registered = ct.Register(() => closed.TrySetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return Unit.Value;
        };
        var following = Task.Run(async () =>
        {
            var batches = new List<LogBatch>();
            await foreach (var batch in _logs.FollowAsync(_access, _request, SecretMask.None, page.Token))
            {
                batches.Add(batch);
                await page.CancelAsync();
            }
            return batches;
        }, Ct);

        await TurnAsync(following);

        Assert.Equal("one", Assert.Single(await following).Lines.Single().Text);
        await closed.Task;
    }

    [Fact]
    public void The_secrets_of_a_kubeconfig_are_known()
    {
        var yaml = "users:\n- name: a\n  user:\n    token: abcdefgh\n    client-key-data: \"S0VZ\"\n    username: admin\n";
        Assert.Equal(["abcdefgh", "S0VZ"], KnownSecrets.Of(new Secret(yaml)).Select(s => s.Reveal()));
    }

    private static ClusterSnapshot WithPod(ContainerState? state) => ClusterSnapshot.Empty with
    {
        Pods = state is null ? [] : [new PodFacts { Meta = FactMeta.None with { Namespace = "mural-system", Name = "canvas-0" }, Containers = [new("canvas", "", ContainerRole.App, true, true, 0, state, null)] }],
    };

    private async Task<List<LogBatch>> FollowAsync()
    {
        var following = Task.Run(async () =>
        {
            var batches = new List<LogBatch>();
            await foreach (var batch in _logs.FollowAsync(_access, _request, SecretMask.None, Ct))
            {
                batches.Add(batch);
            }
            return batches;
        }, Ct);
        await TurnAsync(following);
        return await following;
    }

    private async Task TurnAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
