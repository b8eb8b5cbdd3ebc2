using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Application.Values;

/// <summary>Hosts, cluster and history as they are at a moment.</summary>
internal sealed record ValuesScene
{
    public required ImmutableArray<ReadCopy> Read { get; init; }

    public required ImmutableArray<ValuesCopy> Copies { get; init; }

    public required ValuesAuthority Authority { get; init; }

    public required InstallerSeen Seen { get; init; }

    public required InstallerSurroundings Surroundings { get; init; }

    public required ImmutableArray<ValuesRevision> Revisions { get; init; }

    public required string LastApplied { get; init; }

    /// <summary>The forecast when hosts have these hashes.</summary>
    public RunForecast? Forecast(Func<ValuesCopy, string> hash) => Seen.Status is not { } status ? null
        : RunForecast.Of(status, [.. Seen.Nodes], [.. Copies.Where(c => c.Node.Length > 0).Select(c => new HostValues(c.Node, hash(c)))], LastApplied);
}

/// <summary>Gathers what the Values page and a save rest on.</summary>
internal sealed class ValuesDesk(
    ValuesHosts hosts, OutlookReader outlook, SurroundingsReader surroundings, ApplianceFactReader facts, ValuesRecorder recorder, IValuesStore store, TimeProvider time)
{
    /// <summary>Hosts, cluster and history now, for what is written.</summary>
    public Task<Result<ValuesScene>> LookAsync(OperationContext context, CancellationToken ct) => LookAsync(context, isFresh: true, ct);

    /// <summary>Hosts and history now, the cluster as the live copy has it where that is enough.</summary>
    public async Task<Result<ValuesScene>> LookAsync(OperationContext context, bool isFresh, CancellationToken ct)
    {
        var known = await facts.ReadAsync(context, fresh: false, ct);
        if (!known.IsSuccess)
        {
            return known.Error;
        }

        var asking = outlook.ReadAsync(context, isFresh, ct);
        var read = await hosts.ReadAsync(context, ct);
        var seen = await asking;
        if (!read.IsSuccess)
        {
            return read.Error;
        }

        var revisions = await recorder.RecordAsync(read.Value, ct);
        ImmutableArray<CopyPlace> places = [.. read.Value.Select(c => CopyPlace.Of(c.Host, seen.Nodes))];
        var authority = ValuesAuthority.Decide(places, seen.Status, seen.HasCluster, seen.Problem?.Message ?? "");
        ImmutableArray<ValuesCopy> copies = [.. read.Value.Zip(places, (c, p) => Copy(c, p, authority, revisions))];
        return new ValuesScene
        {
            Read = read.Value,
            Copies = copies,
            Authority = authority,
            Seen = seen,
            Surroundings = await surroundings.ReadAsync(known.Value, ct),
            Revisions = revisions,
            LastApplied = seen.Status is { } status ? OutlookReader.LastApplied(status, copies, revisions) : "",
        };
    }

    /// <summary>The page's start.</summary>
    public async Task<Result<ValuesWorkspace>> OpenAsync(OperationContext context, CancellationToken ct)
    {
        var looked = await LookAsync(context, ct);
        if (!looked.IsSuccess)
        {
            return looked.Error;
        }

        var scene = looked.Value;
        var chosen = scene.Authority.Hosts.Concat(scene.Copies.Select(c => c.Host)).Select(h => scene.Read.First(r => r.Host.Uid == h)).FirstOrDefault(r => r.File.IsSuccess);
        var text = chosen is null ? null : ValuesText.Decode(chosen.File.Require().Content.Span);
        var sha256 = chosen?.File.Require().Info.Sha256 ?? "";
        var draft = await store.FindDraftAsync(context.Actor, ct);
        return new ValuesWorkspace
        {
            TakenAt = time.GetUtcNow(),
            Copies = scene.Copies,
            Authority = scene.Authority,
            IsDrifting = scene.Copies.Where(c => c.Counts && c.Sha256.Length > 0).Select(c => c.Sha256).Distinct(StringComparer.Ordinal).Skip(1).Any(),
            File = text is { IsSuccess: true } ? new ValuesFile(sha256, new Secret(text.Value.Text), HavingIt(scene, sha256)) : null,
            Problem = text is null ? ValuesErrors.NoFile : text.Error,
            Shipped = await FileAsync(scene, ValuesRecorder.ShippedOf(scene.Revisions, chosen?.Host.Uid ?? "")?.Sha256, ct),
            LastApplied = await FileAsync(scene, scene.LastApplied, ct),
            Draft = draft is null ? null : new ValuesDraftView(draft.Version, draft.Text, draft.BaseSha256, ValuesBase.First(draft.BaseSha256) != sha256, draft.UpdatedAt),
            Surroundings = scene.Surroundings,
            Installer = new InstallerOutlook(scene.Seen.Status, scene.Forecast(c => c.Sha256), scene.LastApplied, scene.Seen.Problem),
        };
    }

    /// <summary>What a text is judged against.</summary>
    public async Task<ValuesSetting> SettingAsync(ValuesScene scene, string host, CancellationToken ct)
    {
        var shipped = await FileAsync(scene, ValuesRecorder.ShippedOf(scene.Revisions, host)?.Sha256, ct);
        var last = await FileAsync(scene, scene.LastApplied, ct);
        return new ValuesSetting(scene.Surroundings.Context, ValuesWorkspace.Tree(shipped), ValuesWorkspace.Tree(last));
    }

    private async Task<ValuesFile?> FileAsync(ValuesScene scene, string? sha256, CancellationToken ct) =>
        sha256 is { Length: > 0 } && await store.FindContentAsync(sha256, ct) is { } bytes && ValuesText.Decode(bytes.Span) is { IsSuccess: true, Value: var text }
            ? new ValuesFile(sha256, new Secret(text.Text), HavingIt(scene, sha256))
            : null;

    private static ImmutableArray<string> HavingIt(ValuesScene scene, string sha256) => [.. scene.Copies.Where(c => c.Sha256 == sha256).Select(c => c.Name)];

    private static ValuesCopy Copy(ReadCopy read, CopyPlace place, ValuesAuthority authority, ImmutableArray<ValuesRevision> revisions)
    {
        var copy = new ValuesCopy
        {
            Host = read.Host.Uid, Name = place.Name, Address = read.Host.Address, Node = place.Node, Counts = authority.Hosts.Contains(read.Host.Uid), Problem = read.File.Error,
        };
        if (!read.File.IsSuccess)
        {
            return copy;
        }

        var info = read.File.Value.Info;
        return copy with
        {
            Sha256 = info.Sha256, Size = info.Size, Mode = info.Mode, Owner = info.Owner, ModifiedAt = info.ModifiedAt,
            IsShipped = ValuesRecorder.ShippedOf(revisions, read.Host.Uid) is { } shipped ? shipped.Sha256 == info.Sha256 : null,
        };
    }
}
