using k8s;
using k8s.Models;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Kubernetes.Http;

/// <summary>Leases between consoles, in <c>kube-system</c>. The API server tells two that try at once apart by the lease's version.</summary>
internal sealed class ClusterLeases(ClusterConnection connection, TimeProvider time)
{
    private const string Namespace = "kube-system";

    public async Task<Result<Unit>> TakeAsync(string name, string holder, TimeSpan life, CancellationToken ct)
    {
        var found = await FindAsync(name, ct);
        if (found.Error is { } error && error.Code != ClusterErrors.NotFoundCode)
        {
            return error;
        }

        if (found.Value is not { } lease)
        {
            var fresh = new V1Lease { Metadata = new V1ObjectMeta { Name = name }, Spec = Spec(holder, life) };
            return Held(await connection.CallAsync((client, end) => client.CoordinationV1.CreateNamespacedLeaseAsync(fresh, Namespace, cancellationToken: end), ct));
        }

        if (lease.Spec?.HolderIdentity != holder && !HasRunOut(lease))
        {
            return Held();
        }

        lease.Spec = Spec(holder, life);
        return Held(await connection.CallAsync((client, end) => client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, name, Namespace, cancellationToken: end), ct));
    }

    public async Task<Result<Unit>> GiveBackAsync(string name, string holder, CancellationToken ct)
    {
        var found = await FindAsync(name, ct);
        if (found.Error is { } error)
        {
            return error.Code == ClusterErrors.NotFoundCode ? Unit.Value : error;
        }

        if (found.Value!.Spec?.HolderIdentity != holder)
        {
            return Unit.Value;
        }

        var exactly = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = found.Value.Metadata.Uid, ResourceVersion = found.Value.Metadata.ResourceVersion } };
        var deleted = await connection.CallAsync((client, end) => client.CoordinationV1.DeleteNamespacedLeaseAsync(name, Namespace, exactly, cancellationToken: end), ct);
        // Changed or gone meanwhile: somebody else has it.
        return deleted.IsSuccess || deleted.Error.Code is ClusterErrors.ConflictCode or ClusterErrors.NotFoundCode ? Unit.Value : deleted.Error;
    }

    private Task<Result<V1Lease>> FindAsync(string name, CancellationToken ct) =>
        connection.CallAsync((client, end) => client.CoordinationV1.ReadNamespacedLeaseAsync(name, Namespace, cancellationToken: end), ct);

    private V1LeaseSpec Spec(string holder, TimeSpan life) => new()
    {
        HolderIdentity = holder,
        LeaseDurationSeconds = Math.Max(1, (int)Math.Ceiling(life.TotalSeconds)),
        RenewTime = time.GetUtcNow().UtcDateTime,
    };

    private bool HasRunOut(V1Lease lease) =>
        string.IsNullOrEmpty(lease.Spec?.HolderIdentity)
        || lease.Spec.RenewTime is not { } renewed
        || new DateTimeOffset(renewed.ToUniversalTime()).AddSeconds(lease.Spec.LeaseDurationSeconds ?? 0) < time.GetUtcNow();

    private static Result<Unit> Held<T>(Result<T> written) =>
        written.IsSuccess ? Unit.Value : written.Error.Code == ClusterErrors.ConflictCode ? Held() : written.Error;

    private static Error Held() => new(ErrorKind.Refused, "lease-held", "Somebody else does the same at this moment.", "Look what came of it, then try again.");
}
