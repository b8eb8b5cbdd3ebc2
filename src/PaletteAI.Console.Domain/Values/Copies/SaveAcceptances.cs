using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Copies;

/// <summary>Something a person has to accept by name before a values file is saved.</summary>
/// <param name="Id">Stable while the reason is the same, e.g. <c>nobody-can-sign-in:dex.config.connectors</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What will happen, as a sentence.</param>
/// <param name="Fix">What to do instead, as a sentence.</param>
/// <param name="Path">Place in the file; empty when it is about a host.</param>
public sealed record SaveAcceptance(string Id, Severity Severity, string Message, string Fix, string Path);

/// <summary>What a person has to accept by name: errors, and whoever is locked out.</summary>
public static class SaveAcceptances
{
    // Warnings that say who gets in, or who does not.
    private static readonly HashSet<string> _serious = new(StringComparer.Ordinal) { "nobody-can-sign-in", "no-users-no-connectors", "default-user" };

    private static readonly DocumentPath _dex = DocumentPath.Root.Append("dex").Append("config");
    private static readonly DocumentPath _connectors = _dex.Append("connectors");
    private static readonly DocumentPath _users = _dex.Append("staticPasswords");

    /// <summary>What has to be accepted.</summary>
    /// <param name="findings">Findings of the new text.</param>
    /// <param name="before">The file that is there; null when it cannot be read.</param>
    /// <param name="after">The new one.</param>
    /// <param name="setting">Context and shipped file.</param>
    public static ImmutableArray<SaveAcceptance> Of(IEnumerable<Finding> findings, ValueMap? before, ValueMap after, Views.ValuesSetting setting)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(setting);
        var judged = findings.ToList();
        var asked = judged.Where(f => f.Severity == Severity.Error || (f.Severity == Severity.Warning && _serious.Contains(f.Code)))
            .Select(f => new SaveAcceptance($"{f.Code}:{f.Path}", f.Severity, f.Message, f.Fix, f.Path));
        var isOff = setting.Context?.DisableStaticDexUsers == true;
        // Of a user of the samples it is said already that the password is known.
        var known = judged.Where(f => f.Code == "default-user").Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return [.. asked.Concat(LostConnectors(before, after)).Concat(isOff ? [] : LostUsers(before, after).Concat(ShippedUsers(after, setting.Shipped).Where(a => !known.Contains(a.Path)))).DistinctBy(a => a.Id)];
    }

    private static IEnumerable<SaveAcceptance> LostConnectors(ValueMap? before, ValueMap after) =>
        Lost(before, after, _connectors, "id").Select(id => new SaveAcceptance(
            $"connector-lost:{id}", Severity.Warning, $"The connector {id} goes: everybody who signs in through it is locked out.", "Keep it until they have another way in.", _connectors.ToString()));

    private static IEnumerable<SaveAcceptance> LostUsers(ValueMap? before, ValueMap after) =>
        Lost(before, after, _users, "email").Select(email => new SaveAcceptance(
            $"user-lost:{email}", Severity.Warning, $"The local user {email} goes and can no longer sign in.", "Keep the user, or see that another way in works.", _users.ToString()));

    // The shipped default admin is documented: everybody knows who it is.
    private static IEnumerable<SaveAcceptance> ShippedUsers(ValueMap after, ValueMap? shipped) =>
        (EffectiveValues.Find(after, _users) is ValueList users ? users.Items : []).Index()
            .Where(u => u.Item is ValueMap user && Items(shipped, _users).Any(s => ValueNode.Same(Text(user, "email"), Text(s, "email")) && ValueNode.Same(Text(user, "hash"), Text(s, "hash"))))
            .Where(u => Text((ValueMap)u.Item, "email") is ValueScalar).Select(u => (Email: ((ValueScalar)Text((ValueMap)u.Item, "email")!).Text, u.Index)).Select(u => new SaveAcceptance(
                $"shipped-user:{u.Email}", Severity.Warning, $"The user {u.Email} still has the password it was shipped with.", "Give it a password of your own, or remove it.", _users.Append(u.Index).ToString()));

    private static IEnumerable<string> Lost(ValueMap? before, ValueMap after, DocumentPath list, string key) =>
        Names(before, list, key).Except(Names(after, list, key), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Names(ValueMap? tree, DocumentPath list, string key) =>
        Items(tree, list).Select(i => Text(i, key)).OfType<ValueScalar>().Where(t => t.Kind == ValueKind.Text && t.Text.Length > 0).Select(t => t.Text);

    private static IEnumerable<ValueMap> Items(ValueMap? tree, DocumentPath list) =>
        EffectiveValues.Find(tree, list) is ValueList found ? found.Items.OfType<ValueMap>() : [];

    private static ValueNode? Text(ValueMap item, string key) => item.Find(key);
}
