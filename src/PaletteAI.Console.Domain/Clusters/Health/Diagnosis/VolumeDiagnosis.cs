using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>Pods that wait for a volume, or for a config map or secret mounted as one.</summary>
internal static class VolumeDiagnosis
{
    /// <summary>An unscheduled pod whose claims hold it up; null when they do not.</summary>
    public static Symptom? OfUnscheduled(PodFacts pod, ClusterIndex index, string said)
    {
        var isAboutVolumes = said.Contains("PersistentVolumeClaim", StringComparison.OrdinalIgnoreCase)
            || said.Contains("volume node affinity", StringComparison.Ordinal) || said.Contains("available persistent volumes", StringComparison.Ordinal);
        foreach (var volume in pod.Volumes.Where(v => v.Kind == VolumeKind.Claim))
        {
            var claim = index.Claim(pod.Namespace, volume.Target);
            if (claim is null && (said.Contains($"\"{volume.Target}\" not found", StringComparison.Ordinal) || (isAboutVolumes && index.IsFresh(FactKind.PersistentVolumeClaim))))
            {
                return Make(CauseCodes.VolumeClaimMissing, pod, volume.Target, $"The volume claim {volume.Target} of {pod.Namespace} does not exist.");
            }
            if (claim is { Phase: not "Bound" } && isAboutVolumes)
            {
                return Make(CauseCodes.VolumeClaimUnbound, pod, claim.Name, Unbound(claim));
            }
        }
        return said.Contains("volume node affinity conflict", StringComparison.Ordinal)
            ? Make(CauseCodes.VolumeAttachFailed, pod, ClaimOf(pod), "Its volume lies on a node that cannot take the pod.")
            : null;
    }

    /// <summary>A pod on its node that does not start because of a volume; null when that is not the reason.</summary>
    public static Symptom? OfStarting(PodFacts pod, ClusterIndex index)
    {
        var events = index.EventsOf(pod).Where(e => e.Type == "Warning" && e.Reason is "FailedMount" or "FailedAttachVolume" or "FailedMapVolume").ToArray();
        // The newest event decides, but "timed out waiting" only repeats what an earlier one explains.
        var said = events.OrderBy(e => e.Message.Contains("timed out waiting", StringComparison.Ordinal)).ThenByDescending(e => e.LastAt).FirstOrDefault();
        if (said is null)
        {
            return pod.Volumes.Where(v => v is { Kind: VolumeKind.Secret, Optional: false }).FirstOrDefault(v => index.LacksSecret(pod.Namespace, v.Target)) is { Target.Length: > 0 } missing
                ? MissingObjects.Make(CauseCodes.SecretMissing, pod, missing.Target, $"The Secret {missing.Target} of {pod.Namespace} does not exist.")
                : null;
        }
        var since = events.Min(e => e.FirstAt);
        return MissingObjects.Find(pod, said.Message) is { } named ? named with { Since = since } : OfEvent(pod, said, index) with { Since = since };
    }

    private static Symptom OfEvent(PodFacts pod, EventFacts said, ClusterIndex index)
    {
        var volume = Texts.Between(said.Message, "for volume \"", "\"") ?? Texts.Between(said.Message, "unmounted volumes=[", "]")?.Split([' ', ',']) [0] ?? "";
        // Some messages name the pod's volume, others the persistent one.
        var claim = pod.Volumes.FirstOrDefault(v => v.Kind == VolumeKind.Claim && (v.Name == volume || index.Claim(pod.Namespace, v.Target)?.VolumeName == volume)).Target;
        var subject = claim ?? (volume.Length > 0 ? volume : ClaimOf(pod));
        return said.Reason == "FailedAttachVolume"
            ? Make(CauseCodes.VolumeAttachFailed, pod, subject, $"The volume cannot be attached to the node: {Texts.Short(said.Message)}")
            : Make(CauseCodes.VolumeMountFailed, pod, subject, $"The volume cannot be mounted: {Texts.Short(said.Message)}");
    }

    private static string Unbound(PvcFacts claim) => claim.Phase == "Lost"
        ? $"The volume claim {claim.Name} of {claim.Namespace} lost its volume."
        : claim.StorageClass is { Length: > 0 } storage
            ? $"The volume claim {claim.Name} of {claim.Namespace} is not bound: nothing of the storage class {storage} provides a volume."
            : $"The volume claim {claim.Name} of {claim.Namespace} is not bound, and names no storage class.";

    private static string ClaimOf(PodFacts pod) => pod.Volumes.FirstOrDefault(v => v.Kind == VolumeKind.Claim).Target ?? ClusterIndex.WorkloadName(pod);

    private static Symptom Make(string code, PodFacts pod, string subject, string message) =>
        new(code, pod.Namespace, subject, CauseWeight.Degraded, null, PodDiagnosis.VictimOf(pod), message);
}
