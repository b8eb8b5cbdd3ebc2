using System.Collections.Immutable;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Application.Values;

/// <summary>A host's copy as read.</summary>
/// <param name="Host">The host.</param>
/// <param name="File">The file, or why it could not be read.</param>
internal sealed record ReadCopy(EdgeHost Host, Result<HostFile> File)
{
    public string Name => Host.Name.Length > 0 ? Host.Name : Host.Uid;
}

/// <summary>Values files on the appliance's hosts: all read at once, each failing on its own.</summary>
internal sealed class ValuesHosts(HostDirectory directory)
{
    /// <summary>Every host's copy, the current host first.</summary>
    public async Task<Result<ImmutableArray<ReadCopy>>> ReadAsync(OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenEachAsync(context, ct);
        return hosts.IsSuccess ? (await Task.WhenAll(hosts.Value.Select(h => ReadAsync(h, ct)))).ToImmutableArray() : hosts.Error;
    }

    /// <summary>The ways to the hosts named; <c>host-unknown</c> when the appliance has no such host.</summary>
    public async Task<Result<ImmutableArray<FoundHost>>> FindAsync(IReadOnlyCollection<string> uids, OperationContext context, CancellationToken ct)
    {
        var hosts = await directory.OpenEachAsync(context, ct);
        return !hosts.IsSuccess ? hosts.Error
            : uids.FirstOrDefault(u => hosts.Value.All(h => h.Host.Uid != u)) is { } missing
                ? new Error(ErrorKind.NotFound, "host-unknown", $"The appliance has no host {missing}.", "Open Values again.", "targets")
                : uids.Select(u => hosts.Value.First(h => h.Host.Uid == u)).ToImmutableArray();
    }

    /// <summary>The hash of a file that is there, or why it cannot be had.</summary>
    public static async Task<Result<string>> HashAsync(FoundHost host, CancellationToken ct) =>
        host.Way.IsSuccess ? (await host.Way.Value.Channel.StatFileAsync(HostValues.DefaultPath, ct)).Map(i => i.Sha256) : host.Way.Error;

    private static async Task<ReadCopy> ReadAsync(FoundHost host, CancellationToken ct) =>
        new(host.Host, host.Way.IsSuccess ? await HostValues.ReadAsync(host.Way.Value.Channel, HostValues.DefaultPath, ct) : host.Way.Error);
}
