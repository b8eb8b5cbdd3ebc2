using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Facts;
using PaletteAI.Console.Domain.Clusters.Labels;

namespace PaletteAI.Console.Application.Ports;

/// <summary>
/// The few changes the console makes in a cluster. A failure of kind <see cref="ErrorKind.Refused"/> means that nothing was changed; one of
/// kind <see cref="ErrorKind.RemoteFailed"/> or <see cref="ErrorKind.RemoteTimeout"/> leaves it open.
/// </summary>
public interface IClusterWriter
{
    /// <summary>
    /// Sets or removes the installer's label on a node, only if the node still has the step's version (a merge patch that carries
    /// <c>metadata.resourceVersion</c>); otherwise <c>node-changed</c>. A node that is gone: <c>node-not-found</c>.
    /// </summary>
    Task<Result<Unit>> SetLabelAsync(ClusterAccess access, LabelStep step, CancellationToken ct);

    /// <summary>
    /// Makes a Job from a CronJob's template, as <c>kubectl create job --from</c> does: annotation <c>cronjob.kubernetes.io/instantiate: manual</c>,
    /// owned by the CronJob (controller). A Job of that name: <c>job-exists</c>. A CronJob with another uid: <c>cron-job-changed</c>.
    /// </summary>
    Task<Result<Unit>> CreateJobAsync(ClusterAccess access, CronJobFacts cronJob, string name, CancellationToken ct);

    /// <summary>Deletes a Job with its pods; one that is gone already is a success.</summary>
    Task<Result<Unit>> DeleteJobAsync(ClusterAccess access, string ns, string name, CancellationToken ct);

    /// <summary>
    /// Takes a Lease in <c>kube-system</c>, or renews one's own. Held by somebody else and not run out: <c>lease-held</c>. Two that try at
    /// the same time are told apart by the Lease's version.
    /// </summary>
    /// <param name="holder">Who takes it; unique for each attempt.</param>
    Task<Result<Unit>> TakeLeaseAsync(ClusterAccess access, string name, string holder, TimeSpan life, CancellationToken ct);

    /// <summary>Gives a Lease back; one that somebody else holds by now is left alone.</summary>
    Task<Result<Unit>> GiveLeaseBackAsync(ClusterAccess access, string name, string holder, CancellationToken ct);
}
