using System.Globalization;
using System.Text;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>What a scalar means.</summary>
public enum ScalarKind
{
    /// <summary>Null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number; Helm holds every number as a 64-bit float.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Helm's parser refuses the whole document because of it.</summary>
    Invalid,
}

/// <summary>A scalar as Helm's Go parser reads it.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Text">The text (decoded, for <c>!!binary</c>); for an invalid one, why, as the end of a sentence.</param>
/// <param name="Number">The number.</param>
/// <param name="Boolean">The boolean.</param>
/// <param name="Integer">The number's exact decimal text when it was written as an integer of at most 64 bits; empty otherwise.</param>
public readonly record struct ScalarValue(ScalarKind Kind, string Text, double Number = 0, bool Boolean = false, string Integer = "");

/// <summary>
/// YAML 1.1 as Helm's Go parser resolves it (see semantics of go-yaml v2 with sexagesimal numbers left out): style other than plain means
/// text, a tag wins over the style.
/// </summary>
public static class ScalarTable
{
    private const string TagPrefix = "tag:yaml.org,2002:";

    /// <summary>Resolves a scalar.</summary>
    /// <param name="text">Text after unquoting and folding.</param>
    /// <param name="style">How it was written.</param>
    /// <param name="tag">Expanded tag; empty when there is none.</param>
    public static ScalarValue Resolve(string text, YamlStyle style, string tag = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tag);
        if (tag.Length == 0)
        {
            return style == YamlStyle.Plain ? Implicit(text) : OfText(text);
        }

        return tag.StartsWith(TagPrefix, StringComparison.Ordinal) ? Tagged(text, tag[TagPrefix.Length..]) : OfText(text);
    }

    /// <summary>Whether a plain scalar with this text would be read as text, so that it needs no quotes for its meaning.</summary>
    public static bool IsPlainText(string text) => Implicit(text).Kind == ScalarKind.Text;

    /// <summary>The text Helm makes of a key; null when the node cannot be a key (null, list, mapping, unreadable).</summary>
    public static string? KeyText(YamlNode key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Target is not YamlScalar scalar)
        {
            return null;
        }

        var value = scalar.Value;
        return value.Kind switch
        {
            ScalarKind.Text => value.Text,
            ScalarKind.Boolean => value.Boolean ? "true" : "false",
            // Helm refuses keys beyond 63 bits.
            ScalarKind.Number when value.Integer.Length > 0 => long.TryParse(value.Integer, CultureInfo.InvariantCulture, out _) ? value.Integer : null,
            ScalarKind.Number => GoNumberSyntax.FormatKey(value.Number),
            ScalarKind.Null or ScalarKind.Invalid => null,
            _ => null,
        };
    }

    private static ScalarValue Implicit(string text)
    {
        if (text.Length == 0)
        {
            return new ScalarValue(ScalarKind.Null, "");
        }

        return text[0] switch
        {
            '~' or 'n' or 'N' or 'y' or 'Y' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' => Word(text),
            '.' or '+' or '-' => Special(text) ?? Number(text),
            >= '0' and <= '9' => Number(text),
            _ => OfText(text),
        };
    }

    private static ScalarValue Word(string text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => new ScalarValue(ScalarKind.Null, text),
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new ScalarValue(ScalarKind.Boolean, text, Boolean: true),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new ScalarValue(ScalarKind.Boolean, text),
        _ => OfText(text),
    };

    private static ScalarValue? Special(string text) => text switch
    {
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" or ".nan" or ".NaN" or ".NAN" =>
            new ScalarValue(ScalarKind.Invalid, "infinity and not-a-number cannot be passed on as JSON"),
        _ => null,
    };

    private static ScalarValue Number(string text) =>
        GoNumberSyntax.TryInteger(text, out var number, out var exact) ? new ScalarValue(ScalarKind.Number, text, number, Integer: exact)
        : GoNumberSyntax.TryFloat(text, out number) ? new ScalarValue(ScalarKind.Number, text, number)
        : OfText(text);

    private static ScalarValue Tagged(string text, string tag)
    {
        var plain = Implicit(text);
        return tag switch
        {
            "bool" => Expect(plain, ScalarKind.Boolean, tag),
            "null" => Expect(plain, ScalarKind.Null, tag),
            "float" => Expect(plain, ScalarKind.Number, tag),
            "int" => plain is { Kind: ScalarKind.Number, Integer.Length: 0 } ? Wrong(tag) : Expect(plain, ScalarKind.Number, tag),
            "binary" => Binary(text),
            "timestamp" => GoNumberSyntax.LooksLikeTimestamp(text) ? OfText(text) : Wrong(tag),
            _ => OfText(text),
        };
    }

    private static ScalarValue Expect(ScalarValue value, ScalarKind kind, string tag) =>
        value.Kind == kind || value.Kind == ScalarKind.Invalid ? value : Wrong(tag);

    private static ScalarValue Binary(string text)
    {
        var compact = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var bytes = new byte[compact.Length];
        return !compact.Contains(' ', StringComparison.Ordinal) && Convert.TryFromBase64String(compact, bytes, out var written)
            ? OfText(Encoding.UTF8.GetString(bytes, 0, written))
            : Wrong("binary");
    }

    private static ScalarValue Wrong(string tag) => new(ScalarKind.Invalid, $"the tag !!{tag} does not fit the value");

    private static ScalarValue OfText(string text) => new(ScalarKind.Text, text);
}
