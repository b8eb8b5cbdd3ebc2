using PaletteAI.Console.Domain.Clusters.Facts;

namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>Images that do not come: grouped by registry, because that is what has to be repaired.</summary>
internal static class ImageDiagnosis
{
    // What runtimes say, and what it means. The first that fits counts.
    private static readonly (string[] Said, string Words)[] _reasons =
    [
        (["no such host", "server misbehaving", "name resolution"], "its name leads to no address"),
        (["connection refused"], "nothing listens there"),
        (["no route to host", "network is unreachable"], "no way leads there from the node"),
        (["x509:", "certificate signed by unknown authority", "tls:"], "its certificate is not accepted by the node"),
        (["server gave HTTP response to HTTPS client"], "it speaks HTTP where the node expects HTTPS"),
        (["401", "403", "unauthorized", "authentication required", "authorization failed", "denied"], "it refuses access: user name or password are missing or wrong"),
        (["429", "toomanyrequests", "rate limit"], "it refuses because of too many requests"),
        (["not found", "manifest unknown", "404"], "it does not hold the image"),
        (["no space left"], "the node has no disk space left for it"),
        (["i/o timeout", "deadline exceeded", "timed out", "timeout", "TLS handshake"], "it does not answer in time"),
        ([" EOF", "connection reset"], "it breaks the connection off"),
        (["500", "502", "503", "504"], "it fails"),
    ];

    public static Symptom? Diagnose(PodFacts pod, ContainerFacts container, ClusterIndex index) => container.State.Reason switch
    {
        "ErrImagePull" or "ImagePullBackOff" or "ErrRegistryUnavailable" or "RegistryUnavailable" or "ImageInspectError" or "SignatureValidationFailed" => PullFailed(pod, container, index),
        "InvalidImageName" => Make(CauseCodes.ImageNameInvalid, pod, container.Image, $"'{container.Image}' is no image name."),
        "ErrImageNeverPull" => Make(CauseCodes.ImageNotPresent, pod, container.Image, $"The image {container.Image} is not on the node, and the pod must not pull it."),
        _ => null,
    };

    /// <summary>The registry of an image, as container runtimes read it.</summary>
    public static string RegistryOf(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        return first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost" ? first : "docker.io";
    }

    private static Symptom PullFailed(PodFacts pod, ContainerFacts container, ClusterIndex index)
    {
        var events = index.EventsOf(pod).Where(e => e.Reason is "Failed" or "FailedToPullImage" && e.Message.StartsWith("Failed to pull image", StringComparison.Ordinal)
            && e.Message.Contains($"\"{container.Image}\"", StringComparison.Ordinal)).ToArray();
        var said = events.MaxBy(e => e.LastAt)?.Message ?? container.State.Message;
        // The image's own name may hold what is searched for.
        var reason = ReasonOf(said.Replace(container.Image, "", StringComparison.Ordinal));
        var registry = RegistryOf(container.Image);
        return new Symptom(
            CauseCodes.ImagePullFailed, "", registry, CauseWeight.Degraded, events.Min(e => e.FirstAt) ?? pod.StartedAt ?? pod.Meta.CreatedAt, PodDiagnosis.VictimOf(pod),
            reason is not null ? $"Images of {registry} cannot be pulled: {reason}."
            : said.Length > 0 && !said.StartsWith("Back-off", StringComparison.Ordinal) ? $"Images of {registry} cannot be pulled: {Texts.Short(said)}"
            : $"Images of {registry} cannot be pulled.");
    }

    private static string? ReasonOf(string said)
    {
        foreach (var (texts, words) in _reasons)
        {
            if (texts.Any(t => said.Contains(t, StringComparison.Ordinal)))
            {
                return words;
            }
        }
        return null;
    }

    private static Symptom Make(string code, PodFacts pod, string image, string message) =>
        new(code, "", image, CauseWeight.Degraded, pod.StartedAt ?? pod.Meta.CreatedAt, PodDiagnosis.VictimOf(pod), message);
}
