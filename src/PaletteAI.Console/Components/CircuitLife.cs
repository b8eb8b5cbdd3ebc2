namespace PaletteAI.Console.Components;

/// <summary>The life of one circuit: pages join its token to their feeds, and it ends with the session.</summary>
public sealed class CircuitLife : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Raised once when the session ended; the root component ends the circuit.</summary>
    public event Action? Ending;

    /// <summary>Cancelled when the session or the circuit ends: every feed of a page must stop with it.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Ends the circuit. May be called from any thread, more than once.</summary>
    public void End()
    {
        lock (_ended)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            _ended.Cancel();
        }

        Ending?.Invoke();
    }

    /// <summary>The page was left: its feeds stop; there is no circuit left to end.</summary>
    public void Dispose()
    {
        lock (_ended)
        {
            if (!_ended.IsCancellationRequested)
            {
                _ended.Cancel();
            }
        }
    }
}

/// <summary>Ends a circuit whose session is over.</summary>
public sealed class SessionEndedException() : Exception("The session ended.");
