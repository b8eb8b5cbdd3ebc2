using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Commands;

namespace PaletteAI.Console.Hosts.Files;

/// <summary>Files of a host, by commands: first as the user, then as root where the user may not.</summary>
internal sealed class HostFiles(string host, Func<HostCommand, CancellationToken, Task<Result<CommandResult>>> run, TimeProvider time)
{
    private const string AccessDenied = "access-denied";
    private const string BackupTime = "yyyyMMdd'T'HHmmss'Z'";
    private const string BackupEnd = ".bak";
    private const int HashShown = 12;

    // Beside the content: a line with size, mode, owner and a path of at most 4 KiB.
    private const int HeaderBytes = 8 * 1024;

    // The year 9999; a host's clock may say anything.
    private const long LatestSecond = 253_402_300_800;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public async Task<Result<HostFile>> ReadAsync(string path, int limit, CancellationToken ct)
    {
        var said = await ScriptAsync(path, FileScripts.Read, [path, (limit + 1).ToString(CultureInfo.InvariantCulture)], default, limit + HeaderBytes, ct);
        if (!said.IsSuccess)
        {
            return said.Error;
        }

        if (Header(said.Value) is not { } header)
        {
            return Refusal(path, said.Value);
        }

        var content = said.Value.Output[header.Length..];
        return content.Length > limit
            ? new Error(ErrorKind.Invalid, "file-too-large", $"{path} on {host} has {header.Size} bytes; {limit} are allowed.", "Look at the file on the host.")
            : new HostFile(new HostFileInfo(header.Path, content.Length, header.Mode, header.Owner, Hash(content.Span)) { ModifiedAt = header.ModifiedAt }, content);
    }

    public async Task<Result<HostFileInfo>> StatAsync(string path, CancellationToken ct)
    {
        var said = await ScriptAsync(path, FileScripts.Read, [path, "0"], default, HeaderBytes, ct);
        if (!said.IsSuccess)
        {
            return said.Error;
        }

        return Header(said.Value) is { } header
            ? new HostFileInfo(header.Path, header.Size, header.Mode, header.Owner, BoundedText.Decode(said.Value.Output[header.Length..]).Split(' ')[0]) { ModifiedAt = header.ModifiedAt }
            : Refusal(path, said.Value);
    }

    public async Task<Result<HostFileWritten>> WriteAsync(HostFileWrite write, CancellationToken ct)
    {
        var sha256 = Hash(write.Content.Span);
        var backup = write.KeepBackup ? $"{time.GetUtcNow().UtcDateTime.ToString(BackupTime, CultureInfo.InvariantCulture)}.{RandomNumberGenerator.GetHexString(HashShown, lowercase: true)}{BackupEnd}" : "";
        var temporary = $".palette-write-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var said = await ScriptAsync(write.Path, FileScripts.Write, [write.Path, write.IfSha256 ?? "", sha256, temporary, backup, write.NewFileMode], write.Content, HeaderBytes, ct);
        if (!said.IsSuccess)
        {
            return said.Error;
        }

        return said.Value.Text.Split('\0') is ["done", var copy, var path]
            ? new HostFileWritten(path, sha256, copy)
            : Refusal(write.Path, said.Value);
    }

    public async Task<Result<ImmutableArray<HostFileBackup>>> BackupsAsync(string path, CancellationToken ct)
    {
        var said = await ScriptAsync(path, FileScripts.Backups, [path], default, 1024 * 1024, ct);
        if (!said.IsSuccess)
        {
            return said.Error;
        }

        var text = said.Value.Text;
        return text.StartsWith("ok\n", StringComparison.Ordinal)
            ? ImmutableArray.CreateRange(text["ok\n".Length..].Split('\0').Select(Backup).OfType<HostFileBackup>().OrderByDescending(b => b.TakenAt).ThenBy(b => b.Path, StringComparer.Ordinal))
            : Refusal(path, said.Value);
    }

    private async Task<Result<CommandResult>> ScriptAsync(
        string path, string script, ImmutableArray<string> arguments, ReadOnlyMemory<byte> input, int output, CancellationToken ct)
    {
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal) || path.EndsWith('/'))
        {
            return new Error(ErrorKind.Invalid, "path-not-absolute", "The path of a file on a host begins with / and does not end with it.", "Give the whole path.");
        }

        var command = new HostCommand(["/bin/sh", "-c", script, "palette", .. arguments]) { Input = input, OutputLimit = output, TimeLimit = _limit };
        var asUser = await run(command, ct);
        // What the user may not even see looks as if it were not there.
        if (asUser is not { IsSuccess: true, Value: { } said } || !MayBeForRoot(said))
        {
            return asUser;
        }

        var asRoot = await run(command with { AsRoot = true }, ct);
        return asRoot is { IsSuccess: false, Error.Code: HostErrors.SudoDenied } && said.Text.StartsWith(HostErrors.NotFound, StringComparison.Ordinal) ? asUser : asRoot;
    }

    private static bool MayBeForRoot(CommandResult said) =>
        said.Text.StartsWith(AccessDenied, StringComparison.Ordinal) || said.Text.StartsWith(HostErrors.NotFound, StringComparison.Ordinal)
        || (said.ExitCode != 0 && (said.Errors.Contains("Permission denied", StringComparison.Ordinal) || said.Errors.Contains("Operation not permitted", StringComparison.Ordinal)));

    private Error Refusal(string path, CommandResult said) => said.Text.Split('\n')[0].Split(' ') switch
    {
        ["not-found", ..] => HostErrors.OfMissing(host, path),
        [AccessDenied, ..] => HostErrors.OfAccess(host, $"the user may not read or write {path}."),
        ["not-a-file", ..] => new Error(ErrorKind.Refused, "not-a-file", $"{path} on {host} is no plain file.", "Give the path of a file."),
        ["busy", ..] => new Error(ErrorKind.Refused, "file-busy", $"Somebody else is writing beside {path} on {host}.", "Try again in a moment."),
        ["changed", var have, ..] => new Error(
            ErrorKind.Refused, "file-changed", $"{path} on {host} was changed meanwhile.", "Read it again and repeat the change.")
            { Facts = ImmutableDictionary<string, string>.Empty.Add("sha256", have).Add("host", host) },
        ["cut", ..] => HostErrors.OfTermination(host, "the new content did not arrive whole; the old file is untouched."),
        _ => FileFailures.Of(host, path, said.Errors),
    };

    private static FileHeader? Header(CommandResult said)
    {
        var end = said.Output.Span.IndexOf((byte)0);
        if (end < 0 || BoundedText.Decode(said.Output[..end]).Split(' ', 6) is not ["ok", var size, var mode, var modified, var owner, var path]
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            return null;
        }

        DateTimeOffset? at = long.TryParse(modified, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < LatestSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return new FileHeader(end + 1, bytes, mode, owner, path, at);
    }

    // NAME.20260801T120000Z.<random>.bak, as WriteAsync names them.
    private static HostFileBackup? Backup(string record)
    {
        if (record.Split(' ', 3) is not [var sha256, var size, var path] || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            return null;
        }

        var parts = path.Split('.');
        return parts.Length >= 4 && DateTime.TryParseExact(parts[^3], BackupTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new HostFileBackup(path, new DateTimeOffset(at, TimeSpan.Zero), sha256, bytes)
            : null;
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private sealed record FileHeader(int Length, long Size, string Mode, string Owner, string Path, DateTimeOffset? ModifiedAt);
}
