namespace PaletteAI.Console.Kubernetes.Cache;

/// <summary>How long to wait after a failure: 1 s doubling to 30 s, each between half and all of it, so that many do not come at once.</summary>
internal sealed class BackOff(Random random)
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);
    private int _failures;

    public TimeSpan Next()
    {
        var full = Math.Min(_longest.TotalSeconds, Math.Pow(2, Math.Min(_failures++, 10)));
        return TimeSpan.FromSeconds(full * (0.5 + (random.NextDouble() / 2)));
    }

    public void Reset() => _failures = 0;
}
