using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>The installer's values file on hosts: read, replaced only when nobody else changed it, with a copy beside it.</summary>
public static class HostValues
{
    /// <summary>Where the appliance keeps it.</summary>
    public const string DefaultPath = "/usr/local/palette-ai/values.yaml";

    /// <summary>Most bytes of a values file.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>The file and its content.</summary>
    public static Task<Result<HostFile>> ReadAsync(IHostChannel channel, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.ReadFileAsync(path, Limit, ct);
    }

    /// <summary>Replaces it when its content still has the hash that was read.</summary>
    public static async Task<Result<HostFileWritten>> WriteAsync(IHostChannel channel, string path, ReadOnlyMemory<byte> content, string ifSha256, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(ifSha256);
        var hash = ifSha256.Trim().ToLowerInvariant();
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit))
        {
            return new Error(ErrorKind.Usage, "sha256-malformed", "This is no SHA-256 of a values file.", "Give the sha256 that was shown when it was read.", "ifSha256");
        }

        return content.Length > Limit
            ? TooLarge
            : await channel.WriteFileAsync(new HostFileWrite(path, content) { IfSha256 = hash, KeepBackup = true }, ct);
    }

    /// <summary>Makes the file on a host that has none; <c>file-changed</c> when one came meanwhile.</summary>
    public static async Task<Result<HostFileWritten>> CreateAsync(IHostChannel channel, string path, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return content.Length > Limit ? TooLarge : await channel.WriteFileAsync(new HostFileWrite(path, content) { IfSha256 = HostFileWrite.NoFile }, ct);
    }

    /// <summary>Puts an earlier copy back; what is there now gets a copy of its own.</summary>
    /// <param name="channel">The host.</param>
    /// <param name="path">The file.</param>
    /// <param name="copy">SHA-256 of a copy, its beginning (8 digits at least), or the copy's path; empty = the newest copy.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<Result<HostFileWritten>> RestoreAsync(IHostChannel channel, string path, string copy, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(copy);
        var copies = await channel.ListBackupsAsync(path, ct);
        if (!copies.IsSuccess)
        {
            return copies.Error;
        }

        if (copies.Value.FirstOrDefault(b => Means(b, copy)) is not { } chosen)
        {
            return new Error(ErrorKind.Refused, "copy-not-found", $"{channel.Host} has no such copy of {path}.", "Look at values history for those there are.");
        }

        var now = await channel.StatFileAsync(path, ct);
        var old = await channel.ReadFileAsync(chosen.Path, Limit, ct);
        return (now.Error ?? old.Error) is { } error
            ? error
            : old.Require().Info.Sha256 != chosen.Sha256
                ? new Error(ErrorKind.Refused, "file-changed", $"The copy {chosen.Path} was changed meanwhile.", "Look at values history again.")
                : await WriteAsync(channel, path, old.Require().Content, now.Require().Sha256, ct);
    }

    /// <summary>Puts one content on many hosts, each compared and replaced on its own; whoever fails is listed, the others are done.</summary>
    /// <param name="hosts">Host and the hash its file must still have.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">The content.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<ImmutableArray<HostValuesOutcome>> WriteAllAsync(
        IReadOnlyList<(IHostChannel Channel, string IfSha256)> hosts, string path, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return [.. await Task.WhenAll(hosts.Select(async h => new HostValuesOutcome(h.Channel.Host, await WriteAsync(h.Channel, path, content, h.IfSha256, ct))))];
    }

    /// <summary>What each host has: the same hash everywhere means the same file everywhere.</summary>
    public static async Task<ImmutableArray<HostValuesCopy>> CompareAsync(IReadOnlyList<IHostChannel> hosts, string path, CancellationToken ct) =>
        [.. await Task.WhenAll(hosts.Select(async h => new HostValuesCopy(h.Host, await h.StatFileAsync(path, ct))))];

    private static Error TooLarge => new(ErrorKind.Invalid, "values-too-large", "The values file is larger than 1 MiB.", "Shorten it.");

    private static bool Means(HostFileBackup backup, string copy) =>
        copy.Length == 0 || backup.Path == copy || (copy.Length >= 8 && copy.All(char.IsAsciiHexDigit) && backup.Sha256.StartsWith(copy, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What became of a host's copy.</summary>
public sealed record HostValuesOutcome(string Host, Result<HostFileWritten> Outcome);

/// <summary>A host's copy, or why it could not be read.</summary>
public sealed record HostValuesCopy(string Host, Result<HostFileInfo> Copy);
