using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Installs.Rules;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary><c>fleetConfig.spokes</c>, in the shape of the Open Cluster Management fleet configuration.</summary>
internal static partial class SpokeRules
{
    private const string Hub = "hub-as-spoke";

    public static void Check(LintScope scope)
    {
        var spokes = scope.User.At("fleetConfig", "spokes");
        if (spokes.Node is ValueScalar { Kind: ValueKind.Null })
        {
            scope.Warn(spokes, "null-deletes-default", "No spoke at all: null deletes the chart's default, the hub as its own spoke.", "Remove the key to keep the default.");
        }
        else if (spokes.Node is ValueList { Items.Count: 0 })
        {
            scope.Warn(spokes, "spokes-empty", "The list is empty, so not even the hub is a spoke.", $"Add `- name: {Hub}` with kubeconfig.inCluster: true.");
        }
        else if (spokes.Node is ValueList list)
        {
            CheckEach(scope, spokes);
            CheckHub(scope, spokes, list);
        }
        else if (!spokes.IsNothing)
        {
            scope.Error(spokes, "spokes-not-a-list", $"Spokes are a list, not {spokes.Kind}.", "Write one `- name: …` item per spoke.");
        }
    }

    private static void CheckEach(LintScope scope, LintField spokes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var spoke in spokes.Items.TakeWhile(_ => !scope.HasEnoughErrors))
        {
            if (spoke.Node is not ValueMap)
            {
                scope.Error(spoke, "spoke-not-a-map", $"A spoke is a map with name and kubeconfig, not {spoke.Kind}.", "Write `- name: …` and its kubeconfig.");
                continue;
            }

            CheckName(scope, spoke["name"], names);
            CheckKubeconfig(scope, spoke);
        }
    }

    private static void CheckName(LintScope scope, LintField name, HashSet<string> names)
    {
        if (name.IsEmpty)
        {
            scope.Error(name, "spoke-name-missing", "A spoke needs a name.", "Add name.");
        }
        else if (name.Text is not { } text)
        {
            scope.Error(name, "wrong-type", $"The name must be a text, not {name.Kind}.", "Put it in quotes.");
        }
        else if (KubernetesNames.CheckLabel(text) is { } why)
        {
            scope.Error(name, "spoke-name-invalid", $"The name {why}. It becomes part of cluster, namespace and object names.", "Write lower-case letters, digits and hyphens, at most 63.");
        }
        else if (!names.Add(text))
        {
            scope.Error(name, "spoke-name-twice", "Two spokes have this name; they would be one object.", "Give each spoke a name of its own.");
        }
    }

    private static void CheckKubeconfig(LintScope scope, LintField spoke)
    {
        var config = spoke["kubeconfig"];
        if (config.IsNothing)
        {
            // The chart's default item for the hub brings its own.
            if (spoke["name"].Text != Hub)
            {
                scope.Error(config, "spoke-kubeconfig-missing", "A spoke needs a kubeconfig: inCluster true, or a secretReference.", "Add kubeconfig with secretReference.name.");
            }

            return;
        }

        var (inCluster, secret) = (config["inCluster"], config["secretReference"]);
        if (config.Node is not ValueMap || (!inCluster.IsNothing && inCluster.Node is not ValueScalar { Kind: ValueKind.Boolean }) || (!secret.IsNothing && secret.Node is not ValueMap))
        {
            var wrong = config.Node is not ValueMap ? config : secret.IsNothing || secret.Node is ValueMap ? inCluster : secret;
            scope.Error(wrong, "wrong-type", $"{(wrong == inCluster ? "true or false" : "A map")} is expected here, not {wrong.Kind}.", "Write inCluster: true, or secretReference with a name.");
        }
        else if (inCluster.IsTrue && !secret.IsNothing)
        {
            scope.Error(secret, "spoke-kubeconfig-twice", "inCluster and secretReference exclude each other.", "Remove one of the two.");
        }
        else if (!inCluster.IsTrue)
        {
            CheckSecret(scope, config, secret);
        }
    }

    private static void CheckSecret(LintScope scope, LintField config, LintField secret)
    {
        if (secret.IsNothing || secret["name"].IsEmpty)
        {
            scope.Error(secret.IsNothing ? config : secret["name"], "spoke-secret-missing", "secretReference.name is required unless inCluster is true.", "Name the Secret that holds the spoke's kubeconfig.");
        }
        else if (secret["name"].Text is not { } name || KubernetesNames.CheckSubdomain(name) is not null)
        {
            scope.Error(secret["name"], "spoke-secret-invalid", "The name of a Secret is a text of lower-case letters, digits, hyphens and dots.", "Write the Secret's name as kubectl prints it.");
        }

        var key = secret["kubeconfigKey"];
        if (!key.IsNothing && (key.Text is not { } text || !SecretKey().IsMatch(text)))
        {
            scope.Error(key, "spoke-secret-key-invalid", "The key in a Secret consists of letters, digits, '-', '_' and '.'.", "Write kubeconfig, or the key that holds it.");
        }
    }

    private static void CheckHub(LintScope scope, LintField spokes, ValueList list)
    {
        var inside = spokes.Items.Where(s => s.At("kubeconfig", "inCluster").IsTrue).ToList();
        var named = spokes.Items.Where(s => s["name"].Text == Hub).ToList();
        foreach (var extra in inside.Skip(1))
        {
            scope.Error(extra, "spoke-hub-twice", "Only one spoke can be the hub itself.", "Set inCluster to false and name a Secret.");
        }

        foreach (var remote in named.Where(n => n.At("kubeconfig", "inCluster").IsFalse))
        {
            scope.Warn(remote, "spoke-hub-name", $"{Hub} is the customary name of the hub itself, and this is a remote cluster.", "Give the remote cluster another name.");
        }

        if (inside.Count + named.Count == 0)
        {
            scope.Warn(spokes, "spoke-hub-missing", "The hub is no longer a spoke: your list replaces the default list.", $"Add `- name: {Hub}` with kubeconfig.inCluster: true as the first item.");
        }

        if (list.Items[0] is ValueMap)
        {
            CheckRegistry(scope, spokes, inside.Concat(named).ToList());
        }

        scope.Info(spokes, "spokes-are-kept", "Spokes that are removed from the list are not deleted from the cluster; their objects carry a keep policy.", "Delete them with kubectl when they are to go.");
    }

    // In airgap mode the internal registry is written into the first item, whatever it is.
    private static void CheckRegistry(LintScope scope, LintField spokes, List<LintField> hubs)
    {
        var first = spokes.Items.First();
        if (!scope.Values.Context.IsAirgap || first["name"].Text == Hub || first.At("kubeconfig", "inCluster").IsTrue)
        {
            return;
        }

        scope.Warn(first, "spoke-registry-on-remote", "The internal registry is written into the first spoke, and that is not the hub.", $"Put {Hub} first.");
        foreach (var hub in hubs.Where(h => h["ociRegistry"].IsNothing).Take(1))
        {
            scope.Warn(hub, "spoke-hub-without-registry", "The hub's own item gets no ociRegistry, because it is not the first.", "Move it to the first place.");
        }
    }

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]{1,253}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SecretKey();
}
