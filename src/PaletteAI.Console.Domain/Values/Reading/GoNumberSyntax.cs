using System.Globalization;

namespace PaletteAI.Console.Domain.Values.Reading;

/// <summary>Numbers as Go's strconv and go-yaml read and print them.</summary>
internal static class GoNumberSyntax
{
    /// <summary>strconv.ParseInt(…, 0, 64), then ParseUint, after go-yaml dropped all underscores.</summary>
    public static bool TryInteger(string text, out double number, out string exact)
    {
        number = 0;
        exact = "";
        if (text[0] == '.')
        {
            return false;
        }

        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (!TryMagnitude(plain, out var negative, out var magnitude))
        {
            return TryBinaryWithInnerSign(plain, out number, out exact);
        }

        number = negative ? -(double)magnitude : magnitude;
        exact = (negative && magnitude > 0 ? "-" : "") + magnitude.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>go-yaml's decimal float; out of range is no number. A text that starts with a dot keeps its underscores, as in Go source.</summary>
    public static bool TryFloat(string text, out double number)
    {
        number = 0;
        if (text[0] == '.' && !UnderscoresSeparateDigits(text))
        {
            return false;
        }

        var plain = text.Replace("_", "", StringComparison.Ordinal);
        return IsDecimalFloat(plain)
            && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>strconv.FormatFloat(…, 'g', -1, 32), which sigs.k8s.io/yaml uses for keys.</summary>
    public static string FormatKey(double number)
    {
        // Beyond the range of 32 bits; a 0 that was negative keeps its sign.
        if (float.IsInfinity((float)number))
        {
            return number > 0 ? ".inf" : "-.inf";
        }

        if ((float)number == 0)
        {
            return double.IsNegative(number) ? "-0" : "0";
        }

        var shortest = ((float)number).ToString("E8", CultureInfo.InvariantCulture);
        for (var precision = 0; precision <= 8; precision++)
        {
            var candidate = ((float)number).ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (float.Parse(candidate, CultureInfo.InvariantCulture).Equals((float)number))
            {
                shortest = candidate;
                break;
            }
        }

        var split = shortest.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(shortest.AsSpan(split + 1), CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < 6)
        {
            return decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.############################", CultureInfo.InvariantCulture);
        }

        return $"{shortest[..split]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    /// <summary>go-yaml takes only texts that start with a four-digit year and a dash for timestamps.</summary>
    public static bool LooksLikeTimestamp(string text) =>
        text.Length >= 8 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && text[4] == '-' && char.IsAsciiDigit(text[5]);

    private static bool TryMagnitude(string text, out bool negative, out ulong magnitude)
    {
        magnitude = 0;
        negative = text.StartsWith('-');
        var signed = negative || text.StartsWith('+');
        var digits = text.AsSpan(signed ? 1 : 0);
        if (digits.IsEmpty)
        {
            return false;
        }

        var radix = 10u;
        if (digits[0] == '0')
        {
            radix = digits.Length < 3 ? 8 : char.ToLowerInvariant(digits[1]) switch { 'b' => 2u, 'o' => 8u, 'x' => 16u, _ => 8u };
            digits = digits.Length >= 3 && char.IsAsciiLetter(digits[1]) && char.ToLowerInvariant(digits[1]) is 'b' or 'o' or 'x' ? digits[2..] : digits[1..];
        }

        return Accumulate(digits, radix, out magnitude)
            && (!signed || magnitude <= (negative ? 1UL << 63 : (1UL << 63) - 1));
    }

    private static bool Accumulate(ReadOnlySpan<char> digits, uint radix, out ulong magnitude)
    {
        magnitude = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : uint.MaxValue;
            if (digit >= radix || magnitude > (ulong.MaxValue - digit) / radix)
            {
                return false;
            }

            magnitude = (magnitude * radix) + digit;
        }

        return true;
    }

    /// <summary>go-yaml gives ParseInt what follows <c>0b</c>, and that may carry a sign.</summary>
    private static bool TryBinaryWithInnerSign(string text, out double number, out string exact)
    {
        number = 0;
        exact = "";
        if (!text.StartsWith("0b", StringComparison.Ordinal) || text.Length < 4 || text[2] is not ('+' or '-')
            || !Accumulate(text.AsSpan(3), 2, out var magnitude) || magnitude >= 1UL << 63)
        {
            return false;
        }

        number = text[2] == '-' ? -(double)magnitude : magnitude;
        exact = number.ToString("0", CultureInfo.InvariantCulture);
        return true;
    }

    private static bool IsDecimalFloat(string text)
    {
        var at = text[0] is '+' or '-' ? 1 : 0;
        var whole = SkipDigits(text, ref at);
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = SkipDigits(text, ref at);
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
            if (SkipDigits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int SkipDigits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start;
    }

    private static bool UnderscoresSeparateDigits(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && (i == 0 || i + 1 == text.Length || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1])))
            {
                return false;
            }
        }

        return true;
    }
}
