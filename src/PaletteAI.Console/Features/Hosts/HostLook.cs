using System.Globalization;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Features.Hosts;

/// <summary>A reported word in the one vocabulary, spelled as the product spells it.</summary>
/// <param name="Status">State.</param>
/// <param name="Word">Word shown.</param>
public sealed record HostWord(KitStatus Status, string Word);

/// <summary>What the appliance reports about hosts, as people read it. A word that is not known is unknown, never good.</summary>
public static class HostLook
{
    /// <summary>Link status.</summary>
    public static HostWord Status(EdgeHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.InCluster ? new(KitStatus.Passed, "In-Use") : Read(host.Status, ("Ready", KitStatus.Passed), ("In-Use", KitStatus.Passed));
    }

    /// <summary>Content sync.</summary>
    public static HostWord Content(EdgeHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Read(host.Content, ("Synced", KitStatus.Passed), ("Syncing", KitStatus.InProgress));
    }

    /// <summary>Health.</summary>
    public static HostWord Health(EdgeHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Read(host.Health, ("Healthy", KitStatus.Healthy), ("Unhealthy", KitStatus.Failing));
    }

    /// <summary>Role.</summary>
    public static string Role(HostRole role) => role == HostRole.Leader ? "Leader" : "Linked host";

    /// <summary>A node role as the product's guide says it; empty when there is none yet.</summary>
    public static string NodeRole(string reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        return reported.ToUpperInvariant() switch
        {
            "INIT" => "Control plane (first)",
            "CONTROLPLANE" => "Control plane",
            "WORKER" => "Worker",
            "UNKNOWN" => "",
            _ => reported,
        };
    }

    /// <summary>Memory in GiB, one digit.</summary>
    public static string Memory(long mebibytes) => string.Create(CultureInfo.InvariantCulture, $"{mebibytes / 1024.0:0.#} GiB");

    /// <summary>A text, or that it is not reported.</summary>
    public static string OrNotReported(string text) => string.IsNullOrEmpty(text) ? "not reported" : text;

    private static HostWord Read(string reported, params ReadOnlySpan<(string Word, KitStatus Status)> known)
    {
        if (reported.Length == 0)
        {
            return new(KitStatus.Unknown, "Not reported");
        }

        foreach (var (word, status) in known)
        {
            if (word.Equals(reported, StringComparison.OrdinalIgnoreCase))
            {
                return new(status, word);
            }
        }

        return reported.ToUpperInvariant() switch
        {
            "PENDING" or "INPROGRESS" or "IN PROGRESS" or "IN-PROGRESS" or "LINKING" => new(KitStatus.InProgress, reported),
            "FAILED" or "ERROR" => new(KitStatus.Failed, reported),
            _ => new(KitStatus.Unknown, reported),
        };
    }
}
