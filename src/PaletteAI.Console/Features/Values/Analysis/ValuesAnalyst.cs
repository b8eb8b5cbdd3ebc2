using PaletteAI.Console.Features.Values.Text;

namespace PaletteAI.Console.Features.Values.Analysis;

/// <summary>
/// Analyses a text away from the circuit, one reading at a time: what was asked for while one was under way is answered by one more, of the latest text.
/// All circuits together use two threads at most.
/// </summary>
internal sealed class ValuesAnalyst(Func<TextSnapshot> text, Func<TextSnapshot, ValuesReading> read, Func<ValuesReading, Task> publish) : IAsyncDisposable
{
    private static readonly SemaphoreSlim _places = new(2);
    private Task _work = Task.CompletedTask;
    private int _asked;
    private int _running;
    private volatile bool _ended;

    /// <summary>Asks for a reading of the text as it is from now on. Any thread.</summary>
    public void Ask()
    {
        Interlocked.Increment(ref _asked);
        if (!_ended && Interlocked.CompareExchange(ref _running, 1, 0) == 0)
        {
            _work = Task.Run(RunAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        await _work;
    }

    private async Task RunAsync()
    {
        int answered;
        do
        {
            do
            {
                answered = Volatile.Read(ref _asked);
                await ReadAsync();
            }
            while (!_ended && answered != Volatile.Read(ref _asked));
            Volatile.Write(ref _running, 0);
        }
        while (!_ended && answered != Volatile.Read(ref _asked) && Interlocked.CompareExchange(ref _running, 1, 0) == 0);
    }

    private async Task ReadAsync()
    {
        ValuesReading reading;
        await _places.WaitAsync();
        try
        {
            reading = read(text());
        }
        finally
        {
            _places.Release();
        }

        if (!_ended)
        {
            await publish(reading);
        }
    }
}
