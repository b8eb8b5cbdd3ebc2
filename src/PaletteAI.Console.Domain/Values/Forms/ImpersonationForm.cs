using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>An identity and the Kubernetes groups it acts as.</summary>
/// <param name="Identity">E-mail address of a user, or name of a group of the identity provider.</param>
/// <param name="Groups">Kubernetes groups, at least one.</param>
public sealed record GroupMapping(string Identity, ImmutableArray<string> Groups);

/// <summary>Impersonation by Canvas: <c>canvas.impersonationProxy</c>.</summary>
/// <param name="IsEnabled">Null = the chart's.</param>
/// <param name="UserMode">Only <c>passthrough</c> is documented; empty = the chart's.</param>
/// <param name="GroupsMode"><c>map</c> or <c>passthrough</c>; empty = the chart's.</param>
/// <param name="Mappings">Who acts as which groups.</param>
public sealed record ImpersonationForm(bool? IsEnabled, string UserMode, string GroupsMode, ImmutableArray<GroupMapping> Mappings)
{
    private static readonly DocumentPath _proxy = DocumentPath.Root.Append("canvas").Append("impersonationProxy");
    private static readonly DocumentPath _map = _proxy.Append("dexGroupMap");

    /// <summary>Documented modes of users.</summary>
    public static ImmutableArray<string> UserModes { get; } = ["passthrough"];

    /// <summary>Known modes of groups.</summary>
    public static ImmutableArray<string> GroupsModes { get; } = ["map", "passthrough"];

    /// <summary>The form of a file.</summary>
    public static ImpersonationForm Read(ValueMap user) => new(
        FormEdits.FlagOf(EffectiveValues.Find(user, _proxy.Append("enabled"))), Text(user, "userMode"), Text(user, "groupsMode"),
        EffectiveValues.Find(user, _map) is ValueMap map ? [.. map.Entries.Select(e => new GroupMapping(e.Key, e.Value is ValueList groups ? [.. groups.Items.Select(FormEdits.TextOf)] : []))] : []);

    /// <summary>The edits that bring the form into the file. The findings of an error name the fields: mappings[0].identity and so on.</summary>
    public Result<ImmutableArray<ValueEdit>> Edits(ValueMap user) => FormEdits.Unless([.. Judge()], () =>
        FormEdits.Change(user, _proxy.Append("enabled"), IsEnabled is { } flag ? ValueScalar.Of(ValueSource.User, flag) : null)
            .Concat(FormEdits.Change(user, _proxy.Append("userMode"), FormEdits.Text(UserMode.Trim())))
            .Concat(FormEdits.Change(user, _proxy.Append("groupsMode"), FormEdits.Text(GroupsMode.Trim())))
            .Concat(MapEdits(user)));

    private static string Text(ValueMap user, string name) => FormEdits.TextOf(EffectiveValues.Find(user, _proxy.Append(name)));

    private IEnumerable<ValueEdit> MapEdits(ValueMap user)
    {
        var before = EffectiveValues.Find(user, _map) as ValueMap;
        if (Mappings.IsEmpty)
        {
            return before is { Count: > 0 } ? [new ValueEdit(EditOperation.Set, _map, ValueMap.Empty(ValueSource.User))] : [];
        }

        var wanted = FormEdits.Map(Mappings.Select(m => (m.Identity.Trim(), (ValueNode?)FormEdits.Texts(m.Groups))));
        // In a map nothing of which stays there is nothing to keep comments of; an empty one is written anew.
        return before is null || before.Entries.All(e => wanted.Find(e.Key) is null)
            ? FormEdits.Change(user, _map, wanted)
            : wanted.Entries.SelectMany(e => FormEdits.Change(user, _map.Append(e.Key), e.Value))
                .Concat(before.Entries.Where(e => wanted.Find(e.Key) is null).Select(e => new ValueEdit(EditOperation.Unset, _map.Append(e.Key))));
    }

    private IEnumerable<Finding> Judge()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, mapping) in Mappings.Index())
        {
            if (mapping.Identity.Trim().Length == 0)
            {
                yield return Finding.Error($"mappings[{i}].identity", "identity-empty", "The identity is empty.", "Enter the user's e-mail address, or the group's name.");
            }
            else if (!seen.Add(mapping.Identity.Trim()))
            {
                yield return Finding.Error($"mappings[{i}].identity", "identity-twice", "This identity is mapped twice.", "Put all of its groups into one line.");
            }

            if (mapping.Groups.All(g => g.Trim().Length == 0))
            {
                yield return Finding.Error($"mappings[{i}].groups", "groups-empty", "At least one group is needed.", "Enter a group, such as admin.");
            }

            foreach (var group in mapping.Groups.Where(g => g.Trim().StartsWith("system:", StringComparison.Ordinal)))
            {
                yield return Finding.Warning($"mappings[{i}].groups", "system-group", group.Trim() == "system:masters" ? "system:masters may do everything and bypasses all access rules." : "Groups that begin with system: belong to Kubernetes itself.", "Use a group of your own and bind roles to it.");
            }
        }
    }
}
