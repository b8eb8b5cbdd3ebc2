using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ClusterBench;

/// <summary>Many changes of pods; some of them in rows that are in sight, so that their way to the page can be timed.</summary>
internal sealed class Burst(Store.Values values, Crowd crowd, int namespaces)
{
    private const int InSight = 10;
    private const int EachTick = 10;
    private const int MostAtOnce = 100;
    private readonly ConcurrentDictionary<(string Name, string Value), (double Sent, double Answered)> _marks = new();
    private readonly ConcurrentDictionary<int, bool> _changing = new();
    private int _restarts = Store.FirstRestarts;
    private int _done;
    private int _failed;
    private int _open;

    /// <summary>Changes the server did not take: it is asked for more than it can do.</summary>
    public int Failed => Volatile.Read(ref _failed);

    public int Done => Volatile.Read(ref _done);

    /// <summary>Changes so many pods a second for so long; one of each ten milliseconds' is in sight.</summary>
    public async Task RunAsync(int perSecond, TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var tick = TimeSpan.FromSeconds((double)EachTick / perSecond);
        var running = new ConcurrentBag<Task>();
        for (var i = 0; Stopwatch.GetElapsedTime(began) < duration; i++)
        {
            for (var j = 0; j < EachTick; j++)
            {
                running.Add(ChangeAsync(j == 0 ? i % InSight * namespaces : Quiet()));
            }

            var wait = (tick * (i + 1)) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }
        }

        await Task.WhenAll(running);
    }

    /// <summary>From sending a change, and from the server's answer to it, until it was on the page.</summary>
    /// <param name="slowest">The longest way of each five seconds, in milliseconds.</param>
    /// <returns>Changes that a newer one replaced before the page was drawn are timed by the newer one.</returns>
    public (List<double> FromSent, List<double> FromAnswer) Join(Dictionary<string, Dictionary<string, double>> cells, out IReadOnlyList<double> slowest)
    {
        var (sent, answered, parts) = (new List<double>(), new List<double>(), new SortedDictionary<int, double>());
        var first = _marks.Values.Min(m => m.Sent);
        foreach (var ((name, value), mark) in _marks)
        {
            var number = int.Parse(value, CultureInfo.InvariantCulture);
            double[] later = [.. cells.GetValueOrDefault(name, []).Where(c => int.TryParse(c.Key, CultureInfo.InvariantCulture, out var shown) && shown >= number).Select(c => c.Value)];
            if (later.Length > 0)
            {
                sent.Add(later.Min() - mark.Sent);
                answered.Add(later.Min() - mark.Answered);
                var part = (int)((mark.Sent - first) / 5000);
                parts[part] = Math.Max(parts.GetValueOrDefault(part), answered[^1]);
                if (answered[^1] > 2000)
                {
                    Console.Error.WriteLine($"slow: {name} got {value} at {mark.Answered - first:0} ms, shown {answered[^1]:0} ms after; it showed {string.Join(", ", cells[name].OrderBy(c => c.Value).Select(c => $"{c.Key} at {c.Value - first:0}"))}");
                }
            }
        }

        slowest = [.. parts.Values];
        return (sent, answered);
    }

    // Two changes of one pod at once may be stored in either order: the page would rightly show the smaller number.
    private int Quiet()
    {
        int pod;
        do
        {
            pod = Random.Shared.Next(InSight * namespaces, crowd.Pods);
        }
        while (_changing.ContainsKey(pod));
        return pod;
    }

    private async Task ChangeAsync(int pod)
    {
        var number = Interlocked.Increment(ref _restarts);
        var sent = Figures.Now();
        if (Interlocked.Increment(ref _open) > MostAtOnce)
        {
            Interlocked.Decrement(ref _open);
            return;
        }

        _changing[pod] = true;
        try
        {
            await ChangeAsync(pod, number, sent);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            _changing.TryRemove(pod, out _);
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task ChangeAsync(int pod, int number, double sent)
    {
        await values.PutAsync(pod, number);
        _marks[(crowd.Pod(pod).Name, number.ToString(CultureInfo.InvariantCulture))] = (sent, Figures.Now());
        Interlocked.Increment(ref _done);
    }
}
