using PaletteAI.Console.Domain.Values.Texts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary><c>dex.config.staticPasswords</c>: local users.</summary>
internal static class DexUserRules
{
    // Hashes that everybody knows, of Dex's sample configuration and its tests; both stand for "password" there.
    private static readonly HashSet<string> _knownHashes = new(StringComparer.Ordinal)
    {
        "$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W", "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy",
    };

    private const string SampleUserId = "08a8684b-db88-4b73-90a9-3cd1661f5466";

    public static void Check(LintScope scope)
    {
        var config = DexConfigRules.Config(scope);
        var users = GoDecoding.Get(config, "staticPasswords");
        if (users.Node is not ValueList { Items.Count: > 0 } || users.Node.Source != ValueSource.User)
        {
            return;
        }

        var (emails, ids) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.Ordinal));
        foreach (var user in users.Items.TakeWhile(_ => !scope.HasEnoughErrors))
        {
            CheckUser(scope, user, emails, ids);
        }

        var database = GoDecoding.Get(config, "enablePasswordDB");
        if (database.IsNothing || database.IsFalse)
        {
            scope.Error(database, "password-db-off", "There are static users, and enablePasswordDB is not true. Dex does not start.", "Write enablePasswordDB: true.");
        }

        if (!scope.Effective.At("canvas", "impersonationProxy", "enabled").IsTrue)
        {
            scope.Warn(users, "users-inherit-rights", "Local users act with the rights of Canvas's own service account, because impersonation is not on.", "Set canvas.impersonationProxy.enabled to true and map users to groups, or keep local users few.");
        }
    }

    private static void CheckUser(LintScope scope, LintField user, HashSet<string> emails, HashSet<string> ids)
    {
        if (!user.IsNothing && user.Node is not ValueMap)
        {
            scope.Error(user, "wrong-type", $"A user is a map, not {user.Kind}. Dex does not start with it.", "Write email, hash, username and userID.");
            return;
        }

        GoDecoding.Check(scope, user, DexFields.Password);
        CheckIdentity(scope, GoDecoding.Get(user, "email"), "email", emails, "Nobody can sign in as this user.");
        CheckIdentity(scope, GoDecoding.Get(user, "userID"), "userID", ids, "Everything keeps users apart by it.");
        CheckHash(scope, user);
        if (GoDecoding.Get(user, "userID").Text == SampleUserId || (GoDecoding.Get(user, "hash").Text is { } hash && _knownHashes.Contains(Plain(hash))))
        {
            scope.Warn(user, "default-user", "This is the user of the samples; its password is known to everybody.", "Replace it by a user of your own before the installation.");
        }
    }

    private static string Plain(string hash) => PasswordHash.Judge(hash).Accepted ? PasswordHash.Plain(hash) : hash;

    private static void CheckIdentity(LintScope scope, LintField field, string name, HashSet<string> seen, string why)
    {
        if (field.IsEmpty || (field.Text is { } text && text.Trim().Length == 0))
        {
            scope.Error(field, "user-" + name.ToLowerInvariant() + "-missing", $"A user needs {name}. {why}", $"Add {name}.");
        }
        else if (field.Text is { } value && !seen.Add(value.Trim()))
        {
            scope.Error(field, "user-" + name.ToLowerInvariant() + "-twice", $"Two users have this {name}; only the last of them counts.", $"Give each user a {name} of its own.");
        }
    }

    private static void CheckHash(LintScope scope, LintField user)
    {
        var (hash, variable) = (GoDecoding.Get(user, "hash"), GoDecoding.Get(user, "hashFromEnv"));
        if (hash.IsEmpty)
        {
            CheckVariable(scope, hash, variable);
        }
        else if (hash.Text is { } text && PasswordHash.Judge(text) is var verdict)
        {
            if (!verdict.Accepted)
            {
                scope.Error(hash, verdict.Code, verdict.Message, verdict.Fix);
            }
            else if (verdict.Form == PasswordHashForm.Base64)
            {
                scope.Info(hash, "hash-base64", "The hash is written in base64. Dex takes it, but people cannot see what it is.", "Write the hash itself, in single quotes.");
            }
        }
    }

    // A variable can only come from the Dex chart's env, envVars or envFrom.
    private static void CheckVariable(LintScope scope, LintField hash, LintField variable)
    {
        if (variable.IsEmpty)
        {
            scope.Error(hash, "hash-missing", "A user needs a password hash; Dex does not start without it.", "Add hash; `palette-console users hash` makes one.");
        }
        else if (variable.Text is { } name && !IsDefined(scope.Effective["dex"], name))
        {
            scope.Error(variable, "hash-variable-missing", "No variable of this name is given to Dex, so there is no password hash and Dex does not start.", "Define it under dex.envVars, or write hash.");
        }
    }

    private static bool IsDefined(LintField dex, string name) =>
        dex.At("env", name).Node is not null || dex["envFrom"].Items.Any() || dex["envVars"].Items.Any(v => v["name"].Text == name);
}
