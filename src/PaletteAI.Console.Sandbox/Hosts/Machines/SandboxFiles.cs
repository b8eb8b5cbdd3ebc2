using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>A file of a simulated host.</summary>
/// <param name="Path">Path on the host.</param>
/// <param name="Mode">Octal.</param>
/// <param name="Owner"><c>user:group</c>.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="ModifiedAt">When it was last written, to the second.</param>
/// <param name="Content">Its content.</param>
public sealed record SandboxFile(string Path, string Mode, string Owner, string Sha256, DateTimeOffset ModifiedAt, ReadOnlyMemory<byte> Content);

/// <summary>A copy beside a file.</summary>
public sealed record SandboxBackup(string Path, DateTimeOffset TakenAt, string Sha256, long Size);

/// <summary>A file that was written.</summary>
public sealed record SandboxWritten(string Path, string Sha256, string Backup);

/// <summary>Files of a simulated host, with the guarantees of the real channel: compare, write beside, flush, rename.</summary>
public sealed class SandboxFiles
{
    private const string ValuesPath = "/usr/local/palette-ai/values.yaml";
    private const string BackupTime = "yyyyMMdd'T'HHmmss'Z'";
    private const string Owner = "root:root";
    private readonly string _host;
    private readonly string _root;
    private readonly MachineFaults _faults;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    internal SandboxFiles(string host, string root, MachineFaults faults, TimeProvider time) => (_host, _root, _faults, _time) = (host, root, faults, time);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Absolute path.</param>
    public Result<SandboxFile> Read(string path)
    {
        lock (_gate)
        {
            return Find(path).Map(file => Of(path, file));
        }
    }

    /// <summary>Replaces a file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="content">New content.</param>
    /// <param name="ifSha256">Only when it has this hash; <c>-</c> = only when there is none; null = whatever it is.</param>
    /// <param name="keepBackup">Whether the old content stays beside it.</param>
    /// <param name="newFileMode">Octal mode of a file that was not there.</param>
    public Result<SandboxWritten> Write(string path, ReadOnlyMemory<byte> content, string? ifSha256, bool keepBackup, string newFileMode)
    {
        lock (_gate)
        {
            return Map(path) is not { } file ? NotAbsolute : Directory.Exists(file) ? NotAFile(path) : Directory.Exists(Path.GetDirectoryName(file)) ? Replace(path, file, content, ifSha256, keepBackup, newFileMode) : Missing(path);
        }
    }

    /// <summary>Copies beside a file, newest first.</summary>
    /// <param name="path">Absolute path.</param>
    public Result<ImmutableArray<SandboxBackup>> Backups(string path)
    {
        lock (_gate)
        {
            return Map(path) is not { } file ? NotAbsolute
                : Directory.Exists(Path.GetDirectoryName(file)) ? BackupsOf(path, file).OrderByDescending(b => b.TakenAt).ThenBy(b => b.Path, StringComparer.Ordinal).ToImmutableArray()
                : Missing(path);
        }
    }

    /// <summary>Hash of the values file; empty when there is none.</summary>
    internal string ValuesSha256() => Read(ValuesPath).Value?.Sha256 ?? "";

    /// <summary>Puts there what an appliance ships with.</summary>
    internal void Ship()
    {
        var values = Map(ValuesPath)!;
        if (!File.Exists(values))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(values)!);
            using var shipped = typeof(SandboxFiles).Assembly.GetManifestResourceStream("Shipped.values.yaml") ?? throw new InvalidOperationException("The shipped values file is not in the assembly.");
            using var file = File.Create(values);
            shipped.CopyTo(file);
            file.Flush(flushToDisk: true);
            File.SetUnixFileMode(values, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    private Result<SandboxWritten> Replace(string path, string file, ReadOnlyMemory<byte> content, string? ifSha256, bool keepBackup, string newFileMode)
    {
        var old = File.Exists(file) ? Of(path, file) : null;
        var have = old?.Sha256 ?? "-";
        if (ifSha256 is { Length: > 0 } && ifSha256 != have)
        {
            return new Error(ErrorKind.Refused, "file-changed", $"{path} on {_host} was changed meanwhile.", "Read it again and repeat the change.")
            {
                Facts = ImmutableDictionary<string, string>.Empty.Add("sha256", have).Add("host", _host),
            };
        }

        if (_faults.HasFullDisk)
        {
            return new Error(ErrorKind.RemoteFailed, "disk-full", $"{_host}: there is no room to write {path}. The old content is untouched.", "Free some space on the host, then try again.");
        }

        var beside = Path.Combine(Path.GetDirectoryName(file)!, $".palette-write-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        WriteBeside(beside, _faults.CutsWrites ? content[..(content.Length / 2)] : content);
        if (_faults.CutsWrites)
        {
            File.Delete(beside);
            return new Error(ErrorKind.RemoteFailed, "terminated", $"{_host}: the connection was lost while {path} was written; the old file is untouched.", "Look at what happened on the host, then try again.");
        }

        File.SetUnixFileMode(beside, old is null ? (UnixFileMode)Convert.ToInt32(newFileMode, 8) : File.GetUnixFileMode(file));
        var backup = old is not null && keepBackup ? $"{path}.{_time.GetUtcNow().UtcDateTime.ToString(BackupTime, CultureInfo.InvariantCulture)}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.bak" : "";
        if (backup.Length > 0)
        {
            File.Copy(file, Map(backup)!);
        }

        File.Move(beside, file, overwrite: true);
        return new SandboxWritten(path, Hash(content.Span), backup);
    }

    private static void WriteBeside(string beside, ReadOnlyMemory<byte> content)
    {
        using var stream = File.Create(beside);
        stream.Write(content.Span);
        stream.Flush(flushToDisk: true);
    }

    private Result<string> Find(string path) => Map(path) is not { } file ? NotAbsolute : File.Exists(file) ? Result<string>.Success(file) : Directory.Exists(file) ? NotAFile(path) : Missing(path);

    private static IEnumerable<SandboxBackup> BackupsOf(string path, string file)
    {
        foreach (var copy in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + ".*.bak"))
        {
            var parts = copy.Split('.');
            if (parts.Length >= 4 && DateTime.TryParseExact(parts[^3], BackupTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            {
                var content = File.ReadAllBytes(copy);
                yield return new SandboxBackup(path[..(path.LastIndexOf('/') + 1)] + Path.GetFileName(copy), new DateTimeOffset(at, TimeSpan.Zero), Hash(content), content.Length);
            }
        }
    }

    private static SandboxFile Of(string path, string file)
    {
        var content = File.ReadAllBytes(file);
        return new SandboxFile(path, Convert.ToString((int)File.GetUnixFileMode(file), 8), Owner, Hash(content), DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeSeconds()), content);
    }

    // Nothing outside the host's own folder, whatever the path says.
    private string? Map(string path)
    {
        if (!path.StartsWith('/') || path.EndsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var file = Path.GetFullPath(Path.Combine(_root, "." + path));
        return file.StartsWith(Path.GetFullPath(_root) + "/", StringComparison.Ordinal) ? file : null;
    }

    private static Error NotAbsolute => new(ErrorKind.Invalid, "path-not-absolute", "The path of a file on a host begins with / and does not end with it.", "Give the whole path.");

    private Error Missing(string path) => new(ErrorKind.RemoteFailed, "not-found", $"{_host}: {path} is not there.", "Check the path.");

    private Error NotAFile(string path) => new(ErrorKind.Refused, "not-a-file", $"{path} on {_host} is no plain file.", "Give the path of a file.");

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
