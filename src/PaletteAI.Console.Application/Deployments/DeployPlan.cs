using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Deployments;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>What will be sent, and what is kept of it.</summary>
/// <param name="Body">The request.</param>
/// <param name="SpecYaml">The spec without its secrets.</param>
/// <param name="Hosts">Hosts of the plan.</param>
internal sealed record DeployPlan(Secret Body, string SpecYaml, ImmutableArray<PlannedHost> Hosts)
{
    /// <summary>SHA-256 of the request, hex.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body.Reveal())));

    /// <summary>The profile a spec names; null when the archive has no such profile.</summary>
    public static ClusterProfile? ProfileOf(InstallSpec spec, ProfileArchive? archive) => archive?.Profiles.FirstOrDefault(
        p => p.Name == spec.Profile.Name && (spec.Profile.Version.Length == 0 || p.Version == spec.Profile.Version));

    /// <summary>Judges the spec and, when it may be deployed, renders it.</summary>
    public static Result<DeployPlan> Make(
        InstallSpec spec, IReadOnlyDictionary<string, Secret> secrets, IReadOnlyCollection<string> accepted,
        ApplianceFacts appliance, ImmutableArray<VariableVerdict> verdicts, DateTimeOffset now, string hostsNotAsked = "")
    {
        var profile = ProfileOf(spec, appliance.Archive);
        var facts = new InstallFacts(profile, HostInventory.Of(appliance.Hosts), verdicts, now, secrets.Keys.ToHashSet(StringComparer.Ordinal));
        Finding[] findings = [.. InstallValidator.Validate(spec, facts), .. SecretReferences.Unresolved(spec, secrets.Keys.ToHashSet(StringComparer.Ordinal))];
        if (findings.Any(f => f.Severity == Severity.Error))
        {
            return Error.FromFindings(findings);
        }
        if (profile is null || appliance.Archive is null)
        {
            return new Error(ErrorKind.Invalid, "profile-not-in-archive", $"The appliance has no profile named {spec.Profile.Name} {spec.Profile.Version}.", "Import it, or name one the appliance has.", "spec.profile");
        }
        if (NotAccepted(findings, Consequences.Of(spec, facts), hostsNotAsked, accepted) is { Length: > 0 } open)
        {
            return new Error(
                ErrorKind.Refused, "not-accepted", $"Not accepted yet: {string.Join(", ", open.Select(f => f.Code).Distinct())}.",
                "Read each and accept it by its code.")
            {
                Findings = open,
            };
        }
        var sensitive = profile.Variables.Where(v => v.Sensitive).Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        var body = CreateClusterRequest.Render(new CreateClusterInput(
            spec, appliance.Archive.UploadPath, profile.Uid, SentLists.Variables(spec, profile, secrets), SentLists.NtpServers(spec), SentLists.SshKeys(spec)));
        return new DeployPlan(new Secret(body), InstallSpecWriter.Write(spec, sensitive).Text, HostsOf(spec));
    }

    private static Finding[] NotAccepted(IEnumerable<Finding> findings, IEnumerable<Consequence> consequences, string hostsNotAsked, IReadOnlyCollection<string> accepted)
    {
        var needed = consequences.Where(c => c.NeedsAcceptance).Select(c => new Finding("", c.Code, c.Severity, c.Message, "Accept it by its code, or change the spec."));
        Finding[] hosts = hostsNotAsked.Length == 0 ? [] : [new Finding("", HostCheckGate.PendingCode, Severity.Warning, hostsNotAsked, "Store a log-in for the hosts in Settings, or accept it by its code.")];
        return [.. findings.Where(f => f.Severity == Severity.Warning).Concat(needed).Concat(hosts).Where(f => !accepted.Contains(f.Code))];
    }

    private static ImmutableArray<PlannedHost> HostsOf(InstallSpec spec) =>
        [.. spec.NodePools.SelectMany(p => p.Hosts.Select(h => new PlannedHost(h.Uid, h.HostName.Length > 0 ? h.HostName : h.Uid, p.Name, p.Role == PoolRole.ControlPlane)))];
}
