using System.Globalization;

namespace PaletteAI.Console.Domain.Values.Trees;

/// <summary>Numbers as Go's JSON encoder writes a float64, which is what Helm's <c>toYaml</c> prints.</summary>
public static class GoNumbers
{
    /// <summary>Shortest text that reads back as the same number; exponent form below 1e-6 and from 1e21 on.</summary>
    public static string Format(double number)
    {
        if (number == 0)
        {
            return double.IsNegative(number) ? "-0" : "0";
        }

        var size = Math.Abs(number);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        return size is < 1e-6 or >= 1e21 ? Exponent(shortest) : Plain(shortest);
    }

    // "1E-07" → "1e-7", "1E+21" → "1e+21": Go keeps the sign and drops a leading zero of negative exponents.
    private static string Exponent(string shortest)
    {
        var (digits, exponent) = Split(shortest);
        var bare = digits.Replace(".", "", StringComparison.Ordinal).TrimStart('-');
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? digits : digits[..point]).TrimStart('-');
        exponent += whole == "0" ? 0 : whole.Length - 1;
        if (whole == "0")
        {
            var lead = bare.Length - bare.TrimStart('0').Length;
            bare = bare[lead..];
            exponent -= lead;
        }

        bare = bare.TrimEnd('0');
        var mantissa = bare.Length > 1 ? $"{bare[0]}.{bare[1..]}" : bare;
        var sign = shortest[0] == '-' ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }

    private static string Plain(string shortest)
    {
        var (digits, exponent) = Split(shortest);
        if (exponent == 0)
        {
            return digits;
        }

        var sign = digits[0] == '-' ? "-" : "";
        var unsigned = digits.TrimStart('-');
        var point = unsigned.IndexOf('.', StringComparison.Ordinal);
        var bare = unsigned.Replace(".", "", StringComparison.Ordinal);
        var place = (point < 0 ? unsigned.Length : point) + exponent;
        return place switch
        {
            <= 0 => $"{sign}0.{new string('0', -place)}{bare}",
            _ when place >= bare.Length => sign + bare + new string('0', place - bare.Length),
            _ => $"{sign}{bare[..place]}.{bare[place..]}",
        };
    }

    private static (string Digits, int Exponent) Split(string shortest)
    {
        var at = shortest.IndexOf('E', StringComparison.Ordinal);
        return at < 0 ? (shortest, 0) : (shortest[..at], int.Parse(shortest.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}
