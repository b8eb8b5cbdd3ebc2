using System.Runtime.InteropServices;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>Puts new bytes in the place of a file, whole or not at all; through symbolic links, with mode and owner kept.</summary>
internal static class FileReplacement
{
    private const int FollowFrom = -100;
    private const uint OwnerMask = 0x18;
    private const int StatSize = 256, UserOffset = 20, GroupOffset = 24;

    /// <summary>Replaces the file's bytes; refused when they are no longer the ones that were read.</summary>
    /// <param name="file">The file, or a symbolic link to it.</param>
    /// <param name="before">The bytes that were read.</param>
    /// <param name="now">The new bytes.</param>
    /// <returns>What went wrong; null when it was done.</returns>
    public static Error? Replace(string file, byte[] before, byte[] now)
    {
        string? temporary = null;
        try
        {
            var target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
            if ((File.GetAttributes(target) & (FileAttributes.Device | FileAttributes.Directory)) != 0)
            {
                return new Error(ErrorKind.Usage, "not-a-file", $"{file} is no ordinary file.", "Print the new text instead.");
            }

            temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
            Write(temporary, target, now);
            if (!File.ReadAllBytes(target).AsSpan().SequenceEqual(before))
            {
                return new Error(ErrorKind.Refused, "file-changed", $"{file} was changed by somebody else meanwhile.", "Look at it and try again.");
            }

            File.Move(temporary, target, overwrite: true);
            temporary = null;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Error(ErrorKind.Usage, "file-not-written", $"{file} could not be written; it is as it was.", "Check permissions and space of its folder.");
        }
        finally
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
    }

    // Nobody else may read the new file before it has the old one's mode.
    private static void Write(string temporary, string target, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        KeepOwner(target, temporary);
        File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
    }

    // Only root may give a file away; for everybody else the file is their own already, or stays so.
    private static void KeepOwner(string from, string to)
    {
        var stat = new byte[StatSize];
        if (Statx(FollowFrom, from, 0, OwnerMask, stat) == 0)
        {
            _ = Chown(to, BitConverter.ToUInt32(stat, UserOffset), BitConverter.ToUInt32(stat, GroupOffset));
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] result);

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
