using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Clusters;

/// <summary>Lets calls through one at a time, in an order and with faults drawn from a seed. Everything runs on the caller's thread.</summary>
internal sealed class Interleaving(int seed, double faultRate)
{
    private readonly Random _random = new(seed);
    private readonly List<(string What, TaskCompletionSource<ApiFault> Go)> _waiting = [];

    public Task<ApiFault> GateAsync(string what)
    {
        var go = new TaskCompletionSource<ApiFault>();
        _waiting.Add((what, go));
        return go.Task;
    }

    /// <summary>Runs until all work is done; <paramref name="between"/> is asked before each call and may do something of its own.</summary>
    public void Run(IReadOnlyCollection<Task> work, Action<Random>? between = null)
    {
        while (_waiting.Count > 0)
        {
            between?.Invoke(_random);
            var index = _random.Next(_waiting.Count);
            var (_, go) = _waiting[index];
            _waiting.RemoveAt(index);
            go.SetResult(_random.NextDouble() >= faultRate ? ApiFault.None : _random.Next(2) == 0 ? ApiFault.Before : ApiFault.After);
        }
        Assert.All(work, w => Assert.True(w.IsCompleted));
    }
}
