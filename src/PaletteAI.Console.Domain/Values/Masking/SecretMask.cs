using System.Buffers;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Masking;

/// <summary>
/// Hides secrets in values that are shown: by place (the key's name), by form (bcrypt hashes, private keys, credentials in headers and
/// URLs), and by value (a secret found in one place is hidden wherever else it stands).
/// </summary>
public sealed partial class SecretMask
{
    /// <summary>What is shown instead.</summary>
    public const string Shown = "***";

    // A short secret inside a longer text is more likely a coincidence; a whole text that equals one is not.
    private const int ShortestPart = 8;
    private const int ShortestWhole = 4;
    private const int MostParts = 200;

    // One of them is in whatever the expressions below find; most texts have none.
    private static readonly SearchValues<string> _telltales = SearchValues.Create(["$2", "://", "PRIVATE KEY", "client-key-data", "basic", "bearer"], StringComparison.OrdinalIgnoreCase);

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _parts;

    private SecretMask(IEnumerable<ValueNode> trees, IEnumerable<Secret> others)
    {
        foreach (var tree in trees)
        {
            Collect(tree, "");
        }

        _known.UnionWith(others.Select(s => s.Reveal()));
        _known.RemoveWhere(s => s.Length < ShortestWhole || s == ManagedFields.StandIn);
        _parts = [.. _known.Where(s => s.Length >= ShortestPart).OrderByDescending(s => s.Length).Take(MostParts)];
    }

    /// <summary>A mask that knows the secrets in these trees, and others by value.</summary>
    public static SecretMask Of(IEnumerable<ValueNode> trees, IEnumerable<Secret> others)
    {
        ArgumentNullException.ThrowIfNull(trees);
        ArgumentNullException.ThrowIfNull(others);
        return new SecretMask(trees, others);
    }

    /// <summary>The secrets an installer context holds.</summary>
    public static IEnumerable<Secret> SecretsOf(InstallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var credentials = context.Credentials;
        return new[] { context.Registry.Password, credentials.Metrics?.Password, credentials.AuditLogging?.Password }.OfType<Secret>()
            .Concat((credentials.DexClients ?? []).Select(c => c.Secret));
    }

    /// <summary>A tree with its secrets hidden.</summary>
    /// <param name="node">The tree.</param>
    /// <param name="path">Its place: the last key decides for scalars.</param>
    public ValueNode Apply(ValueNode node, DocumentPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Apply(node, path.Segments.LastOrDefault(s => s.Key is not null)?.Key ?? "");
    }

    private ValueNode Apply(ValueNode node, string key) => node switch
    {
        ValueMap map => new ValueMap(map.Source, Entries(map), map.Written),
        ValueList list => new ValueList(list.Source, [.. list.Items.Select(i => Apply(i, key))], list.Written),
        ValueScalar scalar => Apply(scalar, key),
        _ => node,
    };

    private List<KeyValuePair<string, ValueNode>> Entries(ValueMap map)
    {
        var entries = new List<KeyValuePair<string, ValueNode>>(map.Count);
        foreach (var entry in map.Entries)
        {
            entries.Add(new(entry.Key, Apply(entry.Value, entry.Key)));
        }

        return entries;
    }

    private ValueScalar Apply(ValueScalar scalar, string key)
    {
        if (scalar.Kind is not (ValueKind.Text or ValueKind.Number) || scalar.Text.Length == 0 || scalar.Text == ManagedFields.StandIn)
        {
            return scalar;
        }

        var text = SecretNames.IsSecret(key) || _known.Contains(scalar.Text) ? Shown : Hide(scalar.Text);
        return text == scalar.Text ? scalar : ValueScalar.Of(scalar.Source, text, scalar.Written);
    }

    /// <summary>Whether a scalar under a key is hidden, wholly or in part.</summary>
    internal bool Hides(ValueNode node, string key) => node is ValueScalar scalar && !ReferenceEquals(Apply(scalar, key), scalar);

    /// <summary>A scalar under a key as it is shown; the same one when nothing is hidden.</summary>
    internal ValueScalar Shows(ValueScalar scalar, string key) => Apply(scalar, key);

    /// <summary>A text with known secrets, and what looks like one, hidden.</summary>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var part in _parts)
        {
            text = text.Replace(part, Shown, StringComparison.Ordinal);
        }

        // What every form must hold is looked for first: most texts are short words that hold none of it.
        if ((text.Contains("PRIVATE KEY", StringComparison.Ordinal) || text.Contains("client-key-data", StringComparison.Ordinal)) && PrivateKey().IsMatch(text))
        {
            return Shown;
        }

        text = text.Contains("$2", StringComparison.Ordinal) ? BcryptHash().Replace(text, Shown) : text;
        text = text.Contains("://", StringComparison.Ordinal) && text.Contains('@', StringComparison.Ordinal) ? UrlCredential().Replace(text, "$1" + Shown + "@") : text;
        return HeaderCredentials.Hide(text);
    }

    private void Collect(ValueNode node, string key)
    {
        switch (node)
        {
            case ValueMap map:
                foreach (var entry in map.Entries)
                {
                    Collect(entry.Value, entry.Key);
                }

                break;
            case ValueList list:
                foreach (var item in list.Items)
                {
                    Collect(item, key);
                }

                break;
            case ValueScalar { Kind: ValueKind.Text or ValueKind.Number } scalar when SecretNames.IsSecret(key):
                _known.Add(scalar.Text);
                break;
            default:
                break;
        }
    }

    [GeneratedRegex(@"\$2[abxy]?\$[0-9]{2}\$[./A-Za-z0-9]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex BcryptHash();

    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.-]*://[^/?#@\s:]*:)[^/?#@\s]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UrlCredential();

    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]*PRIVATE KEY|client-key-data\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();
}
