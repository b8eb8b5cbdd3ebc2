using System.Text.Json;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;

namespace PaletteAI.Console.Domain.Tests.Clusters.Health;

/// <summary>
/// States of a real cluster (kubeadm 1.20.2, two hosts with kubelet and containerd), recorded before the engine was written, with what an
/// operator would call the cause. In expected victims <c>*</c> stands for the generated part of a name.
/// </summary>
public class RecordedScenarios
{
    public static TheoryData<string> Names => [.. CaseTable.Load("health/recorded.json").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verdict_and_its_causes_are_those_an_operator_would_name(string name)
    {
        var (now, cluster, _) = Load(name);

        var report = HealthEngine.Judge(new HealthInput { Cluster = cluster, Now = now, Endpoints = Endpoints.Good(now) });

        ScenarioAsserts.Matches(CaseTable.Load("health/recorded.json").GetProperty(name), report);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pod_reads_as_kubectl_printed_it(string name)
    {
        var (_, cluster, kubectl) = Load(name);
        var pods = cluster.Pods.ToDictionary(p => (p.Namespace, p.Name), PodStatusText.Of);
        foreach (var row in kubectl.EnumerateArray())
        {
            var pod = pods[(row.Text("namespace"), row.Text("name"))];
            Assert.Equal((row.Text("name"), row.Text("ready"), row.Text("status"), row.GetProperty("restarts").GetInt32()), (row.Text("name"), pod.ReadyText, pod.Status, pod.Restarts));
        }
        Assert.Equal(kubectl.GetArrayLength(), pods.Count);
    }

    private static (DateTimeOffset Now, ClusterSnapshot Cluster, JsonElement Kubectl) Load(string name)
    {
        var recorded = CaseTable.Load($"health/recorded/{name}.json");
        var now = recorded.GetProperty("now").GetDateTimeOffset();
        return (now, ClusterJson.Snapshot(recorded.GetProperty("objects").EnumerateArray(), now), recorded.GetProperty("kubectl"));
    }
}

internal static class ScenarioAsserts
{
    public static void Matches(JsonElement expected, HealthReport report)
    {
        var shown = string.Join("\n", report.Causes.Concat(report.Notes).Select(c => $"  {c.Weight} {c.Code} [{c.Subject}] {string.Join(" ", c.Victims)}: {c.Message}"));
        Assert.True(string.Equals(expected.Text("verdict"), report.Verdict.ToString(), StringComparison.OrdinalIgnoreCase), $"{report.Verdict}, expected {expected.Text("verdict")}\n{shown}");
        var causes = expected.GetProperty("causes").EnumerateArray().ToArray();
        Assert.True(causes.Select(c => (c.Text("code"), c.Text("subject"))).SequenceEqual(report.Causes.Select(c => (c.Code, c.Subject))), $"Causes:\n{shown}");
        foreach (var (cause, actual) in causes.Zip(report.Causes))
        {
            Assert.True(cause.TryGetProperty("victims", out var victims), "No victims are given.");
            if (victims.ValueKind == JsonValueKind.Array)
            {
                Assert.True(HasVictims(victims, actual), $"Victims of {actual.Code}:\n{shown}");
            }
        }
        var notes = expected.TryGetProperty("notes", out var given) ? given.EnumerateArray().Select(n => n.GetString()!).ToArray() : [];
        Assert.True(notes.SequenceEqual(report.Notes.Select(n => n.Code)), $"Notes:\n{shown}");
    }

    private static bool HasVictims(JsonElement expected, HealthCause actual)
    {
        var patterns = expected.EnumerateArray().Select(v => $"^{Regex.Escape(v.GetString()!).Replace("\\*", "[a-z0-9-]+", StringComparison.Ordinal)}$").ToArray();
        return patterns.Length == actual.Victims.Length && patterns.Zip(actual.Victims.Order(StringComparer.Ordinal)).All(p => Regex.IsMatch(p.Second, p.First));
    }
}
