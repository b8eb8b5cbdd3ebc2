namespace PaletteAI.Console.Domain.Hosts.Addresses;

/// <summary>DNS names.</summary>
public static class DnsNames
{
    /// <summary>Why the text is no DNS name, as the end of a sentence; null when it is one. Labels ≤ 63, whole ≤ 253, last label not all digits, lower case.</summary>
    public static string? Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > 253)
        {
            return text.Length == 0 ? "is empty" : "is longer than 253 characters";
        }

        var labels = text.Split('.');
        foreach (var label in labels)
        {
            if (label.Length is 0 or > 63)
            {
                return label.Length == 0 ? "has an empty part between dots" : "has a part longer than 63 characters";
            }

            if (!label.All(c => c is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9')) || label[0] == '-' || label[^1] == '-')
            {
                return "must consist of lower-case letters, digits and '-', parts joined by '.', each starting and ending with a letter or digit";
            }
        }

        return labels[^1].All(char.IsAsciiDigit) ? "ends in a part of digits only, so it reads as an address" : null;
    }
}
