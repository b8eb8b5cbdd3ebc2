using System.Collections.Immutable;
using PaletteAI.Console.Domain.Access.SshKeys;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;

namespace PaletteAI.Console.Domain.Checks.Install;

internal static class AccessChecks
{
    public static CheckOutcome Ntp(InstallSpec spec, InstallFacts facts)
    {
        if (spec.Cluster.NtpServers.IsEmpty)
        {
            return CheckOutcome.Of([Finding.Info("spec.cluster.ntpServers", "ntp-none", "No NTP server is given; clocks that drift apart end sessions and certificates.", "Give the time servers of your network.")], "No NTP server is given.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var findings = spec.Cluster.NtpServers.Select((entry, i) =>
        {
            var verdict = NtpServers.Check(entry);
            return verdict.Problem is { } problem ? Finding.Error(SpecPaths.Ntp(i), "ntp-server", $"The NTP server '{LabelRules.Shown(entry)}' {problem}.", "Write one name or address, for example 0.pool.ntp.org.")
                : !seen.Add(verdict.Normalized) ? Finding.Warning(SpecPaths.Ntp(i), "ntp-duplicate", $"The NTP server {verdict.Normalized} is there twice.", "Remove one of them.")
                : verdict.Normalized != entry ? Finding.Info(SpecPaths.Ntp(i), "ntp-normalized", $"'{LabelRules.Shown(entry)}' is sent as {verdict.Normalized}.")
                : null;
        }).OfType<Finding>();
        return CheckOutcome.Of(findings, "Every NTP server is well-formed.");
    }

    public static CheckOutcome SshKeys(InstallSpec spec, InstallFacts facts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var findings = spec.Cluster.SshKeys.SelectMany((entry, i) => Key(entry, i, seen, facts.Now));
        return CheckOutcome.Of(findings, spec.Cluster.SshKeys.IsEmpty ? "No SSH key is given." : "Every SSH key is one OpenSSH accepts.");
    }

    private static ImmutableArray<Finding> Key(string entry, int index, HashSet<string> seen, DateTimeOffset now)
    {
        var path = SpecPaths.SshKey(index);
        var verdict = SshPublicKeys.Check(entry, now);
        var findings = verdict.Problems.Select(p => new Finding(path, p.Code, p.Severity, p.Message, p.Fix)).ToList();
        findings.AddRange(verdict.Keys.Where(k => !seen.Add(k.Fingerprint) && findings.TrueForAll(f => f.Code != "ssh-key-duplicate"))
            .Select(k => Finding.Warning(path, "ssh-key-duplicate", $"The key {k.Fingerprint} is there twice.", "Remove one of them.")));
        if (verdict.IsAccepted && entry != entry.Trim())
        {
            findings.Add(Finding.Info(path, "ssh-key-trimmed", "Blanks around the key are left out when it is sent."));
        }

        return [.. findings];
    }
}
