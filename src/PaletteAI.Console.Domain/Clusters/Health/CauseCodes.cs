using System.Collections.Frozen;

namespace PaletteAI.Console.Domain.Clusters.Health;

/// <summary>All causes there are: stable codes, which is nearer to the root, and what to do.</summary>
public static class CauseCodes
{
#pragma warning disable CS1591 // The codes say what they are.
    public const string FactsStale = "facts-stale";
    public const string FactsMissing = "facts-missing";
    public const string NodeNotReady = "node-not-ready";
    public const string NodePressure = "node-pressure";
    public const string NodesCordoned = "nodes-cordoned";
    public const string VolumeClaimUnbound = "volume-claim-unbound";
    public const string VolumeClaimMissing = "volume-claim-missing";
    public const string VolumeAttachFailed = "volume-attach-failed";
    public const string VolumeMountFailed = "volume-mount-failed";
    public const string ImagePullFailed = "image-pull-failed";
    public const string ImageNameInvalid = "image-name-invalid";
    public const string ImageNotPresent = "image-not-present";
    public const string ConfigMapMissing = "config-map-missing";
    public const string ConfigMapKeyMissing = "config-map-key-missing";
    public const string SecretMissing = "secret-missing";
    public const string SecretKeyMissing = "secret-key-missing";
    public const string ContainerConfigError = "container-config-error";
    public const string SelectorMatchesNoNode = "selector-matches-no-node";
    public const string TaintNotTolerated = "taint-not-tolerated";
    public const string NotEnoughResources = "not-enough-resources";
    public const string Unschedulable = "unschedulable";
    public const string PodNotScheduled = "pod-not-scheduled";
    public const string SandboxFailed = "pod-sandbox-failed";
    public const string ContainerStartFailed = "container-start-failed";
    public const string OutOfMemory = "out-of-memory";
    public const string LivenessFailing = "liveness-failing";
    public const string ContainerCrashing = "container-crashing";
    public const string InitFailing = "init-container-failing";
    public const string DependencyDown = "dependency-down";
    public const string InitNotFinished = "init-container-not-finished";
    public const string ReadinessFailing = "readiness-failing";
    public const string NotReady = "container-not-ready";
    public const string PodFailed = "pod-failed";
    public const string PodEvicted = "pod-evicted";
    public const string StuckStarting = "pod-stuck-starting";
    public const string WorkloadIncomplete = "workload-incomplete";
    public const string StuckTerminating = "pod-stuck-terminating";
    public const string NamespaceStuck = "namespace-stuck-terminating";
    public const string EndpointDown = "endpoint-down";
    public const string EndpointUnsure = "endpoint-unknown";
    public const string EndpointSettling = "endpoint-settling";
    public const string CertificateExpiring = "certificate-expiring";
    public const string InstallerLabelSeveral = "installer-label-on-several-nodes";
    public const string InstallerLabelMissing = "installer-label-missing";
    public const string InstallerLabelUnused = "installer-label-unused";
    public const string InstallerFailed = "installer-failed";
    public const string InstallerOverdue = "installer-overdue";
    public const string InstallerScheduleUnreadable = "installer-schedule-unreadable";
    public const string InstallerWaitsForLabel = "installer-waits-for-label";
    public const string InstallerFirstRun = "installer-first-run";
    public const string InstallerSuspended = "installer-suspended";
    public const string InstallerSeveral = "installer-ambiguous";
    public const string WorkloadStarting = "workload-starting";
    public const string JobFailed = "job-failed";
    public const string PodLeftOver = "pod-left-over";
#pragma warning restore CS1591

    // In order: what makes other things fail comes before what is made to fail.
    private static readonly (string Code, string Fix)[] _table =
    [
        (FactsStale, "Check that the cluster's API server answers from here; what is shown below is from the time given."),
        (FactsMissing, "Check that the account of the kubeconfig may read this kind of object."),
        (NodeNotReady, "Look at the host's power, network and kubelet (systemctl status kubelet)."),
        (NodePressure, "Free disk space or memory on the node, or move pods away."),
        (NodesCordoned, "Take new pods again: kubectl uncordon NODE."),
        (VolumeClaimUnbound, "Check the claim's storage class and that its provisioner runs (kubectl describe pvc)."),
        (VolumeClaimMissing, "Create the claim, or let the installer run again."),
        (VolumeAttachFailed, "Look at the storage's own pods, and whether another node still holds the volume."),
        (VolumeMountFailed, "Look at the pod's events for what the mount waits for."),
        (ImagePullFailed, "Check that the registry answers from the nodes, that its certificate and password are right, and that it holds the image."),
        (ImageNameInvalid, "Correct the image's name in the values file."),
        (ImageNotPresent, "Upload the content that holds the image, or let the pod pull it."),
        (ConfigMapMissing, "Create the ConfigMap, or let the installer run again."),
        (ConfigMapKeyMissing, "Add the key to the ConfigMap, or correct its name in the workload."),
        (SecretMissing, "Create the Secret, or let the installer run again."),
        (SecretKeyMissing, "Add the key to the Secret, or correct its name in the workload."),
        (ContainerConfigError, "Look at the pod's events."),
        (SelectorMatchesNoNode, "Put the label on a node that is to run it, or correct the selector."),
        (TaintNotTolerated, "Remove the taint from a node (kubectl taint nodes NODE KEY-), or let the workload tolerate it."),
        (NotEnoughResources, "Free resources, add a node, or ask for less."),
        (Unschedulable, "Look at the pod's events for what the scheduler says."),
        (PodNotScheduled, "Check that the scheduler runs (pods in kube-system)."),
        (SandboxFailed, "Look at the network plug-in's pods and at the container runtime of the node."),
        (ContainerStartFailed, "Correct the command or the image."),
        (OutOfMemory, "Raise the container's memory limit, or find out why it needs so much."),
        (LivenessFailing, "Look at the container's logs; if it only needs longer, relax its liveness probe."),
        (ContainerCrashing, "Look at the logs of its last run."),
        (InitFailing, "Look at the logs of the init container."),
        (DependencyDown, "Repair what it depends on first."),
        (InitNotFinished, "Look at the logs of the init container for what it waits for."),
        (ReadinessFailing, "Look at the container's logs for why it does not get ready."),
        (NotReady, "Look at the container's logs for why it does not get ready."),
        (PodFailed, "Look at its logs and events."),
        (PodEvicted, "Free disk space or memory on the node; the workload makes a new pod."),
        (StuckStarting, "Look at the pod's events and at the kubelet of its node."),
        (WorkloadIncomplete, "Look at the workload's events for why no pod is made."),
        (StuckTerminating, "Look at what holds it: its node, or a finalizer whose controller is gone."),
        (NamespaceStuck, "Look at the namespace's conditions for what is left in it."),
        (EndpointDown, "Look at the layer that is named."),
        (EndpointUnsure, "Say where the endpoints are (root domain or VIP), and check that this machine reaches them."),
        (EndpointSettling, "Nothing to do: it has to answer a few times in a row."),
        (CertificateExpiring, "Renew the certificate."),
        (InstallerLabelSeveral, "Take the label from all nodes but one."),
        (InstallerLabelMissing, $"Put {Installer.InstallerLabel.Text} on the node whose values file counts."),
        (InstallerFailed, "Look at the log of the failed run; the values file is the usual reason."),
        (InstallerOverdue, "Check that the controller-manager runs (pods in kube-system)."),
        (InstallerScheduleUnreadable, "Correct the CronJob's schedule or time zone."),
        (InstallerWaitsForLabel, $"Edit the values file of one node, then put {Installer.InstallerLabel.Text} on that node."),
        (InstallerFirstRun, "Nothing to do: the first run takes some minutes."),
        (WorkloadStarting, "Nothing to do: its pods are starting."),
        (InstallerSuspended, "Resume the CronJob if changes to the values file are to take effect."),
        (InstallerSeveral, "Say in Settings which CronJob is the installer."),
        (InstallerLabelUnused, "Nothing to do; the label may be taken off."),
        (JobFailed, "Look at its log; delete it when it is of no interest."),
        (PodLeftOver, "Nothing to do; delete it to tidy up."),
    ];

    private static readonly FrozenDictionary<string, int> _ranks =
        _table.Select((row, rank) => (row.Code, rank)).ToFrozenDictionary(r => r.Code, r => r.rank, StringComparer.Ordinal);

    /// <summary>All codes, the nearest to the root first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. _table.Select(r => r.Code)];

    /// <summary>How near to the root a code is; 0 = nearest.</summary>
    public static int RankOf(string code) => _ranks[code];

    /// <summary>What to do about a code.</summary>
    public static string FixOf(string code) => _table[_ranks[code]].Fix;
}
