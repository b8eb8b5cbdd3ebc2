using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>
/// Pods that fail because a service they need has no ready pod. What they need is read from what they say (events, exit messages, names of
/// init containers), since nothing in Kubernetes declares it.
/// </summary>
internal static class DependencyDiagnosis
{
    // Symptoms that may come from elsewhere; a missing secret cannot.
    private static readonly HashSet<string> _mayDepend =
    [
        CauseCodes.ContainerCrashing, CauseCodes.InitFailing, CauseCodes.InitNotFinished, CauseCodes.ReadinessFailing, CauseCodes.NotReady,
        CauseCodes.LivenessFailing, CauseCodes.StuckStarting, CauseCodes.ImagePullFailed,
    ];

    private static readonly string[] _dnsTexts =
        ["no such host", "server misbehaving", "name resolution", "Name or service not known", "could not resolve", "bad address", ":53:"];

    /// <summary>Symptoms with their root, where one is found.</summary>
    /// <param name="findings">All pods with what was found.</param>
    public static IEnumerable<Symptom> Resolve(IReadOnlyList<(PodFacts Pod, PodFinding Finding)> findings, ClusterIndex index)
    {
        var down = DownServices(findings, index).ToArray();
        foreach (var (pod, finding) in findings)
        {
            var symptom = finding.Symptom ?? WaitsFor(pod, finding, down, index);
            if (symptom is not null)
            {
                yield return down.Length > 0 && _mayDepend.Contains(symptom.Code) ? Attach(pod, symptom, down, index) : symptom;
            }
        }
    }

    // An init container that waits for a service that is down will wait: no need to give it five minutes.
    private static Symptom? WaitsFor(PodFacts pod, PodFinding finding, DownService[] down, ClusterIndex index) =>
        finding.Condition == PodCondition.Starting && pod.InitContainers.FirstOrDefault(c => c is { Role: ContainerRole.Init, State.Phase: ContainerPhase.Running }) is { } init
        && down.Any(d => NamesInit(init.Name, d.Service.Name))
            ? new Symptom(CauseCodes.InitNotFinished, pod.Namespace, ClusterIndex.WorkloadName(pod), CauseWeight.Failing, init.State.StartedAt ?? index.Now, PodDiagnosis.VictimOf(pod), "")
            : null;

    private static Symptom Attach(PodFacts pod, Symptom symptom, DownService[] down, ClusterIndex index)
    {
        if (symptom.Code == CauseCodes.ImagePullFailed)
        {
            var registry = down.FirstOrDefault(d => Serves(d.Service, symptom.Subject));
            return registry is null ? symptom
                : symptom with { RootKey = registry.Root?.Key, Message = $"{symptom.Message} The registry is the service {registry.Service.Name}, which has no ready pod." };
        }
        var texts = Said(pod, index).ToArray();
        var found = down.FirstOrDefault(d => !d.Pods.Contains(pod) && (IsNamed(d.Service, pod, texts) || (IsDns(d.Service) && texts.Any(t => _dnsTexts.Any(t.Contains)))));
        return found is null ? symptom : new Symptom(
            CauseCodes.DependencyDown, found.Service.Namespace, found.Service.Name, symptom.Weight, symptom.Since, symptom.Victim,
            $"{(IsDns(found.Service) ? "The cluster's DNS" : found.Service.Name)} has no ready pod, and other pods need it.") { RootKey = found.Root?.Key };
    }

    private static IEnumerable<DownService> DownServices(IReadOnlyList<(PodFacts Pod, PodFinding Finding)> findings, ClusterIndex index)
    {
        if (!findings.Any(f => f.Finding.Condition is PodCondition.Ill or PodCondition.Starting))
        {
            yield break;
        }
        var byPod = findings.ToDictionary(f => f.Pod.Meta.Uid.Length > 0 ? f.Pod.Meta.Uid : PodDiagnosis.VictimOf(f.Pod), f => f.Finding);
        foreach (var service in index.Input.Cluster.Services.Where(s => !s.Selector.IsEmpty))
        {
            PodFacts[] pods = [.. index.PodsIn(service.Namespace).Where(p => p.Labels.Match(service.Selector) && p.Phase is not ("Succeeded" or "Failed"))];
            if (!pods.Any(p => p.Condition("Ready") is { IsTrue: true } && p.Meta.DeletedAt is null))
            {
                var symptoms = pods.Select(p => byPod.GetValueOrDefault(p.Meta.Uid.Length > 0 ? p.Meta.Uid : PodDiagnosis.VictimOf(p)).Symptom);
                yield return new DownService(service, pods, symptoms.FirstOrDefault(s => s is not null));
            }
        }
    }

    private static bool IsNamed(ServiceFacts service, PodFacts pod, string[] texts) =>
        texts.Any(t => IsNamedBy(service, pod, t)) || (service.Namespace == pod.Namespace && pod.InitContainers.Any(c => c.State is { Phase: not ContainerPhase.NotReported } and not { ExitCode: 0, Phase: ContainerPhase.Terminated } && NamesInit(c.Name, service.Name)));

    private static bool IsNamedBy(ServiceFacts service, PodFacts pod, string text) =>
        Texts.Mentions(text, $"{service.Name}.{service.Namespace}")
        || (service.Namespace == pod.Namespace && Texts.Mentions(text, service.Name))
        || (service.ClusterIp.Length > 0 && service.ClusterIp != "None" && Texts.Mentions(text, service.ClusterIp));

    // wait-for-dex, dex-ready, check-dex-5556: a name that has the service's as a part, and says that it waits.
    private static bool NamesInit(string container, string service) =>
        $"-{container}-".Contains($"-{service}-", StringComparison.Ordinal)
        && (container.Contains("wait", StringComparison.Ordinal) || container.Contains("check", StringComparison.Ordinal) || container.Contains("ready", StringComparison.Ordinal));

    // Only what tells of a failed connection: a service's name in a command line proves nothing.
    private static IEnumerable<string> Said(PodFacts pod, ClusterIndex index)
    {
        foreach (var container in pod.InitContainers.Concat(pod.Containers))
        {
            yield return container.State.Message;
            yield return container.LastState?.Message ?? "";
        }
        foreach (var said in index.EventsOf(pod).Where(e => e.Type == "Warning"))
        {
            // The pod's own name is in many of its events and may hold the service's.
            yield return said.Message.Replace(pod.Name, "", StringComparison.Ordinal);
        }
    }

    private static bool IsDns(ServiceFacts service) => service is { Namespace: "kube-system", Name: "kube-dns" or "coredns" };

    private static bool Serves(ServiceFacts service, string registry)
    {
        var host = registry.Split(':')[0];
        var port = registry.Contains(':', StringComparison.Ordinal) && int.TryParse(registry[(registry.LastIndexOf(':') + 1)..], out var given) ? given : 443;
        return service.ClusterIp == host || service.ExternalAddresses.Contains(host)
            || host == $"{service.Name}.{service.Namespace}" || host.StartsWith($"{service.Name}.{service.Namespace}.", StringComparison.Ordinal)
            || service.Ports.Any(p => p.NodePort != 0 && p.NodePort == port);
    }

    private sealed record DownService(ServiceFacts Service, PodFacts[] Pods, Symptom? Root);
}
