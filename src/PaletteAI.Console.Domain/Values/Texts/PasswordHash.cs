using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PaletteAI.Console.Domain.Values.Texts;

/// <summary>How a password hash is written.</summary>
public enum PasswordHashForm
{
    /// <summary>Not a bcrypt hash.</summary>
    None,

    /// <summary>The hash itself.</summary>
    Plain,

    /// <summary>Base64 of the hash, which Dex also takes.</summary>
    Base64,
}

/// <summary>The judgement on a <c>hash</c> of <c>dex.config.staticPasswords</c>. Never holds the hash.</summary>
/// <param name="Accepted">We would accept it.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Cost">Its cost; null when none could be read.</param>
/// <param name="DexLoads">Dex starts with it.</param>
/// <param name="Code">Why it is not accepted, kebab-case; empty when it is.</param>
/// <param name="Message">The same as a sentence.</param>
/// <param name="Fix">What to do.</param>
public sealed record PasswordHashVerdict(bool Accepted, PasswordHashForm Form, int? Cost, bool DexLoads, string Code, string Message, string Fix);

/// <summary>Rules of Dex and of this console for static users' password hashes.</summary>
public static partial class PasswordHash
{
    /// <summary>Lowest cost Dex lets anyone log in with.</summary>
    public const int LowestCost = 10;

    /// <summary>Highest cost Dex lets anyone log in with.</summary>
    public const int HighestCost = 16;

    /// <summary>Cost we use.</summary>
    public const int RecommendedCost = 12;

    /// <summary>bcrypt reads no more bytes of a password than these.</summary>
    public const int PasswordBytes = 72;

    /// <summary>Length of a bcrypt hash.</summary>
    private const int Length = 60;

    private const string Rehash = "Make a hash with `palette-console users hash`, or type the password into the form.";

    /// <summary>Judges a hash as it stands in the file.</summary>
    public static PasswordHashVerdict Judge(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var form = hash.StartsWith("$2", StringComparison.Ordinal) ? PasswordHashForm.Plain : PasswordHashForm.Base64;
        var plain = form == PasswordHashForm.Plain ? hash : FromBase64(hash);
        if (plain is null || !TryReadCost(plain, out var cost))
        {
            return Refused(PasswordHashForm.None, null, false, SlipOf(hash));
        }

        if (cost is < LowestCost or > HighestCost)
        {
            return Refused(form, cost, true, ("hash-cost",
                string.Create(CultureInfo.InvariantCulture, $"The hash has cost {cost}. Dex loads it, but lets nobody log in with a cost outside {LowestCost}–{HighestCost}."), Rehash));
        }

        var exact = Exact().IsMatch(plain) && (form == PasswordHashForm.Plain || plain.Length * 4 / 3 == hash.Length);
        return exact
            ? new PasswordHashVerdict(true, form, cost, true, "", "", "")
            : Refused(form, cost, true, ("hash-not-exact", "The hash is not exactly `$2a$`, `$2b$` or `$2y$`, two digits, `$` and 53 characters of `./A-Za-z0-9`. Dex may load it, but it is cut, damaged or has blanks around it.", "Remove blanks and line breaks around it, or make a new one with `palette-console users hash`."));
    }

    /// <summary>The plain form of an accepted hash.</summary>
    /// <exception cref="ArgumentException">The hash is not accepted.</exception>
    public static string Plain(string hash)
    {
        var verdict = Judge(hash);
        return verdict switch
        {
            { Accepted: false } => throw new ArgumentException("Not an accepted hash.", nameof(hash)),
            { Form: PasswordHashForm.Base64 } => FromBase64(hash)!,
            _ => hash,
        };
    }

    /// <summary>
    /// The 60 characters Dex compares with, where it lets anyone log in with the hash: what stands behind them is not looked at. Null when
    /// nobody can log in with it.
    /// </summary>
    public static string? AsDexReads(string hash)
    {
        var verdict = Judge(hash);
        if (!verdict.DexLoads || verdict.Cost is < LowestCost or > HighestCost)
        {
            return null;
        }

        var plain = verdict.Form == PasswordHashForm.Base64 ? FromBase64(hash)! : hash;
        return plain.Length >= Length && Exact().IsMatch(plain[..Length]) ? plain[..Length] : null;
    }

    private static PasswordHashVerdict Refused(PasswordHashForm form, int? cost, bool loads, (string Code, string Message, string Fix) why) =>
        new(false, form, cost, loads, why.Code, why.Message, why.Fix);

    // As Dex's bcrypt library reads it: at least 59 bytes, "$2", an optional letter, "$", two characters Go's Atoi reads as 4–31.
    private static bool TryReadCost(string hash, out int cost)
    {
        cost = 0;
        var start = hash.Length > 2 && hash[2] == '$' ? 3 : 4;
        if (Encoding.UTF8.GetByteCount(hash) < 59 || !hash.StartsWith("$2", StringComparison.Ordinal) || hash.Length < start + 2)
        {
            return false;
        }

        var text = hash.AsSpan(start, 2);
        var digits = text is ['+', ..] ? text[1..] : text;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out cost) && cost is >= 4 and <= 31;
    }

    private static string? FromBase64(string text)
    {
        var joined = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var bytes = new byte[(joined.Length / 4 * 3) + 3];
        return joined.Length % 4 == 0 && !joined.Contains(' ', StringComparison.Ordinal) && Convert.TryFromBase64String(joined, bytes, out var count)
            ? Encoding.Latin1.GetString(bytes, 0, count)
            : null;
    }

    private static (string Code, string Message, string Fix) SlipOf(string hash) => hash.Trim() switch
    {
        "" => ("hash-empty", "The hash is empty, so Dex does not start.", Rehash),
        var h when h.StartsWith('<') || h.Contains("replace", StringComparison.OrdinalIgnoreCase) => ("hash-placeholder", "The hash is still a placeholder, so Dex does not start.", Rehash),
        var h when HtpasswdLine().IsMatch(h) => ("hash-htpasswd-line", "This is a whole htpasswd line, `user:hash`. Dex does not start with it.", "Keep only the part after the colon."),
        var h when h.StartsWith("$$2", StringComparison.Ordinal) => ("hash-doubled-dollars", "Every `$` is doubled, as for a Compose file. Dex does not start with it.", "Write each `$` once."),
        var h when h.Length > 1 && h[0] is '"' or '\'' => ("hash-quoted", "The hash has quotation marks inside its text. Dex does not start with it.", "Remove the inner quotation marks."),
        var h when h.StartsWith("$2", StringComparison.Ordinal) => ("hash-malformed", "This begins like a bcrypt hash, but is too short or its cost cannot be read. Dex does not start with it.", "A shell may have eaten parts after `$`: put it in single quotes, or make a new one with `palette-console users hash`."),
        var h when h.StartsWith('$') || h.StartsWith("{SHA", StringComparison.OrdinalIgnoreCase) => ("hash-other-algorithm", "This is a hash of another kind; Dex takes bcrypt only and does not start with it.", Rehash),
        _ => ("hash-not-bcrypt", "This is not a bcrypt hash (a plain password?). Dex does not start with it.", Rehash),
    };

    [GeneratedRegex(@"\A\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Exact();

    [GeneratedRegex(@"\A[^:$\s]+:\$2", RegexOptions.CultureInvariant)]
    private static partial Regex HtpasswdLine();
}
