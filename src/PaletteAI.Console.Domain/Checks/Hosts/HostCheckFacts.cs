using System.Collections.Immutable;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Hosts.Facts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Checks.Hosts;

/// <summary>What is known of one host.</summary>
/// <param name="Name">What people call it: its id, else its address.</param>
/// <param name="Address">Where it was reached.</param>
public sealed record HostUnderTest(string Name, string Address)
{
    /// <summary>As the inventory has it; null = no inventory.</summary>
    public InventoryHost? Inventory { get; init; }

    /// <summary>Why it could not be asked; null = it was.</summary>
    public Error? Problem { get; init; }

    /// <summary>Whether its key was accepted before.</summary>
    public bool? KeyIsPinned { get; init; }

    /// <summary>Whether root's rights can be had without a person; null = not known.</summary>
    public bool? HasRoot { get; init; }

    /// <summary>Why not, in sudo's words.</summary>
    public string RootProblem { get; init; } = "";

    /// <summary>Its facts; null = not gathered.</summary>
    public HostFacts? Facts { get; init; }

    /// <summary>Its probes; null = not made.</summary>
    public HostProbes? Probes { get; init; }

    /// <summary>The VIP its probes looked for; null = not said.</summary>
    public string? ProbedVip { get; init; }

    /// <summary>Whether the spec puts it into the control plane; null = the spec does not say.</summary>
    public bool? IsControlPlane { get; init; }
}

/// <summary>Everything the host checks judge by.</summary>
/// <param name="Hosts">All hosts.</param>
/// <param name="Spec">What is to be installed; null = not said.</param>
/// <param name="Profile">The imported profile; null = not known.</param>
public sealed record HostCheckFacts(ImmutableArray<HostUnderTest> Hosts, InstallSpec? Spec, ClusterProfile? Profile);
