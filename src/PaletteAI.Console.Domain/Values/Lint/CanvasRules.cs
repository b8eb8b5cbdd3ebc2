using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary><c>canvas.impersonationProxy</c>: who a user is to Kubernetes.</summary>
internal static class CanvasRules
{
    public static void Check(LintScope scope)
    {
        var proxy = scope.User.At("canvas", "impersonationProxy");
        if (!proxy["enabled"].IsNothing && proxy["enabled"].Node is not ValueScalar { Kind: ValueKind.Boolean })
        {
            scope.Error(proxy["enabled"], "wrong-type", $"true or false is expected here, not {proxy["enabled"].Kind}.", "Write true or false, without quotes.");
        }

        CheckMode(scope, proxy["userMode"], ["passthrough"]);
        CheckMode(scope, proxy["groupsMode"], ["map", "passthrough"]);
        CheckMap(scope, proxy["dexGroupMap"]);
        if (proxy["enabled"].IsTrue && proxy["groupsMode"].Text == "map" && proxy["dexGroupMap"].Node is not ValueMap { Count: > 0 })
        {
            scope.Warn(proxy["dexGroupMap"], "group-map-empty", "Groups are mapped, and the map is empty: nobody gets any rights.", "Add an identity with its Kubernetes groups.");
        }
    }

    private static void CheckMode(LintScope scope, LintField mode, string[] known)
    {
        if (mode.IsNothing)
        {
            return;
        }

        if (mode.Text is not { } text)
        {
            scope.Error(mode, "wrong-type", $"A text is expected here, not {mode.Kind}.", $"Write {known[0]}.");
        }
        else if (!known.Contains(text, StringComparer.Ordinal))
        {
            scope.Warn(mode, "mode-unknown", $"Only {string.Join(" and ", known)} are documented for this mode.", $"Write {NearestName.Find(text, known) ?? known[0]} unless you know better.");
        }
    }

    private static void CheckMap(LintScope scope, LintField map)
    {
        if (!map.IsNothing && map.Node is not ValueMap)
        {
            scope.Error(map, "wrong-type", $"A map from identity to groups is expected here, not {map.Kind}.", "Write \"user@example.org\": [\"admin\"].");
        }

        foreach (var (identity, groups) in map.Entries)
        {
            if (identity.Trim().Length == 0)
            {
                scope.Error(groups, "identity-empty", "The identity is empty.", "Write the user's e-mail address or the group's name as the key.");
            }

            CheckGroups(scope, groups);
        }
    }

    private static void CheckGroups(LintScope scope, LintField groups)
    {
        if (groups.Node is not ValueList { Items.Count: > 0 })
        {
            scope.Error(groups, "groups-not-a-list", $"A list of at least one group is expected here, not {(groups.Node is ValueList ? "an empty one" : groups.Kind)}.", "Write [\"admin\"].");
        }

        foreach (var group in groups.Items)
        {
            if (string.IsNullOrWhiteSpace(group.Text))
            {
                scope.Error(group, "group-not-text", group.Text is null ? $"A group is a text, not {group.Kind}." : "The group's name is empty.", "Write the group's name in quotes.");
            }
            else if (group.Text.StartsWith("system:", StringComparison.Ordinal))
            {
                scope.Warn(group, "system-group", group.Text == "system:masters" ? "system:masters may do everything and bypasses all access rules." : "Groups that begin with system: belong to Kubernetes itself.", "Use a group of your own and bind roles to it.");
            }
        }
    }
}
