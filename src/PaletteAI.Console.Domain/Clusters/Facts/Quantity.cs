using System.Globalization;

namespace PaletteAI.Console.Domain.Clusters.Facts;

/// <summary>Amounts as Kubernetes writes them: <c>250m</c>, <c>2</c>, <c>1.5Gi</c>, <c>1e3</c>.</summary>
public static class Quantity
{
    /// <summary>Longest text that is read; real ones have a dozen characters.</summary>
    private const int LongestText = 40;

    private static readonly (string Suffix, decimal Factor)[] _suffixes =
    [
        ("Ki", 1024m), ("Mi", 1024m * 1024), ("Gi", 1024m * 1024 * 1024), ("Ti", 1024m * 1024 * 1024 * 1024),
        ("Pi", 1024m * 1024 * 1024 * 1024 * 1024), ("Ei", 1024m * 1024 * 1024 * 1024 * 1024 * 1024),
        ("n", 1e-9m), ("u", 1e-6m), ("m", 1e-3m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m), ("E", 1e18m),
    ];

    /// <summary>Reads an amount; false when the text is none or is out of range.</summary>
    public static bool TryParse(string text, out decimal amount)
    {
        ArgumentNullException.ThrowIfNull(text);
        amount = 0;
        if (text.Length is 0 or > LongestText)
        {
            return false;
        }
        const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out amount))
        {
            return true;
        }
        foreach (var (suffix, factor) in _suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
            {
                return decimal.TryParse(text[..^suffix.Length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    && TryMultiply(number, factor, out amount);
            }
        }
        return false;
    }

    private static bool TryMultiply(decimal number, decimal factor, out decimal product)
    {
        product = 0;
        if (factor > 1 && Math.Abs(number) > decimal.MaxValue / factor)
        {
            return false;
        }
        product = number * factor;
        return true;
    }
}
