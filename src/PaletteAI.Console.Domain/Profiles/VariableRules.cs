using System.Globalization;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Hosts.Addresses;

namespace PaletteAI.Console.Domain.Profiles;

/// <summary>A variable's own rules: format, pattern, options.</summary>
public static partial class VariableRules
{
    private static readonly TimeSpan _patternLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>The first rule a non-empty value breaks; null when none. The message never holds the value.</summary>
    public static Finding? Check(ProfileVariable variable, string value, string path)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(value);
        var name = variable.DisplayName.Length > 0 ? variable.DisplayName : variable.Name;
        if (value.Contains("{{", StringComparison.Ordinal) && value == variable.DefaultValue)
        {
            return null;
        }

        return FormatProblem(variable.Format, value) is { } format ? Finding.Error(path, format.Code, $"{name} {format.Message}", format.Fix)
            : variable.Options.Length > 0 && !variable.Options.Contains(value) ? Finding.Error(path, "variable-option", $"{name} takes only {string.Join(" or ", variable.Options)}.", $"Choose {string.Join(" or ", variable.Options)}.")
            : variable.Regex.Length > 0 ? PatternProblem(variable.Regex, value, name, path)
            : null;
    }

    private static (string Code, string Message, string Fix)? FormatProblem(VariableFormat format, string value) => format switch
    {
        VariableFormat.Number when !Number().IsMatch(value) => ("variable-number", "is not a number.", "Write digits only, for example 3."),
        VariableFormat.Boolean when value is not ("true" or "false") => ("variable-boolean", "is neither true nor false.", "Write true or false."),
        VariableFormat.Version when !Version().IsMatch(value) => ("variable-version", "is not a semantic version.", "Write it as 1.2.3."),
        VariableFormat.Ipv4 when !IpText.TryParse(value, out var ip) || ip.IsV6 => ("variable-ipv4", "is not an IPv4 address.", "Write four numbers from 0 to 255 without leading zeros."),
        VariableFormat.Ipv6 when !IpText.TryParse(value, out var ip) || !ip.IsV6 => ("variable-ipv6", "is not an IPv6 address.", "Write it without brackets, zone or prefix length."),
        VariableFormat.Ipv4Cidr => CidrProblem(value),
        _ => null,
    };

    private static (string Code, string Message, string Fix)? CidrProblem(string value) =>
        !Cidr.TryParseAny(value, out var cidr, out var hadHostBits) || cidr.Network.IsV6 ? ("cidr-malformed", "is not an IPv4 network.", "Write it as 100.64.0.0/18.")
        : hadHostBits ? ("cidr-host-bits", $"has host bits set: {value} is an address inside {cidr}.", $"Write {cidr}.")
        : null;

    // The patterns are Go's (RE2) and come from the profile; the time limit keeps a hostile one from hanging. The engine without backtracking
    // would need no limit, but it is large and not compiled ahead: file verbs of the command line would wait for it.
    private static Finding? PatternProblem(string pattern, string value, string name, string path)
    {
        try
        {
            return Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant, _patternLimit)
                ? null
                : Finding.Error(path, "variable-pattern", $"{name} does not match the profile's pattern {pattern}", "Type a value of that form.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return Finding.Info(path, "variable-pattern-unread", $"{name} has a pattern that cannot be checked here; the appliance checks it.");
        }
    }

    [GeneratedRegex(@"\A[+-]?[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\Av?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    /// <summary>A number's text as an integer; null when it is none.</summary>
    internal static int? WholeNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
