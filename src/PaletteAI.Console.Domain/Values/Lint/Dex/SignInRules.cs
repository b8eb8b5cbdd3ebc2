using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary>Whether anybody can sign in.</summary>
internal static class SignInRules
{
    private const string Fix = "Add a connector under dex.config.connectors, or keep static users.";

    public static void Check(LintScope scope)
    {
        var config = DexConfigRules.Config(scope);
        var connectors = GoDecoding.Get(config, "connectors");
        if (connectors.Node is ValueList { Items.Count: > 0 } || (!connectors.IsNothing && connectors.Node is not ValueList))
        {
            return;
        }

        var users = GoDecoding.Get(scope.User.At("dex", "config"), "staticPasswords");
        var database = GoDecoding.Get(config, "enablePasswordDB");
        if (scope.Values.Context.DisableStaticDexUsers)
        {
            // Users that are cleared although the file has them are told as a dead edit; the file may be meant for the other setting.
            var hasUsers = users.Node is ValueList { Items.Count: > 0 } or ValueMap { Count: > 0 };
            scope.Add(
                hasUsers && connectors.Node is null ? Severity.Warning : Severity.Error, connectors.Path, "nobody-can-sign-in",
                "Static users are disabled and there is no connector: nobody can sign in.", "Add a connector, or turn Disable Static Dex Users off.");
        }
        else if (database.IsFalse)
        {
            scope.Error(connectors, "nobody-can-sign-in", "There is no connector and the password database is off. Dex does not start.", Fix);
        }
        else if (users.Node is ValueList { Items.Count: 0 })
        {
            scope.Warn(users, "no-users-no-connectors", "There is no connector and no static user. The installer may create its default admin; otherwise nobody can sign in.", Fix);
        }
    }
}
