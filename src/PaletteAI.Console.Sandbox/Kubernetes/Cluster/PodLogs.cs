using System.Globalization;
using System.Text.Json.Nodes;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Cluster;

/// <summary>A line of a container's log.</summary>
internal sealed record LogLine(DateTimeOffset At, string Text);

/// <summary>What containers print: follows from what they are and how long they run, so nothing is kept.</summary>
internal static class PodLogs
{
    private static readonly (double Share, string Text)[] _installer =
    [
        (0.00, "level=INFO msg=\"PaletteAI installer starting\" version=1.1.0"),
        (0.05, "level=INFO msg=\"reading user values\" path=/usr/local/palette-ai/values.yaml sha256={sha256}"),
        (0.10, "level=INFO msg=\"merging values\" layers=user,runtime,enforced"),
        (0.20, "level=INFO msg=\"helm upgrade --install\" release=mural-crds namespace=mural-system"),
        (0.45, "level=INFO msg=\"release is up to date\" release=mural-crds"),
        (0.50, "level=INFO msg=\"helm upgrade --install\" release=mural namespace=mural-system"),
        (0.95, "level=INFO msg=\"release deployed\" release=mural"),
        (1.00, "level=INFO msg=\"done\""),
    ];

    private static readonly string[] _previous = ["level=INFO msg=starting", "level=ERROR msg=\"exiting\" error=\"simulated crash\""];

    /// <summary>Lines up to now.</summary>
    /// <exception cref="ApiException">400: the container is unknown, waits, or has no previous run.</exception>
    public static IEnumerable<LogLine> Lines(JsonObject pod, string container, bool previous, double timeScale, DateTimeOffset now)
    {
        var (pods, name) = (pod.Text("metadata", "name"), ContainerOf(pod, container));
        var status = pod.Rows("status", "containerStatuses").FirstOrDefault(s => s.Text("name") == name);
        if (previous)
        {
            var ended = status.Moment("lastState", "terminated", "finishedAt") ?? throw ApiException.BadRequest($"previous terminated container \"{name}\" in pod \"{pods}\" not found");
            return _previous.Select((text, i) => new LogLine(ended.AddSeconds(i - 2), text));
        }

        var started = status.Moment("state", "running", "startedAt") ?? status.Moment("state", "terminated", "startedAt") ?? status.Moment("lastState", "terminated", "startedAt")
            ?? throw ApiException.BadRequest($"container \"{name}\" in pod \"{pods}\" is waiting to start: {(status.Text("state", "waiting", "reason") is { Length: > 0 } why ? why : "ContainerCreating")}");
        var until = status.Moment("state", "terminated", "finishedAt") ?? now;
        return name == "installer" ? InstallerLines(pod, status!, started, until, timeScale) : Steady(name, started, until, timeScale);
    }

    /// <summary>Whether the container will print no more.</summary>
    public static bool HasEnded(JsonObject pod) => pod.Text("status", "phase") is "Succeeded" or "Failed";

    private static string ContainerOf(JsonObject pod, string container)
    {
        var names = pod.Rows("spec", "containers").Select(c => c.Text("name")).ToList();
        var name = pod.Text("metadata", "name");
        return (container.Length, names.Count) switch
        {
            (0, 1) => names[0],
            (0, _) => throw ApiException.BadRequest($"a container name must be specified for pod {name}, choose one of: [{string.Join(' ', names)}]"),
            _ => names.Contains(container) ? container : throw ApiException.BadRequest($"container {container} is not valid for pod {name}"),
        };
    }

    private static IEnumerable<LogLine> InstallerLines(JsonObject pod, JsonObject status, DateTimeOffset started, DateTimeOffset until, double timeScale)
    {
        var seconds = double.TryParse(pod.Text("metadata", "annotations", Kubelet.RunSeconds), NumberStyles.Float, CultureInfo.InvariantCulture, out var s) ? s : 60;
        var failed = status.Number("state", "terminated", "exitCode") != 0;
        var sha256 = pod.Text("metadata", "annotations", Kubelet.ValuesSha256);
        var lines = _installer.Where(l => !failed || l.Share < 0.95).Select(l => new LogLine(started.AddSeconds(seconds * l.Share / timeScale), $"time={started.AddSeconds(seconds * l.Share / timeScale).Stamp()} {l.Text.Replace("{sha256}", sha256, StringComparison.Ordinal)}"));
        return failed
            ? lines.Append(new LogLine(until, $"time={until.Stamp()} level=ERROR msg=\"helm upgrade failed\" release=mural error=\"simulated failure\""))
            : lines.Where(l => l.At <= until || status.At("state", "terminated") is not null);
    }

    // One line a second at the start, then one a minute of the appliance's time; the last thousand are kept, as a kubelet keeps a file of bounded size.
    private static IEnumerable<LogLine> Steady(string name, DateTimeOffset started, DateTimeOffset until, double timeScale)
    {
        yield return new LogLine(started, $"level=INFO msg=\"starting {name}\"");
        yield return new LogLine(started.AddSeconds(0.4), "level=INFO msg=ready");
        var every = TimeSpan.FromSeconds(Math.Max(1, 60 / timeScale));
        var count = (long)((until - started) / every);
        for (var i = Math.Max(1, count - 1000); i <= count; i++)
        {
            yield return new LogLine(started + (every * i), string.Create(CultureInfo.InvariantCulture, $"level=INFO msg=\"still running\" beat={i}"));
        }
    }
}
