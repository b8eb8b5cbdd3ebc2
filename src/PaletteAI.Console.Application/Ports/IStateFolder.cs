using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Ports;

/// <summary>The console's own state on disk. Opened once, before anything reads or writes it.</summary>
public interface IStateFolder
{
    /// <summary>
    /// Takes the folder for this process and brings its database up to date. Expected failures: <c>data-folder-in-use</c> (another
    /// console runs on it), <c>data-folder-unusable</c> (permissions, disk), <c>data-folder-newer</c> (written by a later version).
    /// </summary>
    Task<Result<Unit>> OpenAsync(CancellationToken ct);
}
