namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>Runs calls of the library that block, each on a thread of its own, so that the pool's few threads stay free.</summary>
internal static class Offload
{
    public static Task<T> RunAsync<T>(Func<T> blocking) =>
        Task.Factory.StartNew(blocking, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
