using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Hosts.Commands;

/// <summary>What the system's own words (LC_ALL=C) about a file mean.</summary>
internal static class FileFailures
{
    /// <summary>The host's file system has no room.</summary>
    public const string DiskFull = "disk-full";

    /// <summary>The host's file system is mounted read-only.</summary>
    public const string ReadOnly = "read-only-file-system";

    public static Error Of(string host, string what, string errors) => errors switch
    {
        _ when Says(errors, "No space left on device") || Says(errors, "Disk quota exceeded") =>
            new Error(ErrorKind.RemoteFailed, DiskFull, $"{host}: there is no room to write {what}. The old content is untouched.", "Free some space on the host, then try again."),
        _ when Says(errors, "Read-only file system") =>
            new Error(ErrorKind.RemoteFailed, ReadOnly, $"{host}: the file system of {what} is read-only. The old content is untouched.", "Find out why (dmesg shows disk errors), then try again."),
        _ when Says(errors, "Permission denied") || Says(errors, "Operation not permitted") => HostErrors.OfAccess(host, $"the user may not read or write {what}."),
        _ when Says(errors, "No such file or directory") => HostErrors.OfMissing(host, what),
        _ => new Error(ErrorKind.RemoteFailed, "file-operation-failed", $"{host}: {what}: {Last(errors)}", "Look at the file on the host."),
    };

    private static bool Says(string errors, string words) => errors.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Last(string errors) =>
        errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "the command failed without a word.";
}
