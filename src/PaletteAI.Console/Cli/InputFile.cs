using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>A document given on the command line: a file, or standard input for <c>-</c>.</summary>
internal static class InputFile
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>
    /// Reads at most one byte more than <paramref name="limit"/>, so that whoever judges the bytes sees that there are too many. Folders,
    /// missing and unreadable files are errors of kind usage.
    /// </summary>
    public static Task<Result<byte[]>> ReadAsync(string file, Terminal terminal, int limit, CancellationToken ct) =>
        Task.Run(() => Read(file, terminal, limit), ct).WaitAsync(ct);

    /// <summary>The same on the caller's thread, for verbs that do nothing else meanwhile.</summary>
    public static Result<byte[]> Read(string file, Terminal terminal, int limit)
    {
        if (file.Length == 0)
        {
            return Problem("file-name-empty", "The name of a file is empty.", "Give the path of a file, or - for standard input.");
        }

        if (file != StandardInput && Directory.Exists(file))
        {
            return Problem("file-is-folder", $"{file} is a folder, not a file.", "Give the path of a file.");
        }

        try
        {
            using var stream = file == StandardInput ? terminal.OpenInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Read(stream, limit);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Problem("file-not-found", $"There is no file {file}.", "Check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            return Problem("file-not-readable", $"{file} may not be read by this account.", "Check its owner and permissions.");
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            return Problem("file-not-readable", $"{file} could not be read.", "Check the path and the disk.");
        }
    }

    private static byte[] Read(Stream stream, int limit)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (bytes.Length <= limit && (count = stream.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, (int)Math.Min(count, limit + 1 - bytes.Length));
        }

        return bytes.ToArray();
    }

    private static Error Problem(string code, string message, string fix) => new(ErrorKind.Usage, code, message, fix);
}
