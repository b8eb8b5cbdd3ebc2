using System.Collections.Immutable;
using System.Globalization;

namespace PaletteAI.Console.Domain.Access.SshKeys;

/// <summary>Key options of authorized_keys (sshd 9.2): names without regard to case, values in double quotes.</summary>
internal static class KeyOptions
{
    private static readonly HashSet<string> _flags = new(StringComparer.OrdinalIgnoreCase)
    {
        "agent-forwarding", "no-agent-forwarding", "port-forwarding", "no-port-forwarding", "pty", "no-pty", "user-rc", "no-user-rc",
        "X11-forwarding", "no-X11-forwarding", "restrict", "touch-required", "no-touch-required", "verify-required", "no-verify-required",
    };

    private static readonly HashSet<string> _withValue = new(StringComparer.OrdinalIgnoreCase)
    {
        "command", "environment", "expiry-time", "from", "permitlisten", "permitopen", "tunnel",
    };

    private static readonly HashSet<string> _certificateOnly = new(StringComparer.OrdinalIgnoreCase) { "cert-authority", "principals" };

    /// <summary>The options; null when the line would be dropped, with the reason among the problems.</summary>
    public static ImmutableArray<string>? Read(string text, DateTimeOffset now, ImmutableArray<SshKeyProblem>.Builder problems)
    {
        var options = ImmutableArray.CreateBuilder<string>();
        foreach (var part in Split(text))
        {
            if (part.Length == 0)
            {
                problems.Add(new("ssh-key-option-empty", Severity.Error, "There is an empty option beside a comma.", "Remove the extra comma."));
                return null;
            }

            if (Problem(part, now) is { } problem)
            {
                problems.Add(problem);
                return null;
            }

            if (options.Any(o => IsOnce(part) && NameOf(o).Equals(NameOf(part), StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add(new("ssh-key-option-repeated", Severity.Error, $"The option {Shown(NameOf(part))} is there twice, so sshd drops the whole line.", "Keep one of them."));
                return null;
            }

            options.Add(part);
        }

        Warn(options, problems);
        return options.ToImmutable();
    }

    private static void Warn(ImmutableArray<string>.Builder options, ImmutableArray<SshKeyProblem>.Builder problems)
    {
        var names = options.Select(o => NameOf(o).ToLowerInvariant()).Distinct().ToList();
        var strong = names.Where(n => n is "command" or "environment").ToList();
        problems.Add(strong.Count > 0
            ? new("ssh-key-forces-command", Severity.Warning, $"The key carries {string.Join(" and ", strong)}: it runs or sets what it says on every node.", "Leave the option out unless that is what you want.")
            : new("ssh-key-options", Severity.Warning, $"The key carries options: {string.Join(", ", names)}.", "Leave them out unless that is what you want."));
    }

    private static SshKeyProblem? Problem(string option, DateTimeOffset now)
    {
        var name = NameOf(option);
        if (_flags.Contains(option))
        {
            return null;
        }

        if (_certificateOnly.Contains(name) || !_withValue.Contains(name) || name.Length == option.Length)
        {
            return new("ssh-key-option-unknown", Severity.Error, $"OpenSSH does not know the option {Shown(name)} for a plain key and drops the whole line.", "Remove it.");
        }

        var value = option[(name.Length + 1)..];
        return value.Length < 2 || value[0] != '"' || ClosingQuote(value) != value.Length - 1
            ? new("ssh-key-option-quote", Severity.Error, $"The value of {Shown(name)} is not in double quotation marks.", "Put it in double quotation marks.")
            : ValueProblem(name.ToLowerInvariant(), value[1..^1], now);
    }

    private static SshKeyProblem? ValueProblem(string name, string value, DateTimeOffset now) => name switch
    {
        "expiry-time" when Expiry(value) is not { } expiry => Malformed(name),
        "expiry-time" when Expiry(value) <= now => new("ssh-key-expired", Severity.Error, "The key's expiry-time has passed; sshd refuses it.", "Use a key that is still valid."),
        "environment" when !IsAssignment(value) => Malformed(name),
        "permitopen" when !IsHostPort(value, portAlone: false) => Malformed(name),
        "permitlisten" when !IsHostPort(value, portAlone: true) => Malformed(name),
        "tunnel" when !uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) && !value.Equals("any", StringComparison.OrdinalIgnoreCase) => Malformed(name),
        "from" when value.Length == 0 => Malformed(name),
        _ => null,
    };

    private static SshKeyProblem Malformed(string name) => new("ssh-key-option-value", Severity.Error, $"The value of {name} is malformed, so sshd drops the whole line.", "Correct it, or leave the option out.");

    private static bool IsAssignment(string value)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && value[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    // YYYYMMDD[HHMM[SS]], then Z, UTC or nothing; without either in the host's own zone, taken as UTC here.
    private static DateTimeOffset? Expiry(string value)
    {
        string[] formats = ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss"];
        var digits = value.EndsWith("UTC", StringComparison.OrdinalIgnoreCase) ? value[..^3] : value.EndsWith('Z') || value.EndsWith('z') ? value[..^1] : value;
        return DateTimeOffset.TryParseExact(digits, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    private static bool IsHostPort(string value, bool portAlone)
    {
        var colon = value.LastIndexOf(':');
        var port = value[(colon + 1)..];
        var host = colon > 0 ? value[..colon] : "";
        if (host.Contains(':', StringComparison.Ordinal) && !(host.StartsWith('[') && host.EndsWith(']')))
        {
            return false;
        }

        return (colon > 0 || (portAlone && colon <= 0)) && (port == "*" || (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535));
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ',' && !quoted)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static int ClosingQuote(string value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length && value[i + 1] == '"')
            {
                i++;
            }
            else if (value[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }

    private static string NameOf(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? option : option[..equals];
    }

    private static bool IsOnce(string option) => NameOf(option).ToLowerInvariant() is "command" or "from";

    private static string Shown(string name) => name.Length <= 40 && name.All(c => c is >= ' ' and < (char)127) ? $"'{name}'" : "given";
}
