using System.Collections.Immutable;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Texts;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>A local user as a form holds it. Passwords are hashed before they come here.</summary>
public sealed record LocalUserForm
{
    /// <summary>Place in the list; null for a new one.</summary>
    public int? Index { get; init; }

    /// <summary>E-mail address: what the user signs in with.</summary>
    public string Email { get; init; } = "";

    /// <summary>Name.</summary>
    public string UserName { get; init; } = "";

    /// <summary>What tells users apart for ever: random for a new one, never changed.</summary>
    public string UserId { get; init; } = "";

    /// <summary>bcrypt hash of the password; null keeps the one in the file.</summary>
    public Secret? NewHash { get; init; }

    /// <summary>Whether the file has a hash for the user.</summary>
    public bool HasHash { get; init; }

    /// <summary>Groups; only newer versions of Dex know them.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];
}

/// <summary>Local users: <c>dex.config.staticPasswords</c>.</summary>
public static class LocalUserForms
{
    private static readonly string[] _list = ["dex", "config", "staticPasswords"];

    /// <summary>The users of a file.</summary>
    public static ImmutableArray<LocalUserForm> List(ValueMap user) => [.. Items(user).Index().Where(i => i.Item is ValueMap).Select(i => Read((ValueMap)i.Item, i.Index))];

    /// <summary>The edits that bring a form into the file. The findings of an error name the form's fields: email, userName, userId, password.</summary>
    public static Result<ImmutableArray<ValueEdit>> Edits(ValueMap user, LocalUserForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return FormEdits.Unless([.. Judge(user, form)], () => (form.Index is { } index ? Change(user, form, index) : Add(user, form)).Concat(Database(user)));
    }

    /// <summary>The edits that remove a user. The last one leaves an empty list: then the installer may create its default admin.</summary>
    public static ImmutableArray<ValueEdit> Remove(ValueMap user, int index)
    {
        var path = FormEdits.Below(user, DocumentPath.Root, _list);
        return Items(user).Count == 1 && index == 0
            ? [new ValueEdit(EditOperation.Set, path, new ValueList(ValueSource.User, []))]
            : [new ValueEdit(EditOperation.Unset, path.Append(index))];
    }

    private static LocalUserForm Read(ValueMap item, int index) => new()
    {
        Index = index,
        Email = Get(item, "email"),
        UserName = Get(item, "username"),
        UserId = Get(item, "userID"),
        HasHash = Get(item, "hash").Length > 0 || Get(item, "hashFromEnv").Length > 0,
        Groups = item.Find(FormEdits.Spelling(item, "groups")) is ValueList groups ? [.. groups.Items.Select(FormEdits.TextOf)] : [],
    };

    private static IEnumerable<ValueEdit> Add(ValueMap user, LocalUserForm form) =>
    [
        new ValueEdit(EditOperation.Append, FormEdits.Below(user, DocumentPath.Root, _list), FormEdits.Map(
            ("email", FormEdits.Text(form.Email.Trim())), ("hash", FormEdits.Text(form.NewHash!.Reveal())), ("username", FormEdits.Text(form.UserName.Trim())),
            ("userID", FormEdits.Text(form.UserId.Trim())), ("groups", FormEdits.Texts(form.Groups)))),
    ];

    private static IEnumerable<ValueEdit> Change(ValueMap user, LocalUserForm form, int index)
    {
        var path = FormEdits.Below(user, DocumentPath.Root, _list).Append(index);
        var item = EffectiveValues.Find(user, path);
        IEnumerable<(string Name, ValueNode? Value)> wanted =
        [
            ("email", FormEdits.Text(form.Email.Trim())), ("username", FormEdits.Text(form.UserName.Trim())), ("userID", FormEdits.Text(form.UserId.Trim())),
            .. form.NewHash is { } hash ? [("hash", FormEdits.Text(hash.Reveal()))] : Array.Empty<(string, ValueNode?)>(),
            .. item is ValueMap map && Read(map, index).Groups.SequenceEqual(form.Groups) ? Array.Empty<(string, ValueNode?)>() : [("groups", FormEdits.Texts(form.Groups))],
        ];
        return wanted.SelectMany(w => FormEdits.Change(user, FormEdits.Below(item, path, w.Name), w.Value));
    }

    // Dex does not start with local users while the password database is off.
    private static IEnumerable<ValueEdit> Database(ValueMap user) =>
        FormEdits.Change(user, FormEdits.Below(user, DocumentPath.Root, "dex", "config", "enablePasswordDB"), ValueScalar.Of(ValueSource.User, true));

    private static IEnumerable<Finding> Judge(ValueMap user, LocalUserForm form)
    {
        var email = form.Email.Trim();
        if (email.Length == 0 || email.Any(char.IsWhiteSpace))
        {
            yield return Finding.Error("email", "email-malformed", email.Length == 0 ? "An e-mail address is required; the user signs in with it." : "The e-mail address holds blanks.", "Enter an address such as ops@example.org.");
        }
        else if (List(user).Any(u => u.Index != form.Index && string.Equals(u.Email, email, StringComparison.OrdinalIgnoreCase)))
        {
            yield return Finding.Error("email", "email-twice", "Another user has this e-mail address; letter case does not count.", "Give each user an address of their own.");
        }

        if (form.UserName.Trim().Length == 0)
        {
            yield return Finding.Error("userName", "required", "A name is required.", "Enter a name.");
        }

        if (form.UserId.Trim().Length == 0)
        {
            yield return Finding.Error("userId", "required", "A user ID is required; everything keeps users apart by it.", "Take the one that is offered.");
        }

        if (form.NewHash is null ? form.Index is null || !form.HasHash : !PasswordHash.Judge(form.NewHash.Reveal()).Accepted)
        {
            yield return Finding.Error("password", "password-missing", "The user has no password.", "Type it twice.");
        }
    }

    private static IReadOnlyList<ValueNode> Items(ValueMap user) => EffectiveValues.Find(user, FormEdits.Below(user, DocumentPath.Root, _list)) is ValueList list ? list.Items : [];

    private static string Get(ValueMap item, string name) => FormEdits.TextOf(item.Find(FormEdits.Spelling(item, name)));
}
