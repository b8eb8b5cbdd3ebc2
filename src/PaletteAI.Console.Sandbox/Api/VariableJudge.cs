using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Sandbox.Api;

/// <summary>The appliance's own check of profile variables: per row, values are text.</summary>
internal static class VariableJudge
{
    public static JsonObject Judge(ClusterProfile profile, JsonArray rows) => new()
    {
        ["variables"] = new JsonArray([.. rows.OfType<JsonObject>().Select(r => Row(profile, r["name"]?.GetValue<string>() ?? "", r["value"]?.GetValue<string>() ?? ""))]),
    };

    private static JsonNode Row(ClusterProfile profile, string name, string value)
    {
        var variable = profile.Variables.FirstOrDefault(v => v.Name == name);
        var problem = variable is null ? $"variable {name} is not defined in profile {profile.Name}" : Problem(variable, value);
        return new JsonObject
        {
            ["name"] = name,
            ["profileName"] = profile.Name,
            ["profileUid"] = profile.Uid,
            ["regex"] = variable?.Regex ?? "",
            ["isValid"] = problem.Length == 0,
            ["validationFailureReason"] = problem,
        };
    }

    private static string Problem(ProfileVariable variable, string value)
    {
        if (value.Length == 0)
        {
            return variable.Required ? "value is required" : "";
        }

        if (variable.Regex.Length > 0 && !Regex.IsMatch(value, variable.Regex, RegexOptions.NonBacktracking))
        {
            return $"value does not match {variable.Regex}";
        }

        var fits = variable.Format switch
        {
            VariableFormat.Number => double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _),
            VariableFormat.Boolean => value is "true" or "false",
            VariableFormat.Ipv4 => IsIpv4(value),
            VariableFormat.Ipv4Cidr => value.Split('/') is [var ip, var prefix] && IsIpv4(ip) && int.TryParse(prefix, out var length) && length is >= 0 and <= 32,
            VariableFormat.Ipv6 => IPAddress.TryParse(value, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6,
            VariableFormat.Version => System.Version.TryParse(value.TrimStart('v').Split('-', '+')[0], out _),
            VariableFormat.Text => true,
            _ => true,
        };
        return fits ? "" : $"value is not a valid {ArchiveView.FormatName(variable.Format)}";
    }

    private static bool IsIpv4(string text) =>
        IPAddress.TryParse(text, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() == text;
}
