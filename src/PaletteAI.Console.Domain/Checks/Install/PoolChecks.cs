using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Installs.Rules;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Domain.Checks.Install;

internal static class PoolChecks
{
    private const string HelmConfigLabel = "palette.ai/helm-config";

    public static CheckOutcome Names(InstallSpec spec, InstallFacts facts)
    {
        var findings = SpecPaths.Pools(spec).Select(p => KubernetesNames.CheckPoolName(p.Pool.Name, p.Pool.Role == PoolRole.Worker) is { } problem
            ? Finding.Error(SpecPaths.Pool(p.Index, "name"), "pool-name", $"The pool's name {problem}.", PoolFix(p.Pool))
            : null).OfType<Finding>().ToList();
        findings.AddRange(SpecPaths.Pools(spec).GroupBy(p => p.Pool.Name, StringComparer.Ordinal).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)).Select(p =>
            Finding.Error(SpecPaths.Pool(p.Index, "name"), "pool-name-duplicate", $"Another pool is called {LabelRules.Shown(p.Pool.Name)}.", "Give each pool a name of its own.")));
        return CheckOutcome.Of(findings, "Every pool has a valid name of its own.");
    }

    public static CheckOutcome ControlPlane(InstallSpec spec, InstallFacts facts)
    {
        var planes = SpecPaths.Pools(spec).Where(p => p.Pool.Role == PoolRole.ControlPlane).ToList();
        return CheckOutcome.Of(
            planes.Count switch
            {
                0 => [Finding.Error("spec.nodePools", "control-plane-pool-missing", "There is no control-plane pool.", "Add a pool with role control-plane.")],
                1 => [],
                _ => planes.Skip(1).Select(p => Finding.Error(SpecPaths.Pool(p.Index, "role"), "control-plane-pool-second", "There is more than one control-plane pool.", "Put all control-plane hosts into one pool.")),
            },
            "There is one control-plane pool.");
    }

    public static CheckOutcome Hosts(InstallSpec spec, InstallFacts facts) => CheckOutcome.Of(
        SpecPaths.Pools(spec).Where(p => p.Pool.Hosts.IsEmpty).Select(p => Finding.Error(
            SpecPaths.Pool(p.Index, "hosts"), "pool-without-hosts", $"The pool {SpecPaths.PoolName(p.Pool, p.Index)} has no host.", p.Pool.Role == PoolRole.Worker ? "Add a host or remove the pool." : "Add a host.")),
        "Every pool has a host.");

    public static CheckOutcome Count(InstallSpec spec, InstallFacts facts)
    {
        var planes = spec.NodePools.Where(p => p.Role == PoolRole.ControlPlane).Sum(p => p.Hosts.Length);
        var index = SpecPaths.Pools(spec).Where(p => p.Pool.Role == PoolRole.ControlPlane).Select(p => p.Index).FirstOrDefault();
        var path = SpecPaths.Pool(index, "hosts");
        var total = spec.NodePools.Sum(p => p.Hosts.Length);
        var single = facts.Inventory is null ? total <= 1 : facts.IsSingleNode;
        if (planes == 0)
        {
            return CheckOutcome.Pending("The control plane has no host yet.");
        }

        return CheckOutcome.Of(
            single || (planes >= 3 && planes % 2 == 1) ? []
            : planes % 2 == 0 ? [Finding.Error(path, "control-plane-even", $"The control plane has {planes} hosts; an even number survives no more losses than one host less, and the database behind it wants an odd one.", "Use 3 hosts, or another odd number above.")]
            : [Finding.Error(path, "control-plane-too-few", "The control plane of a multi-node cluster needs at least 3 hosts; this one has 1.", "Add the other control-plane hosts.")],
            single ? "One host makes a single-node cluster." : $"The control plane has {planes} hosts.");
    }

    public static CheckOutcome Workers(InstallSpec spec, InstallFacts facts) => CheckOutcome.Of(
        SpecPaths.Pools(spec).Where(p => p.Pool is { Role: PoolRole.ControlPlane, AllowWorkers: false } && !spec.NodePools.Any(o => o.Role == PoolRole.Worker)).Select(p => Finding.Error(
            SpecPaths.Pool(p.Index, "allowWorkers"), "no-place-for-workloads", "Worker capability is off and there is no worker pool: nothing could run.", "Turn worker capability on, or add a worker pool.")),
        "Workloads have a place to run.");

    public static CheckOutcome WorkerFlag(InstallSpec spec, InstallFacts facts) => CheckOutcome.Of(
        SpecPaths.Pools(spec).Where(p => p.Pool is { Role: PoolRole.Worker, AllowWorkers: true }).Select(p => Finding.Warning(
            SpecPaths.Pool(p.Index, "allowWorkers"), "allow-workers-on-worker-pool", "Worker capability is a setting of the control plane; on a worker pool it says nothing.", "Remove it.")),
        "Worker capability is set on the control plane only.");

    public static CheckOutcome Labels(InstallSpec spec, InstallFacts facts)
    {
        var findings = SpecPaths.Pools(spec).SelectMany(p => p.Pool.Labels.SelectMany(l => Label(p.Index, l.Key, l.Value))).ToList();
        var carriers = SpecPaths.Pools(spec).Where(p => p.Pool.Labels.GetValueOrDefault(HelmConfigLabel) == "true").ToList();
        if (carriers.Sum(c => c.Pool.Hosts.Length) > 1 && InstallerSelects(spec, facts))
        {
            findings.AddRange(carriers.Select(c => Finding.Warning(SpecPaths.Label(c.Index, HelmConfigLabel), "helm-config-label-on-several", $"The label {HelmConfigLabel}=true would rest on more than one node; the installer must find exactly one.", "Remove it here and label one node after the deployment.")));
        }

        return CheckOutcome.Of(findings, "All labels are well-formed.");
    }

    public static CheckOutcome Taints(InstallSpec spec, InstallFacts facts)
    {
        var findings = SpecPaths.Pools(spec).SelectMany(p => p.Pool.Taints.Select((t, i) => TaintSyntax.Check(t) is { IsSuccess: false } bad
            ? Finding.Error(SpecPaths.Taint(p.Index, i, bad.Error.Code["taint-".Length..]), bad.Error.Code, bad.Error.Message, bad.Error.Fix)
            : p.Pool.Taints.Take(i).Any(o => o.Key == t.Key && o.Effect == t.Effect)
                ? Finding.Error(SpecPaths.Taint(p.Index, i), "taint-duplicate", $"The taint {LabelRules.Shown(t.Key)} with effect {t.Effect} is there twice.", "Remove one of them.")
                : null)).OfType<Finding>();
        return CheckOutcome.Of(findings, "All taints are well-formed.");
    }

    public static CheckOutcome Architecture(InstallSpec spec, InstallFacts facts)
    {
        var findings = SpecPaths.Pools(spec).Where(p => p.Pool.Architecture is not ("amd64" or "arm64")).Select(p => Finding.Error(
            SpecPaths.Pool(p.Index, "architecture"), "architecture", $"'{LabelRules.Shown(p.Pool.Architecture)}' is no architecture of the appliance.", "Write amd64 or arm64.")).ToList();
        findings.AddRange(SpecPaths.Hosts(spec).Where(h => h.Pool.Architecture is "amd64" or "arm64").Select(h => (h, Known: facts.Inventory?.Hosts.FirstOrDefault(k => k.Uid == h.Host.Uid)))
            .Where(h => h.Known is { Architecture.Length: > 0 } && h.Known.Architecture != h.h.Pool.Architecture).Select(h => Finding.Error(
                SpecPaths.Pool(h.h.PoolIndex, "architecture"), "architecture-mismatch", $"The pool is {h.h.Pool.Architecture}, but {h.h.Host.Uid} is {h.Known!.Architecture}.", $"Choose {h.Known.Architecture}, or move the host to another pool.")));
        return facts.Inventory is null && findings.Count == 0
            ? CheckOutcome.Pending("The hosts' architectures are not known.")
            : CheckOutcome.Of(findings, "Every host has its pool's architecture.");
    }

    private static IEnumerable<Finding> Label(int pool, string key, string value)
    {
        var path = SpecPaths.Label(pool, key);
        if (LabelRules.CheckKey(key) is { } badKey)
        {
            yield return Finding.Error(path, "label-key", $"The label's key '{LabelRules.Shown(key)}' {badKey}.", "Write it as zone or example.com/zone.");
        }
        else if (!LabelRules.KubeletMaySet(key))
        {
            yield return Finding.Warning(path, "label-set-after-join", $"Kubernetes does not let a joining node set the reserved label {key}; it is set through the API after the node has joined.", "Use a prefix of your own unless you need this one.");
        }

        if (LabelRules.CheckValue(value) is { } badValue)
        {
            yield return Finding.Error(path, "label-value", $"The value of label '{LabelRules.Shown(key)}' {badValue}.", "Write up to 63 letters, digits, '-', '_' and '.', or nothing.");
        }
    }

    // When the installer does not select on the label, the label decides nothing.
    private static bool InstallerSelects(InstallSpec spec, InstallFacts facts) => facts.Profile is { } profile
        ? ResolvedConfig.Of(profile, spec, facts.ProvidedSecrets).IsOn(ProfileRole.EnableValuesNodeSelector)
        : spec.ProfileConfig.GetValueOrDefault("enableValuesNodeSelector")?.Text == "true";

    private static string PoolFix(NodePool pool)
    {
        var lower = pool.Name.ToLowerInvariant();
        return pool.Name != lower && KubernetesNames.CheckPoolName(lower, pool.Role == PoolRole.Worker) is null ? $"Write {lower}." : "Write 1 to 62 lower-case letters, digits and '-', for example gpu-pool.";
    }
}
