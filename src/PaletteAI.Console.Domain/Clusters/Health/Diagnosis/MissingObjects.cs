using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>
/// Config maps, secrets and keys that kubelet says are missing. Its wordings, old and new:
/// <c>configmap "x" not found</c>, <c>secret "x" not found</c>, <c>couldn't find key k in ConfigMap ns/x</c>,
/// <c>configmap references non-existent config key: k</c>.
/// </summary>
internal static class MissingObjects
{
    private static readonly (string Kind, string Word, string Missing, string KeyMissing)[] _kinds =
    [
        ("ConfigMap", "configmap", CauseCodes.ConfigMapMissing, CauseCodes.ConfigMapKeyMissing),
        ("Secret", "secret", CauseCodes.SecretMissing, CauseCodes.SecretKeyMissing),
    ];

    /// <summary>What a text says is missing; null when it says nothing of the kind.</summary>
    public static Symptom? Find(PodFacts pod, string said)
    {
        foreach (var (kind, word, missing, keyMissing) in _kinds)
        {
            if (said.Contains("not found", StringComparison.Ordinal) && Texts.Between(said, $"{word} \"", "\"") is { } name)
            {
                return Make(missing, pod, name, $"The {kind} {name} of {pod.Namespace} does not exist.");
            }
            if (Texts.Between(said, "couldn't find key ", $" in {kind} ") is { } key)
            {
                var holder = said[(said.IndexOf($" in {kind} ", StringComparison.Ordinal) + kind.Length + 5)..].Split([' ', ','])[0];
                return KeyMissing(keyMissing, kind, pod, holder[(holder.IndexOf('/', StringComparison.Ordinal) + 1)..], key);
            }
            if (Texts.Between(said + "\n", $"{word} references non-existent {(kind == "Secret" ? "secret" : "config")} key: ", "\n") is { } mounted)
            {
                return KeyMissing(keyMissing, kind, pod, HolderOfMount(pod, kind, said), mounted.Trim());
            }
        }
        return null;
    }

    public static Symptom Make(string code, PodFacts pod, string name, string message) =>
        new(code, pod.Namespace, name, CauseWeight.Degraded, null, PodDiagnosis.VictimOf(pod), message);

    private static Symptom KeyMissing(string code, string kind, PodFacts pod, string holder, string key) =>
        Make(code, pod, holder, $"The {kind} {holder} of {pod.Namespace} has no key {key}.");

    private static string HolderOfMount(PodFacts pod, string kind, string said)
    {
        var volume = Texts.Between(said, "for volume \"", "\"");
        var wanted = kind == "Secret" ? VolumeKind.Secret : VolumeKind.ConfigMap;
        return pod.Volumes.FirstOrDefault(v => v.Kind == wanted && (volume is null || v.Name == volume)).Target ?? volume ?? "";
    }
}
