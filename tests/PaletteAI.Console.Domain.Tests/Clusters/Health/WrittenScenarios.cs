using System.Collections.Immutable;
using System.Text.Json;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Health;
using PaletteAI.Console.Domain.Clusters.Probes;

namespace PaletteAI.Console.Domain.Tests.Clusters.Health;

/// <summary>
/// Written states: a whole appliance (<c>base</c>) in which a scenario replaces, adds and leaves out objects. They cover what could not be
/// recorded, with the wordings of newer releases.
/// </summary>
public class WrittenScenarios
{
    private static readonly EndpointPlaces _places = new("ai.example.org", "10.10.10.100", ["10.10.10.11"]);

    private static readonly JsonElement _file = CaseTable.Load("health/written.json");

    public static TheoryData<string> Names => [.. _file.GetProperty("scenarios").EnumerateArray().Select(s => s.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verdict_and_its_causes_are_those_an_operator_would_name(string name)
    {
        var scenario = _file.GetProperty("scenarios").EnumerateArray().Single(s => s.Text("name") == name);

        ScenarioAsserts.Matches(scenario.GetProperty("expect"), HealthEngine.Judge(Input(scenario)));
    }

    private static HealthInput Input(JsonElement scenario)
    {
        var now = _file.GetProperty("now").GetDateTimeOffset();
        var without = scenario.GetProperty("without").EnumerateArray().Select(w => w.GetString()!).ToHashSet();
        JsonElement[] own = [.. scenario.GetProperty("objects").EnumerateArray()];
        var replaced = own.Select(Key).ToHashSet();
        var objects = _file.GetProperty("base").EnumerateArray()
            .Where(o => !replaced.Contains(Key(o)) && !without.Contains($"{o.Text("kind")}/{o.GetProperty("metadata").Text("name")}")).Concat(own);
        var age = scenario.TryGetProperty("ageSeconds", out var seconds) ? seconds.GetInt32() : 0;
        var cluster = ClusterJson.Snapshot(objects, now.AddSeconds(-age));
        var missing = scenario.TryGetProperty("missing", out var kinds) ? kinds.EnumerateArray().Select(k => Enum.Parse<FactKind>(k.GetString()!)) : [];
        return new HealthInput { Cluster = cluster with { Freshness = cluster.Freshness.RemoveRange(missing) }, Now = now, Endpoints = Reports(scenario, now) };
    }

    private static string Key(JsonElement o) => $"{o.Text("kind")} {o.GetProperty("metadata").Text("namespace")} {o.GetProperty("metadata").Text("name")}";

    private static ImmutableArray<EndpointReport> Reports(JsonElement scenario, DateTimeOffset now)
    {
        if (!scenario.TryGetProperty("probes", out var probes))
        {
            return Endpoints.Good(now);
        }
        if (probes.ValueKind == JsonValueKind.String)
        {
            return [];
        }
        var rounds = scenario.TryGetProperty("rounds", out var given) ? given.GetInt32() : 3;
        return [.. EndpointPlaces.Paths.Select(path =>
        {
            ImmutableArray<ProbeResult> results = [.. probes.GetProperty(path).EnumerateArray().Select(p => ProbeJudge.Judge(Observation(path, p, now), _places))];
            return Enumerable.Range(0, rounds).Aggregate((EndpointReport?)null, (before, _) => EndpointReport.Of(path, results, before, HealthLimits.Default.GoodAnswers))!;
        })];
    }

    private static ProbeObservation Observation(string path, JsonElement probe, DateTimeOffset now)
    {
        var target = new ProbeTarget(path, Enum.Parse<ProbeRoute>(probe.Text("route")), probe.Text("host"), "ai.example.org", 443);
        var days = probe.TryGetProperty("expiresInDays", out var given) ? given.GetInt32() : 300;
        var isOther = probe.TryGetProperty("otherName", out _);
        return new ProbeObservation
        {
            Target = target,
            TakenAt = now,
            DnsProblem = probe.Text("dns"),
            Connect = probe.Text("connect") is { Length: > 0 } connect ? Enum.Parse<ConnectFailure>(connect) : ConnectFailure.None,
            Certificate = new CertificateSeen("CN=x", "CN=x", [isOther ? "other.example.org" : "ai.example.org"], now.AddDays(-90), now.AddDays(days), "ab", !isOther, true, ""),
            Answers = probe.TryGetProperty("status", out var status)
                ? [new HttpAnswer($"https://ai.example.org{(probe.Text("path") is { Length: > 0 } at ? at : path)}", status.GetInt32(), probe.Text("location"))] : [],
        };
    }
}
