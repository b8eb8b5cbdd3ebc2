using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Managed;

/// <summary>When a managed field is in force.</summary>
public enum ManagedCondition
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>Only with a root domain.</summary>
    RootDomain,

    /// <summary>Only in airgap mode.</summary>
    Airgap,

    /// <summary>Only with Disable Static Dex Users on.</summary>
    StaticUsersDisabled,
}

/// <summary>A field the installer writes over whatever the user's file says.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Condition">When it is in force.</param>
/// <param name="Source">Runtime or enforced.</param>
/// <param name="OwnsSubtree">Replaced whole: what the user has below is dropped, not mixed.</param>
/// <param name="IsSecret">Its value, or one inside it, is a secret.</param>
/// <param name="Value">The value the installer writes.</param>
public sealed record ManagedField(
    DocumentPath Path, ManagedCondition Condition, ValueSource Source, bool OwnsSubtree, bool IsSecret, Func<InstallerContext, ValueNode> Value)
{
    /// <summary>The path as people read it.</summary>
    public string Name { get; } = Path.ToString();

    /// <summary>Whether the path goes through an item of a list, and so is patched by position.</summary>
    public bool HasIndex { get; } = Path.Segments.Any(s => s.Index is not null);

    /// <summary>Whether the installer writes it under these circumstances.</summary>
    public bool IsInForce(InstallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Condition switch
        {
            ManagedCondition.RootDomain => context.HasRootDomain,
            ManagedCondition.Airgap => context.IsAirgap,
            ManagedCondition.StaticUsersDisabled => context.DisableStaticDexUsers,
            ManagedCondition.Always => true,
            _ => true,
        };
    }

    /// <summary>Why the installer's value stands, as a sentence.</summary>
    public string Rule => (Source == ValueSource.Enforced ? "The installer enforces this key" : "The installer generates this key at every run") + Condition switch
    {
        ManagedCondition.RootDomain => " while a root domain is configured.",
        ManagedCondition.Airgap => " in airgap mode.",
        ManagedCondition.StaticUsersDisabled => " while Disable Static Dex Users is on.",
        ManagedCondition.Always => ".",
        _ => ".",
    };

    /// <summary>What would make the user's value take effect, as a sentence.</summary>
    public string Counterfactual => Condition switch
    {
        ManagedCondition.RootDomain => "It takes effect if the root domain is removed.",
        ManagedCondition.Airgap => "It takes effect in connected mode.",
        ManagedCondition.StaticUsersDisabled => "It takes effect if Disable Static Dex Users is turned off.",
        ManagedCondition.Always => "Nothing in this file changes it.",
        _ => "Nothing in this file changes it.",
    };
}
