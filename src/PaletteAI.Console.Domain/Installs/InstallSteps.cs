using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>A step of cluster creation, in order.</summary>
public enum InstallStep
{
    /// <summary>Cluster name and tags.</summary>
    Name,

    /// <summary>Layers and versions of the cluster profile.</summary>
    ClusterProfile,

    /// <summary>Values of the profile's variables.</summary>
    ProfileConfig,

    /// <summary>VIP or DNS name, NTP servers, SSH keys.</summary>
    ClusterConfig,

    /// <summary>Node pools and their hosts.</summary>
    NodeConfig,

    /// <summary>Everything on one page, and Deploy Cluster.</summary>
    Review,
}

/// <summary>How far a step is.</summary>
public enum InstallStepState
{
    /// <summary>The operator has not been on it.</summary>
    NotVisited,

    /// <summary>Visited, nothing to say.</summary>
    Done,

    /// <summary>Visited, with at least one warning and no error.</summary>
    HasWarnings,

    /// <summary>Visited, with at least one error.</summary>
    HasErrors,
}

/// <summary>A row of the wizard's rail.</summary>
/// <param name="Step">Which step.</param>
/// <param name="State">How far it is.</param>
/// <param name="IsCurrent">The operator is on it.</param>
/// <param name="Errors">Findings of severity error that belong to it.</param>
/// <param name="Warnings">Findings of severity warning that belong to it.</param>
public sealed record InstallStepStatus(InstallStep Step, InstallStepState State, bool IsCurrent, int Errors, int Warnings);

/// <summary>The six steps: names, addresses, and which part of the document belongs to which.</summary>
public static class InstallSteps
{
    private static readonly (string Prefix, InstallStep Step)[] _places =
    [
        ("metadata", InstallStep.Name),
        ("spec.profileConfig", InstallStep.ProfileConfig),
        ("spec.profile", InstallStep.ClusterProfile),
        ("spec.cluster", InstallStep.ClusterConfig),
        ("spec.nodePools", InstallStep.NodeConfig),
    ];

    /// <summary>All steps in order.</summary>
    public static ImmutableArray<InstallStep> All { get; } = [.. Enum.GetValues<InstallStep>()];

    /// <summary>The step's part of the URL.</summary>
    public static string Slug(InstallStep step) => step switch
    {
        InstallStep.Name => "name",
        InstallStep.ClusterProfile => "cluster-profile",
        InstallStep.ProfileConfig => "profile-config",
        InstallStep.ClusterConfig => "cluster-config",
        InstallStep.NodeConfig => "node-config",
        InstallStep.Review => "review",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The step's name on screen.</summary>
    public static string Title(InstallStep step) => step switch
    {
        InstallStep.Name => "Name",
        InstallStep.ClusterProfile => "Cluster Profile",
        InstallStep.ProfileConfig => "Profile Config",
        InstallStep.ClusterConfig => "Cluster Config",
        InstallStep.NodeConfig => "Node Config",
        InstallStep.Review => "Review",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>Reads a slug; null when there is no such step.</summary>
    public static InstallStep? FromSlug(string? slug)
    {
        foreach (var step in All)
        {
            if (string.Equals(Slug(step), slug, StringComparison.Ordinal))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>The step where the field at <paramref name="path"/> is edited; Review for the whole document.</summary>
    public static InstallStep StepOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var (prefix, step) in _places)
        {
            if (IsAtOrBelow(path, prefix))
            {
                return step;
            }
        }

        return InstallStep.Review;
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="place"/> or a field inside it.</summary>
    public static bool IsAtOrBelow(string path, string place)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(place);
        return path.StartsWith(place, StringComparison.Ordinal)
            && (path.Length == place.Length || path[place.Length] is '.' or '[');
    }

    /// <summary>The step after <paramref name="step"/>; null after the last.</summary>
    public static InstallStep? After(InstallStep step) => step == InstallStep.Review ? null : step + 1;

    /// <summary>The step before <paramref name="step"/>; null before the first.</summary>
    public static InstallStep? Before(InstallStep step) => step == InstallStep.Name ? null : step - 1;

    /// <summary>The findings that are shown on <paramref name="step"/>, worst first, otherwise in their order.</summary>
    public static ImmutableArray<Finding> FindingsOf(InstallStep step, IEnumerable<Finding> findings) =>
        [.. findings.Where(f => StepOf(f.Path) == step).OrderByDescending(f => f.Severity)];

    /// <summary>The rail: one row a step. Findings of a step that was never visited are not counted: nobody has typed there yet.</summary>
    /// <param name="current">Where the operator is.</param>
    /// <param name="visited">Slugs of the steps visited before.</param>
    /// <param name="findings">All findings of the draft.</param>
    public static ImmutableArray<InstallStepStatus> Rail(InstallStep current, IEnumerable<string> visited, IReadOnlyCollection<Finding> findings)
    {
        var seen = visited.ToHashSet(StringComparer.Ordinal);
        return [.. All.Select(step => Row(step, step == current, seen.Contains(Slug(step)), findings))];
    }

    private static InstallStepStatus Row(InstallStep step, bool isCurrent, bool wasVisited, IReadOnlyCollection<Finding> findings)
    {
        if (!isCurrent && !wasVisited)
        {
            return new InstallStepStatus(step, InstallStepState.NotVisited, false, 0, 0);
        }

        var errors = Count(step, Severity.Error, findings);
        var warnings = Count(step, Severity.Warning, findings);
        var state = errors > 0 ? InstallStepState.HasErrors : warnings > 0 ? InstallStepState.HasWarnings : InstallStepState.Done;
        return new InstallStepStatus(step, state, isCurrent, errors, warnings);
    }

    /// <summary>Review shows everything, so everything counts there.</summary>
    private static int Count(InstallStep step, Severity severity, IReadOnlyCollection<Finding> findings) =>
        findings.Count(f => f.Severity == severity && (step == InstallStep.Review || StepOf(f.Path) == step));
}
