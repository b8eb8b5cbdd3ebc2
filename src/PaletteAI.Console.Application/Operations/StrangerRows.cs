namespace PaletteAI.Console.Application.Operations;

/// <summary>
/// How many audit rows people without a session may still cause: enough to see an attack, too few to fill the log. At most 30 at once, then
/// one every two minutes (720 a day).
/// </summary>
internal sealed class StrangerRows(TimeProvider time)
{
    /// <summary>Rows at once.</summary>
    public const int Burst = 30;

    /// <summary>Time after which there is room for one more.</summary>
    public static readonly TimeSpan OneMoreAfter = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private double _left = Burst;
    private DateTimeOffset _at = time.GetUtcNow();
    private int _leftOut;

    /// <summary>Takes room for a row.</summary>
    /// <param name="leftOut">How many found no room since the last one that did.</param>
    public bool TryTake(out int leftOut)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _left = Math.Min(Burst, _left + Math.Max(0, (now - _at) / OneMoreAfter));
            _at = now;
            leftOut = _leftOut;
            if (_left < 1)
            {
                _leftOut++;
                return false;
            }

            (_left, _leftOut) = (_left - 1, 0);
            return true;
        }
    }
}
