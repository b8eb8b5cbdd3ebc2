using System.Text.Json;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli.Remote;

/// <summary>The one door as a verb reaches it: through the running console's API, or in this process where none runs.</summary>
internal interface IConsoleDoor : IAsyncDisposable
{
    /// <summary>Runs an operation; its output as the API writes it.</summary>
    Task<Result<JsonElement>> RunAsync<TOutput>(IOperation<TOutput> operation, CancellationToken ct);

    /// <summary>Runs an operation whose output is a file.</summary>
    Task<Result<Secret>> DownloadAsync<TOutput>(IOperation<TOutput> operation, CancellationToken ct)
        where TOutput : IHasFile;
}
