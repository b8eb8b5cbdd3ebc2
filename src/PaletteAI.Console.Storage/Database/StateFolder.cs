using Microsoft.Data.Sqlite;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;

// The console runs on Linux (appliance or container); file modes are how its state stays private.
#pragma warning disable CA1416

namespace PaletteAI.Console.Storage.Database;

/// <summary>The data folder: held by one process at a time, readable by its account only.</summary>
internal sealed class StateFolder(StorageOptions options, ConsoleDatabase database, TimeProvider time) : IStateFolder, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private FileStream? _lock;

    public static string KeysDirectoryOf(StorageOptions options) =>
        options.KeysDirectory.Length > 0 ? options.KeysDirectory : Path.Combine(options.DataDirectory, "keys");

    public async Task<Result<Unit>> OpenAsync(CancellationToken ct)
    {
        try
        {
            MakeFolder(options.DataDirectory);
            MakeFolder(KeysDirectoryOf(options));
            if (!TryLock())
            {
                return new Error(
                    ErrorKind.Refused, "data-folder-in-use", $"Another console is running on {options.DataDirectory}.",
                    "Stop it, or give this one a folder of its own with --data.");
            }

            MakeFile(database.Path);
            return await MigrateAsync(ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            return new Error(
                ErrorKind.Usage, "data-folder-unusable", $"The data folder {options.DataDirectory} cannot be used: {e.Message}",
                "Check that the folder exists, belongs to the console's account, and has free space.");
        }
    }

    public void Dispose()
    {
        database.Dispose();
        _lock?.Dispose();
    }

    private async Task<Result<Unit>> MigrateAsync(CancellationToken ct)
    {
        await database.ReadAsync(c => c.Scalar("PRAGMA journal_mode = WAL"), ct);
        // A refused file must be left exactly as it was: the exception rolls the transaction back.
        try
        {
            await database.WriteAsync(
                c =>
                {
                    if (Migrations.Apply(c, Migrations.All, time.GetUtcNow()) is { } misfit)
                    {
                        throw new MisfitException(misfit);
                    }
                },
                ct);
            return Unit.Value;
        }
        catch (MisfitException e)
        {
            return new Error(
                ErrorKind.Usage, "data-folder-newer", $"The data in {options.DataDirectory} does not fit this version of the console. {e.Message}",
                "Start the version that wrote it, or give this one a folder of its own with --data.");
        }
    }

    // On Linux FileShare.None is an advisory lock (flock) that the kernel drops when the process ends, however it ends.
    private bool TryLock()
    {
        try
        {
            _lock ??= new FileStream(
                Path.Combine(options.DataDirectory, "console.lock"),
                new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = OwnerOnly });
            return true;
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return false;
        }
    }

    private static void MakeFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static void MakeFile(string path)
    {
        // SQLite would make the file with the process's mask; -wal and -shm take their mode from it.
        if (!File.Exists(path))
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }).Dispose();
        }
        else
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    private sealed class MisfitException(string message) : Exception(message);
}
