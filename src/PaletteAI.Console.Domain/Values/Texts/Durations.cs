using System.Globalization;
using System.Numerics;

namespace PaletteAI.Console.Domain.Values.Texts;

/// <summary>
/// Durations as the two readers behind the values file take them: Prometheus (<c>global.metrics</c>, Alertmanager) and Go (Dex, Helm).
/// They agree on <c>15s</c> and <c>1m30s</c>; days and more are Prometheus only, fractions and signs Go only.
/// </summary>
public static class Durations
{
    // Go keeps a duration as nanoseconds in 64 bits: about 292 years.
    private static readonly BigInteger _largest = new(long.MaxValue);

    private static readonly (string Unit, BigInteger Nanoseconds)[] _prometheusUnits =
    [
        ("y", Hours(24 * 365)), ("w", Hours(24 * 7)), ("d", Hours(24)), ("h", Hours(1)),
        ("m", Seconds(60)), ("s", Seconds(1)), ("ms", new(1_000_000)),
    ];

    private static readonly Dictionary<string, BigInteger> _goUnits = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1_000,
        ["µs"] = 1_000,
        ["μs"] = 1_000,
        ["ms"] = 1_000_000,
        ["s"] = Seconds(1),
        ["m"] = Seconds(60),
        ["h"] = Hours(1),
    };

    /// <summary>Reads as Prometheus does: whole numbers with y, w, d, h, m, s, ms, each at most once and in that order, or a bare 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="milliseconds">The duration in milliseconds.</param>
    public static bool TryReadPrometheus(string text, out long milliseconds)
    {
        ArgumentNullException.ThrowIfNull(text);
        milliseconds = 0;
        if (text == "0")
        {
            return true;
        }

        var total = BigInteger.Zero;
        var rest = text.AsSpan();
        var next = 0;
        while (rest.Length > 0)
        {
            var digits = LeadingDigits(rest);
            var unit = LeadingUnit(rest[digits..]);
            var index = Array.FindIndex(_prometheusUnits, u => u.Unit == unit);
            if (digits == 0 || index < next || !ulong.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }

            total += count * _prometheusUnits[index].Nanoseconds;
            next = index + 1;
            rest = rest[(digits + unit.Length)..];
        }

        if (text.Length == 0 || total > _largest)
        {
            return false;
        }

        milliseconds = (long)(total / 1_000_000);
        return true;
    }

    /// <summary>Reads as Go's <c>time.ParseDuration</c> does: h, m, s, ms, us, ns in any order, fractions and a sign allowed; no d, w, y.</summary>
    /// <param name="text">The text.</param>
    /// <param name="milliseconds">The duration in milliseconds, fractions cut off.</param>
    public static bool TryReadGo(string text, out long milliseconds)
    {
        ArgumentNullException.ThrowIfNull(text);
        milliseconds = 0;
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        rest = rest is ['-', ..] or ['+', ..] ? rest[1..] : rest;
        if (rest is "0")
        {
            return true;
        }

        var total = BigInteger.Zero;
        var any = false;
        while (rest.Length > 0)
        {
            if (!TryTakeGoPart(ref rest, out var part))
            {
                return false;
            }

            total += part;
            any = true;
        }

        if (!any || total > _largest)
        {
            return false;
        }

        milliseconds = (long)(total / 1_000_000) * (negative ? -1 : 1);
        return true;
    }

    private static bool TryTakeGoPart(ref ReadOnlySpan<char> rest, out BigInteger nanoseconds)
    {
        nanoseconds = 0;
        var whole = LeadingDigits(rest);
        var after = rest[whole..];
        var fraction = after is ['.', ..] ? LeadingDigits(after[1..]) : 0;
        var dot = after is ['.', ..] ? 1 : 0;
        if (whole + fraction == 0 || whole > 30)
        {
            return false;
        }

        var unit = LeadingUnit(after[(dot + fraction)..]);
        if (!_goUnits.TryGetValue(unit, out var scale))
        {
            return false;
        }

        var number = whole == 0 ? BigInteger.Zero : BigInteger.Parse(rest[..whole], NumberStyles.None, CultureInfo.InvariantCulture);
        nanoseconds = number * scale;
        if (fraction > 0)
        {
            var shown = after.Slice(1, Math.Min(fraction, 18));
            nanoseconds += BigInteger.Parse(shown, NumberStyles.None, CultureInfo.InvariantCulture) * scale / BigInteger.Pow(10, shown.Length);
        }

        rest = after[(dot + fraction + unit.Length)..];
        return true;
    }

    private static int LeadingDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    // A unit runs to the next digit or dot, as in Go; so "5 s" has the unknown unit " s".
    private static string LeadingUnit(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && text[count] != '.' && !char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return text[..count].ToString();
    }

    private static BigInteger Hours(int count) => Seconds(3600L * count);

    private static BigInteger Seconds(long count) => new BigInteger(count) * 1_000_000_000;
}
