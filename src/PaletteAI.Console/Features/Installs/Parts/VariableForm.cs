using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>Which control a variable gets.</summary>
public enum VariableControl
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    LongText,

    /// <summary>One line, numeric keyboard.</summary>
    Number,

    /// <summary>On or off.</summary>
    Switch,

    /// <summary>One of few.</summary>
    Choice,

    /// <summary>A secret: never shown again.</summary>
    Masked,
}

/// <summary>A row of the form.</summary>
/// <param name="Resolved">The variable and the value it will have.</param>
/// <param name="Control">Its control.</param>
/// <param name="Given">What the spec says; null when the default is in force.</param>
/// <param name="IsStored">A secret that is stored.</param>
public sealed record VariableRow(ResolvedValue Resolved, VariableControl Control, ConfigValue? Given, bool IsStored)
{
    /// <summary>The variable.</summary>
    public ProfileVariable Variable => Resolved.Variable;

    /// <summary>What the form calls it.</summary>
    public string Label => Variable.DisplayName.Length > 0 ? Variable.DisplayName : Variable.Name;

    /// <summary>Its place in the spec.</summary>
    public string Path => VariableForm.PathOf(Variable.Name);

    /// <summary>Whether going back to the default would change anything.</summary>
    public bool CanReset => !Variable.Immutable && Given is not null && Control != VariableControl.Masked;
}

/// <summary>Rows that belong together.</summary>
/// <param name="Title">Heading.</param>
/// <param name="About">A short sentence.</param>
/// <param name="Rows">Rows in the profile's order.</param>
public sealed record VariableGroup(string Title, string About, ImmutableArray<VariableRow> Rows);

/// <summary>The form of Profile Config, generated from the profile's variables.</summary>
public static class VariableForm
{
    private const int LongFrom = 100;

    // Only the grouping knows names; a profile with other variables gets the same form in one group.
    private static readonly (string Title, string About, string[] Names)[] _groups =
    [
        ("PaletteAI", "How people sign in and when the installer starts.", ["disableStaticDexUsers", "enableValuesNodeSelector"]),
        ("Networks and domain", "Inside networks of the cluster, and the name everything is reached by.", ["rootDomain", "podCidr", "serviceCidr"]),
        ("Storage", "The disk that is taken, and how many copies of data there are.", ["storagePoolDrive", "csiPlacementCount", "mongoReplicas"]),
        ("Registry", "Where images and charts come from.",
            ["inClusterRegistry", "registryEndpoint", "registryPort", "ociRegistryBaseContentPath", "ociPackRegistryUsername", "ociPackRegistryPassword", "ociRegistryStorageSize", "ociPackRegistryCaCert", "imageReplacementRules"]),
        ("Subscriptions", "Leave them empty where there are none.", ["ubuntuProToken", "imagePullSecret"]),
    ];

    private static readonly HashSet<string> _long = new(StringComparer.OrdinalIgnoreCase) { "ociPackRegistryCaCert", "imageReplacementRules" };

    /// <summary>Place of a variable in the spec.</summary>
    public static string PathOf(string name) => DocumentPath.Root.Append("spec").Append("profileConfig").Append(name).ToString();

    /// <summary>The groups that have rows. A hidden variable is left out unless something is wrong with it.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="storedSecrets">Names of sensitive variables that have a stored value.</param>
    /// <param name="isWrong">Whether something is wrong at a path.</param>
    public static IReadOnlyList<VariableGroup> Of(ClusterProfile profile, InstallSpec spec, IReadOnlyCollection<string> storedSecrets, Func<string, bool> isWrong)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(isWrong);
        var rows = ResolvedConfig.Of(profile, spec, storedSecrets.ToHashSet(StringComparer.Ordinal)).Values
            .Where(v => !v.Variable.Hidden || isWrong(PathOf(v.Variable.Name)))
            .Select(v => Row(v, spec, storedSecrets)).ToList();
        var groups = _groups.Select(g => new VariableGroup(g.Title, g.About, [.. g.Names.SelectMany(n => rows.Where(r => Is(r.Variable, n)))])).ToList();
        var placed = groups.SelectMany(g => g.Rows).ToHashSet();
        ImmutableArray<VariableRow> rest = [.. rows.Where(r => !placed.Contains(r))];
        groups.Add(new VariableGroup(placed.Count == 0 ? "Variables" : "Other variables", "As the profile describes them.", rest));
        return [.. groups.Where(g => !g.Rows.IsEmpty)];
    }

    /// <summary>Names of the variables in the order of the form.</summary>
    public static IReadOnlyList<string> Order(ClusterProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var known = _groups.SelectMany(g => g.Names).SelectMany(n => profile.Variables.Where(v => Is(v, n)).Select(v => v.Name));
        return [.. known.Concat(profile.Variables.Select(v => v.Name)).Distinct(StringComparer.Ordinal)];
    }

    private static VariableRow Row(ResolvedValue value, InstallSpec spec, IReadOnlyCollection<string> storedSecrets) => new(
        value, ControlOf(value), spec.ProfileConfig.GetValueOrDefault(value.Variable.Name), storedSecrets.Contains(value.Variable.Name));

    private static VariableControl ControlOf(ResolvedValue value) => value.Variable switch
    {
        { Sensitive: true } => VariableControl.Masked,
        { Options.IsEmpty: false } => VariableControl.Choice,

        // A switch shows two states; a text that is neither (from a file) must stay visible.
        { Format: VariableFormat.Boolean } => value.Value is "true" or "false" or "" ? VariableControl.Switch : VariableControl.Choice,
        { Format: VariableFormat.Number } => VariableControl.Number,
        _ when _long.Contains(value.Variable.Name) || value.Value.Contains('\n', StringComparison.Ordinal) || value.Value.Length > LongFrom => VariableControl.LongText,
        _ => VariableControl.Text,
    };

    private static bool Is(ProfileVariable variable, string name) => Plain(variable.Name) == Plain(name) || Plain(variable.DisplayName) == Plain(name);

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
